import NotebookDisplay
import TestSupport
import Testing

@testable import Plotting

/// How large a chart of many points may be and how long drawing it may take: 5 × 2,500 points in
/// 40 KB and 5 ms, 5 × 1,000,000 in 50 KB and half a second.
///
/// The times are those of the machine of Benchmarks/results.md. On another one, or while other
/// tests share its caches, they are as many times longer as a piece of reference work is, timed in
/// turn.
@Suite(.serialized) struct ChartBudgetTests {
  @Test(arguments: [
    (points: 2_500, bytes: 40_000, seconds: 0.005, rounds: 40),
    (points: 1_000_000, bytes: 50_000, seconds: 0.5, rounds: 4),
  ])
  func ofFiveLines(points: Int, bytes: Int, seconds: Double, rounds: Int) throws {
    var random = Randomness(seed: 7)
    let curves = (0..<5).map { index in
      random.lossCurve(count: points, from: 2.3, to: 0.2 + Double(index) / 10, noise: 0.1)
    }
    let steps = Array(0..<points)
    var (least, reference, size) = (Double.infinity, Double.infinity, 0)
    for _ in 0..<rounds {
      reference = min(reference, Self.referenceSeconds())
      let start = ThreadTime.seconds
      let chart = Chart("Loss") {
        for (index, curve) in curves.enumerated() {
          LineMark(x: steps, y: curve).series("run \(index)")
        }
      }
      let figure = try chart.figure(colors: SeriesColors())
      least = min(least, ThreadTime.seconds - start)
      size = figure.svg.utf8.count
    }
    #expect(size <= bytes)
    let factor = max(reference / Self.quietReference, 1)
    #expect(least <= seconds * factor, "the machine is \(factor) times slower than the quiet one")
  }

  /// What the reference work takes on the quiet machine.
  private static let quietReference = 0.0015

  /// The time of reference work: numbers written as text, as a drawing's coordinates are.
  private static func referenceSeconds() -> Double {
    let start = ThreadTime.seconds
    var bytes = 0
    for number in 0..<12_500 { bytes += "\(Double(number) * 1.1)".utf8.count }
    precondition(bytes > 12_500)
    return ThreadTime.seconds - start
  }
}
