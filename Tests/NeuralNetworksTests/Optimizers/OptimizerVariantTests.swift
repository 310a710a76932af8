import Tensors
import Testing

@testable import NeuralNetworks

/// Variants of the rules that the frameworks do not have, against the formulas in doubles.
@Suite struct OptimizerVariantTests {
  private let gradients: [[Double]] = (1...20).map { step -> [Double] in
    let step = Double(step)
    return [0.1 * step, -0.2 + 0.01 * step, 1e-9 * step, 0.05]
  }

  /// Where an optimizer leads from 1 with the gradients.
  private func end(_ optimizer: any Optimizer, name: String = "w") -> [Double] {
    let weight = Parameter(Tensor([1.0, 1, 1, 1]), name: name)
    let state = OptimizerState(optimizer, [weight])
    for gradient in gradients { state.apply([Tensor(gradient)]) }
    return weight.value.doubles
  }

  /// The same by a formula for one coordinate: the step for a gradient and the memory.
  private func reference(
    _ step: (_ gradient: Double, _ memory: inout (mean: Double, second: Double)) -> Double
  ) -> [Double] {
    (0..<4).map { place in
      var memory = (mean: 0.0, second: 0.0)
      return gradients.reduce(1) { $0 - step($1[place], &memory) }
    }
  }

  private func expect(_ found: [Double], _ expected: [Double]) {
    for (a, e) in zip(found, expected) {
      #expect(abs(a - e) < 2e-6 + 2e-5 * abs(e - 1), "\(found) instead of \(expected)")
    }
  }

  @Test func adamWithoutCorrectionAndWithEpsilonUnderTheRoot() {
    let optimizer = Adam(
      learningRate: 0.05, beta2: 0.99, epsilon: 1e-8, biasCorrection: false,
      epsilonPlacement: .insideRoot)
    let expected = reference { gradient, memory in
      memory.mean = 0.9 * memory.mean + 0.1 * gradient
      memory.second = 0.99 * memory.second + 0.01 * gradient * gradient
      return 0.05 * memory.mean / (memory.second + 1e-8).squareRoot()
    }
    expect(end(optimizer), expected)
  }

  @Test func theFirstStepWithoutCorrectionIsLongerThanTheRate() {
    let weight = Parameter(Tensor([1.0]))
    OptimizerState(Adam(learningRate: 0.1, biasCorrection: false), [weight]).apply([Tensor([2.0])])
    #expect(abs(weight.value.doubles[0] - (1 - 0.1 * 0.1 / 0.001.squareRoot())) < 1e-5)
  }

  @Test func adaMaxWithTheSquareRootOfTheNorm() {
    let optimizer = AdaMax(
      learningRate: 0.1, beta2: 0.99, epsilon: 1e-8, biasCorrection: false,
      divisor: .squareRootOfNorm)
    let expected = reference { gradient, memory in
      memory.mean = 0.9 * memory.mean + 0.1 * gradient
      memory.second = max(0.99 * memory.second, abs(gradient))
      return 0.1 / (memory.second + 1e-8).squareRoot() * memory.mean
    }
    expect(end(optimizer), expected)
  }

  @Test func adaMaxWithThePowerTwoIsAdam() {
    let power = AdaMax(learningRate: 0.05, beta2: 0.9, biasCorrection: false, norm: .power(2))
    let adam = Adam(learningRate: 0.05, beta2: 0.81, biasCorrection: false)
    expect(end(power), end(adam))
  }

  @Test func adaMaxWithALargePowerIsNearItsLimitAndNeitherVanishesNorOverflows() {
    let power = end(AdaMax(learningRate: 0.05, norm: .power(4_000)))
    let limit = end(AdaMax(learningRate: 0.05))
    for (a, b) in zip(power, limit) { #expect(abs(a - b) < 0.02 * abs(b - 1) + 1e-4) }
    let zeros = Parameter(Tensor([1.0]))
    OptimizerState(AdaMax(norm: .power(3)), [zeros]).apply([Tensor([0.0])])
    #expect(zeros.value.scalars == [1])
  }

  @Test func decayOfWeightsLeavesOutBiasesAndNormalizations() {
    let shapes: [(name: String, shape: [Int], shrinks: Bool)] = [
      ("weight", [2, 2], true), ("bias", [2], false), ("gamma", [2, 2], false),
      ("beta", [2], false), ("slope", [], false),
    ]
    let parameters = shapes.map { Parameter(Tensor.ones($0.shape), name: $0.name) }
    let state = OptimizerState(
      SGD(learningRate: 0.5, weightDecay: 0.1).decaying(.weights), parameters)
    state.apply(parameters.map { .zeros(like: $0.value) })
    for (parameter, expected) in zip(parameters, shapes) {
      #expect(
        parameter.value.scalars.allSatisfy { ($0 < 1) == expected.shrinks }, "\(expected.name)")
    }
  }

  @Test func aRuleOfOnesOwnNeedsNothingButItsRule() {
    struct SignDescent: Optimizer {
      let learningRate: any LearningRate = 0.5
      func updated(
        _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
      ) -> Tensor { value - rate * sign(gradient) }
    }
    let path = SignDescent().path(from: [2], steps: 3) { ($0 * $0).sum() }
    #expect(path.coordinate(0) == [2, 1.5, 1, 0.5])
    #expect("\(SignDescent())" == "SignDescent(learningRate: 0.5)")
  }

  @Test(arguments: [
    (
      Adam(biasCorrection: false, epsilonPlacement: .insideRoot, amsgrad: true) as any Optimizer,
      "Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-07, biasCorrection: false, "
        + "epsilonPlacement: .insideRoot, amsgrad: true)"
    ),
    (
      AdaMax(norm: .power(4), divisor: .squareRootOfNorm),
      "AdaMax(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-07, norm: .power(4.0), "
        + "divisor: .squareRootOfNorm)"
    ),
    (
      RMSprop(centered: true),
      "RMSprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-07, centered: true)"
    ),
    (
      SGD(weightDecay: 0.1).decaying(.weights).accumulatingGradients(over: 4),
      "SGD(learningRate: 0.01, weightDecay: 0.1).decaying(.weights).accumulatingGradients(over: 4)"
    ),
    (
      PersistentOptimizer(SGD().averagingWeights(momentum: 0.9)),
      "PersistentOptimizer(SGD(learningRate: 0.01).averagingWeights(momentum: 0.9))"
    ),
  ])
  func printsItsConstructor(optimizer: any Optimizer, text: String) {
    #expect("\(optimizer)" == text)
  }
}
