public import Tensors

/// AdaMax (Kingma and Ba, 2014, section 7.1): Adam with the infinity norm.
///
/// m += (1 - beta1)(g - m). Keras: u = max(beta2 · u, |g|), w -= rate · m / ((1 - beta1ᵗ)(u +
/// epsilon)). PyTorch: u = max(beta2 · u, |g| + epsilon), w -= rate · m / ((1 - beta1ᵗ) u).
public struct AdaMax: Optimizer {
  public let learningRate: any LearningRate
  public let options: OptimizerOptions
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let convention: Convention

  /// Keras' AdaMax: rate 0.001, epsilon 1e-7.
  public init(
    learningRate: any LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) {
    self.init(
      learningRate, beta1, beta2, epsilon,
      OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .keras)
  }

  /// PyTorch's AdaMax: rate 0.002, epsilon 1e-8, weight decay part of the gradient.
  public static func pyTorch(
    learningRate: any LearningRate = 0.002, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) -> AdaMax {
    AdaMax(
      learningRate, beta1, beta2, epsilon,
      OptimizerOptions(weightDecay: weightDecay, decaysDirectly: false, clipping: clipping),
      .pyTorch)
  }

  private init(
    _ learningRate: any LearningRate, _ beta1: Double, _ beta2: Double, _ epsilon: Double,
    _ options: OptimizerOptions, _ convention: Convention
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.options = options
    self.convention = convention
    checkOptions()
    checkDecay("beta1", beta1)
    checkDecay("beta2", beta2)
    checkNotNegative("epsilon", epsilon)
  }

  public var slots: [OptimizerSlot] { [OptimizerSlot("mean"), OptimizerSlot("norm")] }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    let mean = memory[0].value * beta1 + gradient * (1 - beta1)
    let size = convention == .keras ? abs(gradient) : abs(gradient) + epsilon
    let norm = maximum(memory[1].value * beta2, size)
    memory[0].value = mean
    memory[1].value = norm
    let scale = rate / complementOfPower(beta1, step)
    return value - mean * scale / (convention == .keras ? norm + epsilon : norm)
  }

  /// The constructor.
  public var description: String {
    "AdaMax\(convention.prefix)(learningRate: \(learningRate), beta1: \(beta1), beta2: \(beta2), "
      + "epsilon: \(epsilon)\(options.arguments))"
  }
}
