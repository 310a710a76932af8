import Tensors
import Testing

@testable import NeuralNetworks

/// Golden values: three steps with the gradient (0.1, -0.2, 1e-9) · k at step k from (1, -2, 0.5)
/// by Keras 3.15.1 and PyTorch 2.15.0. The third coordinate, with its gradient near zero, is what
/// tells the conventions of epsilon apart.
@Suite struct OptimizerTests {
  private func end(
    _ optimizer: any Optimizer, gradients: [Double] = [0.1, -0.2, 1e-9], growing: Bool = true
  ) -> [Double] {
    let parameter = Parameter(Tensor([1, -2, 0.5] as [Float]), name: "w")
    let state = OptimizerState(optimizer, [parameter])
    for step in 1...3 {
      let factor = growing ? Double(step) : 1
      state.apply([Tensor(gradients.map { Float($0 * factor) })])
    }
    return parameter.value.doubles
  }

  @Test(arguments: [
    (Adam() as any Optimizer, 0.499997854),
    (Adam.pyTorch(), 0.499607086),
    (AdaMax(), 0.499955058),
    (AdaMax.pyTorch(), 0.499245316),
    (RMSprop(), 0.5),
    (RMSprop.pyTorch(), 0.494161576),
    (Nadam(), 0.499955237),
    (Nadam.pyTorch(), 0.499203175),
    (Adagrad(), 0.5),
    (Adagrad.pyTorch(), 0.474538565),
  ])
  func keepsItsConventionOfEpsilon(optimizer: any Optimizer, third: Double) {
    #expect(abs(end(optimizer)[2] - third) < 2e-7, "\(optimizer): \(end(optimizer))")
  }

  @Test func plainStepsAreTheSumOfGradients() {
    let end = end(SGD(learningRate: 0.1))
    #expect(abs(end[0] - (1 - 0.1 * 0.6)) < 1e-6)
    #expect(abs(end[1] - (-2 + 0.1 * 1.2)) < 1e-6)
  }

  @Test func momentumIsTheSameInBothConventionsWhileTheRateIsConstant() {
    let keras = end(SGD(learningRate: 0.1, momentum: 0.9))
    let torch = end(SGD.pyTorch(learningRate: 0.1, momentum: 0.9))
    // v: 0.01, 0.029, 0.0561
    #expect(abs(keras[0] - (1 - 0.01 - 0.029 - 0.0561)) < 1e-6)
    #expect(abs(keras[0] - torch[0]) < 1e-6)
  }

  @Test func nesterovLooksAhead() {
    let keras = end(SGD(learningRate: 0.1, momentum: 0.9, nesterov: true), growing: false)
    let torch = end(SGD.pyTorch(learningRate: 0.1, momentum: 0.9, nesterov: true), growing: false)
    // v: 0.01, 0.019, 0.0271; steps: 0.9 v + 0.01
    #expect(abs(keras[0] - (1 - 0.019 - 0.0271 - 0.03439)) < 1e-6)
    #expect(abs(keras[0] - torch[0]) < 1e-6)
  }

  @Test func theFirstAdamStepIsTheLearningRate() {
    let parameter = Parameter(Tensor([1, 1] as [Float]))
    OptimizerState(Adam(learningRate: 0.25), [parameter])
      .apply([Tensor([3, -0.001] as [Float])])
    #expect(abs(parameter.value.doubles[0] - 0.75) < 1e-5)
    #expect(abs(parameter.value.doubles[1] - 1.25) < 1e-3)
  }

  @Test func kerasDecaysWeightsDirectlyAndPyTorchByTheGradient() {
    let zero = [0.0, 0, 0]
    let direct = end(SGD(learningRate: 0.1, weightDecay: 0.5), gradients: zero)
    #expect(abs(direct[0] - 0.95 * 0.95 * 0.95) < 1e-6)
    let coupled = end(SGD.pyTorch(learningRate: 0.1, weightDecay: 0.5), gradients: zero)
    #expect(abs(coupled[0] - direct[0]) < 1e-6)
    let adam = end(Adam.pyTorch(learningRate: 0.1, weightDecay: 0.5), gradients: zero)
    let adamW = end(AdamW.pyTorch(learningRate: 0.1, weightDecay: 0.5), gradients: zero)
    #expect(abs(adam[0] - 0.7) < 2e-3)
    #expect(abs(adamW[0] - 0.857375) < 1e-5)
  }

  @Test(arguments: [
    (GradientClipping.value(0.05), [0.05, -0.05]),
    (.norm(1), [0.6, -0.8]),
    (.globalNorm(10), [3, -4]),
  ])
  func clipsWhatIsTooLarge(clipping: GradientClipping, expected: [Double]) {
    let clipped = clipping.clip([Tensor([3, -4] as [Float])])[0].doubles
    #expect(zip(clipped, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func theGlobalNormIsThatOfAllGradientsTogether() {
    let clipped = GradientClipping.globalNorm(1).clip([Tensor(3.0), Tensor(4.0)])
    #expect(abs(clipped[0].scalar - 0.6) < 1e-6)
    #expect(abs(clipped[1].scalar - 0.8) < 1e-6)
  }

  @Test func theCorrectionKeepsItsDigitsAtTheFirstAndTheMillionthStep() {
    let first = complementOfPower(0.999, Tensor(1.0)).doubles[0]
    #expect(abs(first - 0.001) < 1e-9)
    #expect(complementOfPower(0.999, Tensor(1_000_000.0)).scalar == 1)
  }
}

@Suite struct LearningRateTests {
  @Test func exponentialDecayIsSmoothOrAStaircase() {
    let smooth = ExponentialDecay(from: 0.1, steps: 10, decay: 0.5)
    let stairs = ExponentialDecay(from: 0.1, steps: 10, decay: 0.5, staircase: true)
    #expect(abs(smooth.rate(atStep: 5) - 0.0707107) < 1e-6)
    #expect(abs(stairs.rate(atStep: 9) - 0.1) < 1e-7)
    #expect(abs(stairs.rate(atStep: 10) - 0.05) < 1e-7)
  }

  @Test func piecewiseChangesAfterItsBoundary() {
    let rate = PiecewiseConstant(boundaries: [10, 20], rates: [1, 0.5, 0.1])
    #expect(
      [0, 10, 11, 20, 21].map { rate.rate(atStep: $0) }.map { Float($0) }
        == [1, 1, 0.5, 0.5, 0.1])
  }

  @Test func polynomialEndsAtItsEnd() {
    let rate = PolynomialDecay(from: 1, to: 0.2, steps: 10, power: 2)
    #expect(abs(rate.rate(atStep: 5) - 0.4) < 1e-6)
    #expect(abs(rate.rate(atStep: 50) - 0.2) < 1e-6)
  }

  @Test func cosineRisesAndFalls() {
    let rate = CosineDecay(from: 1, steps: 100, alpha: 0.1, warmUpSteps: 10)
    #expect(abs(rate.rate(atStep: 5) - 0.5) < 1e-6)
    #expect(abs(rate.rate(atStep: 60) - 0.55) < 1e-6)
    #expect(abs(rate.rate(atStep: 500) - 0.1) < 1e-6)
  }

  @Test func aScheduleMovesTheSteps() {
    let parameter = Parameter(Tensor([0.0] as [Float]))
    let rate = PiecewiseConstant(boundaries: [0], rates: [1, 0.25])
    let state = OptimizerState(SGD(learningRate: rate), [parameter])
    for _ in 0..<3 { state.apply([Tensor([1.0] as [Float])]) }
    #expect(parameter.value.scalars == [-1.5])
  }
}
