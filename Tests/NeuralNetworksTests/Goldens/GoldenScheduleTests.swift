import GoldenValues
import Testing

@testable import NeuralNetworks

/// The rates of forty steps as PyTorch 2.15.0 and Keras 3.15.1 give them.
struct GoldenScheduleTests {
  private struct Rates: Decodable { let rates: [String: [Double]] }

  private static let keras: [String: any LearningRate] = [
    "exponential": ExponentialDecay(from: 0.1, steps: 7, decay: 0.6),
    "exponential staircase": ExponentialDecay(from: 0.1, steps: 7, decay: 0.6, staircase: true),
    "piecewise constant": PiecewiseConstant(boundaries: [5, 12], rates: [0.1, 0.03, 0.002]),
    "polynomial": PolynomialDecay(from: 0.1, steps: 20),
    "polynomial quadratic": PolynomialDecay(from: 0.1, to: 0.01, steps: 20, power: 2),
    "cosine": CosineDecay(from: 0.1, steps: 25, alpha: 0.1),
    "cosine after warm-up": CosineDecay(from: 0.2, steps: 25, warmUpSteps: 8),
  ]

  private static let torch: [String: any LearningRate] = [
    "one cycle": OneCycle(to: 0.5, steps: 40),
    "one cycle short": OneCycle(
      to: 0.5, steps: 40, warmUpShare: 0.1, startDivisor: 5, endDivisor: 10),
    "cyclic": Cyclic(from: 0.1, to: 0.4, stepsUp: 6, stepsDown: 3),
    "cyclic halving": Cyclic(from: 0.1, to: 0.4, stepsUp: 4, scaling: .halving),
    "cyclic exponential": Cyclic(from: 0.1, to: 0.4, stepsUp: 4, scaling: .exponential(0.97)),
    "warm-up": WarmUp(from: 0.05, steps: 10, then: 0.2),
  ]

  @Test func ratesAreThoseOfKeras() throws {
    try compare(Self.keras, with: "schedules-keras.json")
  }

  @Test func ratesAreThoseOfPyTorch() throws {
    try compare(Self.torch, with: "schedules-torch.json")
  }

  private func compare(_ schedules: [String: any LearningRate], with file: String) throws {
    let golden: Rates = try Golden.read(file)
    #expect(Set(golden.rates.keys) == Set(schedules.keys))
    for (name, schedule) in schedules {
      for (step, expected) in (golden.rates[name] ?? []).enumerated() {
        let rate = schedule.rate(atStep: step)
        #expect(abs(rate - expected) < 2e-6, "\(name), step \(step): \(rate), not \(expected)")
      }
    }
  }
}
