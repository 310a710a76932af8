import Testing

@testable import Plotting

@Suite struct TickSearchTests {
  @Test func reproducesTheExampleOfThePaper() {
    #expect(TickSearch().best(low: 8.1, high: 14.1, count: 4)?.values == [8, 10, 12, 14])
  }

  @Test(arguments: [
    (0.021, 2.30, 6, [0, 0.5, 1, 1.5, 2, 2.5]), (0.1, 0.983, 6, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (0, 2500, 6, [0, 500, 1000, 1500, 2000, 2500]), (212, 987, 6, [200, 400, 600, 800, 1000]),
    (0.99991, 0.99998, 5, [0.9999, 0.99992, 0.99994, 0.99996, 0.99998]),
  ])
  func findsTheTicksAReaderExpects(low: Double, high: Double, count: Int, ticks: [Double]) {
    #expect(TickSearch().best(low: low, high: high, count: count)?.values == ticks)
  }

  @Test func keepsCountsWhole() throws {
    for high in 1...40 {
      let search = TickSearch(steps: [1, 5, 2], smallestStep: 1)
      let ticks = try #require(search.best(low: 0, high: Double(high), count: 6)).values
      #expect(ticks.allSatisfy { $0 == $0.rounded() }, "0...\(high): \(ticks)")
    }
  }

  @Test(arguments: [
    (1e-290, 3e-290), (-1e300, 1e300), (1e15, 1e15 + 8), (-5.0, -4.999), (0, 1e-9),
  ])
  func endsForExtremeRanges(low: Double, high: Double) throws {
    let result = try #require(TickSearch().best(low: low, high: high, count: 6))
    #expect(result.values.count >= 2)
    #expect(result.values.allSatisfy { $0.isFinite })
  }

  @Test func leavesRangesAloneThatCannotBeDivided() {
    #expect(TickSearch().best(low: 0, high: 5e-324, count: 5) == nil)
    #expect(TickSearch().best(low: -1e308, high: 1e308, count: 5) == nil)
    #expect(TickSearch().best(low: 1, high: 1, count: 5) == nil)
  }
}
