import Tensors
import Testing

@testable import NeuralNetworks

/// Optimizers on the ravine f = ½ (x² + 100 y²) from (10, 1). Steps needed as counted with NumPy in
/// doubles.
@Suite struct OptimizerPathTests {
  private func path(_ optimizer: some Optimizer, _ steps: Int) -> OptimizerPath {
    optimizer.path(from: [10, 1], steps: steps) { w in 0.5 * (w.squared() * [1, 100]).sum() }
  }

  @Test func startsAtTheStartAndHasAPointMoreThanSteps() {
    let path = path(SGD(learningRate: 0.01), 3)
    #expect(path.count == 4)
    #expect(path[0] == [10, 1])
    #expect(path.losses[0] == 100)
    #expect(abs(path.coordinate(0)[3] - 10 * 0.99 * 0.99 * 0.99) < 1e-5)
    #expect(path.coordinate(1)[1...].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [
    (SGD(learningRate: 2.0 / 101) as any Optimizer, 461),
    (SGD(learningRate: 0.01), 882),
    (Adam(learningRate: 0.1), 305),
  ])
  func needsAsManyStepsAsExpected(optimizer: any Optimizer, steps: Int) {
    let path = path(optimizer, steps + 10)
    #expect(path.losses.firstIndex { $0 < 1e-6 } == steps, "\(path.losses.suffix(12))")
  }

  @Test func aDivergingPathGoesOn() {
    let path = path(SGD(learningRate: 1), 100)
    #expect(path.count == 101)
    #expect(path.losses.last?.isFinite == false)
  }

  @Test func followsAScheduleOfOnesOwn() {
    let rates = Schedule { $0 < 2 ? 0.5 : 0 }
    let path = SGD(learningRate: rates).path(from: [8], steps: 4) { ($0.squared() * 0.5).sum() }
    #expect(path.coordinate(0) == [8, 4, 2, 2, 2])
  }
}
