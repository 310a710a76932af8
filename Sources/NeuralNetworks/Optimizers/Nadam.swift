public import Tensors

/// Adam with Nesterov momentum (Dozat, 2016), whose momentum rises with the schedule
/// beta1 · (1 - ½ · 0.96^(decay · t)): the exponent's decay is 1 in Keras, 0.004 in PyTorch.
public struct Nadam: Optimizer {
  public let learningRate: any LearningRate
  public let options: OptimizerOptions
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let momentumDecay: Double
  private let convention: Convention

  /// Keras' Nadam: rate 0.001, epsilon 1e-7.
  public init(
    learningRate: any LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) {
    self.init(
      learningRate, beta1, beta2, epsilon, 1,
      OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .keras)
  }

  /// PyTorch's NAdam: rate 0.002, epsilon 1e-8, momentum decay 0.004.
  public static func pyTorch(
    learningRate: any LearningRate = 0.002, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, momentumDecay: Double = 0.004, weightDecay: Double = 0,
    clipping: GradientClipping? = nil
  ) -> Nadam {
    Nadam(
      learningRate, beta1, beta2, epsilon, momentumDecay,
      OptimizerOptions(weightDecay: weightDecay, decaysDirectly: false, clipping: clipping),
      .pyTorch)
  }

  private init(
    _ learningRate: any LearningRate, _ beta1: Double, _ beta2: Double, _ epsilon: Double,
    _ momentumDecay: Double, _ options: OptimizerOptions, _ convention: Convention
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.momentumDecay = momentumDecay
    self.options = options
    self.convention = convention
    checkOptions()
    checkDecay("beta1", beta1)
    checkDecay("beta2", beta2)
    checkNotNegative("epsilon", epsilon)
  }

  public var slots: [OptimizerSlot] {
    [
      OptimizerSlot("mean"), OptimizerSlot("square"),
      OptimizerSlot("momentum product", initialValue: 1, isScalar: true),
    ]
  }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    let now = momentum(at: step)
    let next = momentum(at: step + 1)
    let product = memory[2].value * now
    let mean = memory[0].value * beta1 + gradient * (1 - beta1)
    let square = memory[1].value * beta2 + gradient.squared() * (1 - beta2)
    memory[0].value = mean
    memory[1].value = square
    memory[2].value = product
    let expected =
      mean * (next / (product * next * -1 + 1))
      + gradient * ((now * -1 + 1) / (product * -1 + 1))
    let root = (square / complementOfPower(beta2, step)).sqrt()
    return value - expected * rate / (root + epsilon)
  }

  private func momentum(at step: Tensor) -> Tensor {
    exp(step * (momentumDecay * scalarLogarithm(0.96))) * (-0.5 * beta1) + beta1
  }

  /// The constructor.
  public var description: String {
    "Nadam\(convention.prefix)(learningRate: \(learningRate), beta1: \(beta1), beta2: \(beta2), "
      + "epsilon: \(epsilon)\(options.arguments))"
  }
}
