import Testing

@testable import Plotting

@Suite struct SmoothingTests {
  @Test func beginsWithTheFirstValue() {
    let smooth = Smoothing.ema(0.9).apply(to: [3, 1, 1, 1])
    #expect(abs(smooth[0] - 3) < 1e-12)
    // By hand: (0.9 · 0.3 + 0.1 · 1) / (1 − 0.81).
    #expect(abs(smooth[1] - 0.37 / 0.19) < 1e-12)
  }

  @Test func leavesConstantSeriesAlone() {
    #expect(Smoothing.ema(0.99).apply(to: [0.1, 0.1, 0.1]) == [0.1, 0.1, 0.1])
  }

  @Test func passesOverValuesThatAreNotFinite() {
    let smooth = Smoothing.ema(0.5).apply(to: [1, .nan, 2, .infinity, 4])
    let without = Smoothing.ema(0.5).apply(to: [1, 2, 4])
    #expect(smooth[1].isNaN && smooth[3] == .infinity)
    #expect([smooth[0], smooth[2], smooth[4]] == without)
  }

  @Test func refusesWeightsThatAverageNothing() {
    #expect(Smoothing.ema(1).problem?.contains("below 1") == true)
    #expect(Smoothing.ema(-0.1).problem != nil)
    #expect(Smoothing.ema(.nan).problem != nil)
    #expect(Smoothing.ema(0).problem == nil)
  }
}
