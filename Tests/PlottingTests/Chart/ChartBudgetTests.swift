import NotebookDisplay
import Testing

@testable import Plotting

/// How large a chart of many points may be: 40 KB with 5 x 2,500 of them, 50 KB with 5 x 1,000,000.
@Suite struct ChartBudgetTests {
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

  @Test(arguments: [(2_500, 40 << 10), (1_000_000, 50 << 10)])
  func ofFiveLines(points: Int, bytes: Int) throws {
    let chart = chart(points: points)
    #expect(try chart.svg().utf8.count <= bytes)
  }
}
