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
}
