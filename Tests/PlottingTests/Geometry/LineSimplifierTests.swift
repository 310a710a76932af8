import Testing

@testable import Plotting

@Suite struct LineSimplifierTests {
  /// Lines of every kind over 560 pixels: smooth, noisy, with bursts, jumps and gaps.
  private static func line(_ kind: Int, count: Int) -> [PlotPoint] {
    var random = Randomness(seed: UInt64(kind + 1))
    var walk = 160.0
    return (0..<count).map { index in
      let share = Double(index) / Double(count)
      let y: Double
      switch kind {
      case 0: y = 160 + 100 * wave(share)
      case 1: y = 160 + 40 * random.normal()
      case 2:
        y = 160 + 100 * wave(share) + (share > 0.4 && share < 0.5 ? 30 : 0.01) * random.normal()
      case 3: y = index % 997 == 0 ? 10 : 200 + random.normal()
      default:
        walk += random.normal()
        y = walk
      }
      // The last kind has a stretch without points.
      let x = kind == 3 && share > 0.6 ? share * 460 + 100 : share * (kind == 3 ? 460 : 560)
      return PlotPoint(x, y)
    }
  }

  private static func wave(_ share: Double) -> Double {
    let t = (share * 6).truncatingRemainder(dividingBy: 2) - 1
    return (1 - t * t) * 4 - 2
  }

  private func path(_ points: [PlotPoint]) -> PathData {
    var path = PathData()
    LineSimplifier.add(points, to: &path)
    return path
  }

  @Test(arguments: 0..<5, [900, 6_000, 60_000])
  func staysWithinHalfAPixelOfEveryPoint(kind: Int, count: Int) {
    let points = Self.line(kind, count: count)
    let drawn = PathReader(path(points).text)
    var worst = 0.0
    for index in stride(from: 0, to: count, by: max(count / 1500, 1)) {
      worst = max(worst, drawn.distance(to: points[index]))
    }
    #expect(worst <= 0.5, "\(worst)")
  }

  @Test(arguments: 0..<5)
  func drawsNothingFarFromTheData(kind: Int) {
    let points = Self.line(kind, count: 6_000)
    let drawn = PathReader(path(points).text)
    var worst = 0.0
    for piece in drawn.pieces {
      for point in piece {
        let near =
          zip(points, points.dropFirst()).lazy
          .filter { abs($0.x - point.x) < 60 || abs($1.x - point.x) < 60 }
          .map { Segment(from: $0, to: $1).squaredDistance(of: point) }.min() ?? .infinity
        worst = max(worst, near.squareRoot())
      }
    }
    #expect(worst <= 0.5, "\(worst)")
  }

  @Test(arguments: 0..<5)
  func boundsWhatALineCostsWhateverItsLength(kind: Int) {
    #expect(path(Self.line(kind, count: 200_000)).text.utf8.count <= 10_000)
  }

  @Test func keepsFourPointsOfEachColumn() {
    let points = [3.0, 1, 5, 2, 4].enumerated().map {
      PlotPoint(Double($0.offset) / 10, $0.element)
    }
    #expect(LineSimplifier.columnExtremes(points, width: 1).map(\.y) == [3, 1, 5, 4])
  }

  @Test func dropsPointsOnAStraightLine() {
    let points = (0..<100).map { PlotPoint(Double($0), Double($0) * 2) }
    #expect(LineSimplifier.douglasPeucker(points, tolerance: 0.5).count == 2)
  }

  @Test func keepsTheFarEndOfALineThatComesBack() {
    let points = [PlotPoint(0, 0), PlotPoint(50 / PathData.unitsPerPixel, 0), PlotPoint(0, 0)]
    #expect(path(points).text == "M0 0l50 0-50 0")
  }

  @Test func acceptsLinesWithFewPoints() {
    #expect(path([]).text.isEmpty)
    #expect(path([PlotPoint(0, 0)]).text == "M0 0h0")
  }
}
