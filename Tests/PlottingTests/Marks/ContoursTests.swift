import Foundation
import Testing

@testable import Plotting

@Suite struct ContoursTests {
  private func contours(_ function: (Double, Double) -> Double) -> Contours? {
    let mark = ContourMark(x: -2...2, y: -2...2, levels: 6, resolution: 81, function).mark
    guard case .contour(let data) = mark.content else { return nil }
    return Contours(data)
  }

  @Test func followsCircles() throws {
    let levels = try #require(contours { $0 * $0 + $1 * $1 }).levels
    #expect(levels.count >= 3)
    for level in levels {
      for point in level.lines.joined() {
        #expect(abs(point.x * point.x + point.y * point.y - level.value) < 0.01)
      }
    }
    let inner = try #require(levels.first { $0.value < 4 })
    #expect(inner.lines.count == 1)
    #expect(inner.lines[0].first == inner.lines[0].last)
  }

  @Test func separatesTheTwoSidesOfASaddle() throws {
    let levels = try #require(contours { $0 * $1 }).levels
    for level in levels where level.value != 0 { #expect(level.lines.count == 2) }
  }

  @Test func hasNoLinesOnAPlane() throws {
    #expect(try #require(contours { _, _ in 1 }).levels.isEmpty)
    #expect(try #require(contours { _, _ in .nan }).levels.isEmpty)
  }

  @Test func stepsByFactorsOverManyDecades() throws {
    let values = try #require(contours { 1e-4 + 100 * ($0 * $0 + $1 * $1) * ($0 * $0 + $1 * $1) })
      .levels.map(\.value)
    #expect(values.count == 6)
    #expect(zip(values, values.dropFirst()).allSatisfy { $1 / $0 > 1.5 })
  }

  /// A range of many decades is evaluated where a logarithmic axis needs it, too.
  @Test func liesInItsPlacesOnAxesOfAllKinds() throws {
    let mark = ContourMark(
      x: 0.001...1000, y: 0.01...100, levels: [-6, -4, -2, 0, 2, 4, 6], isFilled: true
    ) { log10($0) * 2 + log10($1) * 2 }.mark
    guard case .contour(let data) = mark.content else {
      Issue.record("no contours")
      return
    }
    let contours = Contours(data)
    for level in contours.levels {
      #expect(level.lines.count == 1)
      for point in level.lines.joined() {
        let height = log10(point.x) * 2 + log10(point.y) * 2
        #expect(abs(height - level.value) < 0.02, "\(point)")
      }
      let ends = level.lines[0].map(\.x)
      #expect(ends.max()! / ends.min()! > 99)
      for point in contours.loops(above: level.value).joined() {
        #expect(log10(point.x) * 2 + log10(point.y) * 2 > level.value - 0.02)
      }
    }
    #expect(contours.levels.count == 7)

    var places: [Double] = []
    _ = ContourMark(x: 1...100, y: 0...1, resolution: 2) { x, y in
      places.append(x)
      return x + y
    }
    #expect(Set(places) == [1, 100])
    places = []
    _ = ContourMark(x: 1...100, y: 0...1, resolution: 3) { x, y in
      places.append(x)
      return x + y
    }
    #expect(Set(places.map { ($0 * 1000).rounded() / 1000 }) == [1, 10, 50.5, 100])
  }
}
