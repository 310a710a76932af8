import Testing

@testable import Plotting

@Suite struct LineSimplifierTests {
  private func noisyLine(_ count: Int, seed: UInt64) -> [PlotPoint] {
    var random = Randomness(seed: seed)
    return (0..<count).map {
      PlotPoint(Double($0) * 560 / Double(count), 160 + 40 * random.normal())
    }
  }

  private func distance(_ point: PlotPoint, to line: [PlotPoint]) -> Double {
    zip(line, line.dropFirst()).map { LineSimplifier.squaredDistance(point, $0, $1) }
      .min().map { $0.squareRoot() } ?? .infinity
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func staysWithinTheTolerance(seed: UInt64) {
    let points = noisyLine(900, seed: seed)
    let simple = LineSimplifier.simplified(points, width: 560, tolerance: 0.5)
    #expect(simple.count < points.count)
    #expect(points.allSatisfy { distance($0, to: simple) <= 0.5 + 1e-9 })
    #expect(simple.first == points.first && simple.last == points.last)
  }

  @Test func keepsEndsAndExtremesOfLongLines() {
    let points = noisyLine(40_000, seed: 9)
    let simple = LineSimplifier.simplified(points, width: 560, tolerance: 0.5)
    #expect(simple.count <= 4 * 561)
    #expect(simple.first == points.first && simple.last == points.last)
    #expect(simple.map(\.y).min() == points.map(\.y).min())
    #expect(simple.map(\.y).max() == points.map(\.y).max())
  }

  @Test func keepsFourPointsOfEachColumn() {
    let points = [3.0, 1, 5, 2, 4].enumerated().map {
      PlotPoint(Double($0.offset) / 10, $0.element)
    }
    #expect(LineSimplifier.columnExtremes(points).map(\.y) == [3, 1, 5, 4])
  }

  @Test func dropsPointsOnAStraightLine() {
    let points = (0..<100).map { PlotPoint(Double($0), Double($0) * 2) }
    #expect(LineSimplifier.douglasPeucker(points, tolerance: 0.5).count == 2)
  }

  @Test func keepsTheFarEndOfALineThatComesBack() {
    let points = [PlotPoint(0, 0), PlotPoint(10, 0), PlotPoint(0, 0)]
    #expect(LineSimplifier.douglasPeucker(points, tolerance: 0.5) == points)
  }

  @Test func acceptsLinesWithFewPoints() {
    #expect(LineSimplifier.simplified([], width: 10, tolerance: 0.5).isEmpty)
    #expect(LineSimplifier.simplified([PlotPoint(1, 1)], width: 10, tolerance: 0.5).count == 1)
  }
}
