import NotebookDisplay
import Testing

@testable import Plotting

/// What a chart of many points may cost. Times are limits of the order of magnitude: other tests run
/// beside; `docs/report.md` has what was measured alone.
@Suite(.serialized) struct ChartBudgetTests {
  private func chart(points: Int) -> Chart {
    var random = Randomness(seed: 7)
    let curves = (0..<5).map { index in
      random.lossCurve(count: points, from: 2.3, to: 0.2 + Double(index) / 10, noise: 0.1)
    }
    let steps = Array(0..<points)
    return Chart("Loss") {
      for (index, curve) in curves.enumerated() {
        LineMark(x: steps, y: curve).series("run \(index)")
      }
    }
  }

  @Test(arguments: [(2_500, 40_000, 5), (1_000_000, 50_000, 500)])
  func ofFiveLines(points: Int, bytes: Int, milliseconds: Int) throws {
    let chart = chart(points: points)
    _ = try chart.svg()
    var best = Duration.seconds(60)
    var size = 0
    for _ in 0..<3 {
      let start = ContinuousClock.now
      size = try chart.svg().utf8.count
      best = min(best, ContinuousClock.now - start)
    }
    print("5 x \(points) points: \(best), \(size) bytes")
    #expect(size <= bytes)
    #expect(best < .milliseconds(milliseconds * 4))
  }
}
