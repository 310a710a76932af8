import GoldenValues
import Testing

@testable import NeuralNetworks

/// The rates of forty steps as PyTorch 2.15.0 gives them.
struct GoldenScheduleTests {
  private struct Rates: Decodable { let rates: [String: [Double]] }

  private static let schedules: [String: any LearningRate] = [
    "one cycle": OneCycle(to: 0.5, steps: 40),
    "one cycle short": OneCycle(
      to: 0.5, steps: 40, warmUpShare: 0.1, startDivisor: 5, endDivisor: 10),
    "cyclic": Cyclic(from: 0.1, to: 0.4, stepsUp: 6, stepsDown: 3),
    "cyclic halving": Cyclic(from: 0.1, to: 0.4, stepsUp: 4, scaling: .halving),
    "cyclic exponential": Cyclic(from: 0.1, to: 0.4, stepsUp: 4, scaling: .exponential(0.97)),
    "warm-up": WarmUp(from: 0.05, steps: 10, then: 0.2),
  ]

  @Test func ratesAreThoseOfPyTorch() throws {
    let golden: Rates = try Golden.read("schedules-torch.json")
    #expect(Set(golden.rates.keys) == Set(Self.schedules.keys))
    for (name, schedule) in Self.schedules {
      for (step, expected) in (golden.rates[name] ?? []).enumerated() {
        let rate = schedule.rate(atStep: step)
        #expect(abs(rate - expected) < 2e-6, "\(name), step \(step): \(rate), not \(expected)")
      }
    }
  }
}
