import Testing

@testable import Plotting

@Suite struct PathDataTests {
  @Test func survivesTheRoundTrip() {
    var random = Randomness(seed: 5)
    let line = (0..<2000).map { PlotPoint(Double($0) * 0.28, random.next() * 300) }
    var path = PathData()
    path.add(line)
    let back = PathReader(path.text).pieces
    #expect(back.count == 1 && back[0].count == line.count)
    // Rounding to a fifth of a pixel, and nothing added up over 2,000 points.
    #expect(
      zip(back[0], line).allSatisfy { abs($0.x - $1.x) < 0.1001 && abs($0.y - $1.y) < 0.1001 })
  }

  @Test func writesNoByteTooMany() {
    var path = PathData()
    path.add([PlotPoint(0, 1), PlotPoint(1, 0), PlotPoint(2, 1), PlotPoint(14, 4)])
    #expect(path.text == "M0 5l5-5 5 5 60 15")
    path.add([PlotPoint(14, 5), PlotPoint(15, 5)])
    #expect(path.text == "M0 5l5-5 5 5 60 15m0 5 5 0")
  }

  @Test func skipsMovesNobodySees() {
    var path = PathData()
    path.add([PlotPoint(0, 0), PlotPoint(0.01, 0.01), PlotPoint(1, 0)])
    #expect(path.text == "M0 0l5 0")
  }

  @Test func drawsADotForASinglePoint() {
    var path = PathData()
    path.add([PlotPoint(2, 3)])
    path.dot(at: PlotPoint(4, 5))
    path.add([PlotPoint(4, 5), PlotPoint(4.01, 5)])
    #expect(path.text == "M10 15h0m10 10h0m0 0h0")
  }

  @Test func continuesAfterClosing() {
    var path = PathData()
    path.add([PlotPoint(0, 0), PlotPoint(1, 0), PlotPoint(1, 1)])
    path.close()
    path.add([PlotPoint(5, 5), PlotPoint(6, 5)])
    #expect(path.text == "M0 0l5 0 0 5zm25 25 5 0")
    #expect(PathReader(path.text).pieces.last == [PlotPoint(5, 5), PlotPoint(6, 5)])
  }

  @Test func writesUprightPiecesFromTheNearerEnd() {
    var path = PathData()
    path.vertical(x: 1, from: 0, to: 10)
    path.vertical(x: 2, from: 1, to: 11)
    #expect(path.text == "M5 0v50m5 5v-50")
  }

  @Test func scalesBackToPixels() {
    let text = PathScaling.scaled("M0 5l5-5 5 5m10 0h-3v7z", by: PlotPoint(0.2, 0.2))
    #expect(text == "M0 1l1-1 1 1m2 0h-0.6v1.4z")
  }
}
