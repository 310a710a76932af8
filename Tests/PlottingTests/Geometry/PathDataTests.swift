import Testing

@testable import Plotting

@Suite struct PathDataTests {
  private let unit = PathData.unitsPerPixel

  /// A point at so many units.
  private func point(_ x: Double, _ y: Double) -> PlotPoint { PlotPoint(x / unit, y / unit) }

  @Test func survivesTheRoundTrip() {
    var random = Randomness(seed: 5)
    let line = (0..<2000).map { PlotPoint(Double($0) * 0.28, random.next() * 300) }
    var path = PathData()
    path.add(line)
    let back = PathReader(path.text).pieces
    #expect(back.count == 1 && back[0].count == line.count)
    // Rounding to a unit, and nothing added up over 2,000 points.
    let most = 0.5001 / PathData.unitsPerPixel
    #expect(
      zip(back[0], line).allSatisfy { abs($0.x - $1.x) < most && abs($0.y - $1.y) < most })
  }

  @Test func writesNoByteTooMany() {
    var path = PathData()
    path.add([point(0, 5), point(5, 0), point(10, 5), point(70, 20)])
    #expect(path.text == "M0 5l5-5 5 5 60 15")
    path.add([point(70, 25), point(75, 25)])
    #expect(path.text == "M0 5l5-5 5 5 60 15m0 5 5 0")
  }

  @Test func skipsMovesNobodySees() {
    var path = PathData()
    path.add([point(0, 0), point(0.05, 0.05), point(5, 0)])
    #expect(path.text == "M0 0l5 0")
  }

  @Test func drawsADotForASinglePoint() {
    var path = PathData()
    path.add([point(10, 15)])
    path.dot(at: point(20, 25))
    path.add([point(20, 25), point(20.05, 25)])
    #expect(path.text == "M10 15h0m10 10h0m0 0h0")
  }

  @Test func continuesAfterClosing() {
    var path = PathData()
    path.add([point(0, 0), point(5, 0), point(5, 5)])
    path.close()
    path.add([point(25, 25), point(30, 25)])
    #expect(path.text == "M0 0l5 0 0 5zm25 25 5 0")
    #expect(PathReader(path.text).pieces.last == [point(25, 25), point(30, 25)])
  }

  @Test func writesUprightPiecesFromTheNearerEnd() {
    var path = PathData()
    path.vertical(x: 5 / unit, from: 0, to: 50 / unit)
    path.vertical(x: 10 / unit, from: 5 / unit, to: 55 / unit)
    #expect(path.text == "M5 0v50m5 5v-50")
  }

  @Test func scalesBackToPixels() {
    let text = PathScaling.scaled("M0 5l5-5 5 5m10 0h-3v7z", by: PlotPoint(0.2, 0.2))
    #expect(text == "M0 1l1-1 1 1m2 0h-0.6v1.4z")
  }
}
