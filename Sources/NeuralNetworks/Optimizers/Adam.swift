public import Tensors

/// Adam (Kingma and Ba, 2014), with direct weight decay also known as AdamW.
///
/// m += (1 - beta1)(g - m), v += (1 - beta2)(g² - v). Keras adds epsilon after the bias correction
/// has been moved into the rate: w -= rate · √(1 - beta2ᵗ) / (1 - beta1ᵗ) · m / (√v + epsilon).
/// PyTorch adds it to the corrected root: w -= rate · m̂ / (√v̂ + epsilon).
public struct Adam: Optimizer {
  public let learningRate: any LearningRate
  public let options: OptimizerOptions
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let convention: Convention
  /// What it is printed as: AdamW is an Adam inside.
  private let name: String

  /// Keras' Adam: rate 0.001, epsilon 1e-7.
  public init(
    learningRate: any LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) {
    self.init(
      learningRate, beta1, beta2, epsilon,
      OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .keras)
  }

  /// PyTorch's Adam: rate 0.001, epsilon 1e-8, weight decay part of the gradient.
  public static func pyTorch(
    learningRate: any LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) -> Adam {
    Adam(
      learningRate, beta1, beta2, epsilon,
      OptimizerOptions(weightDecay: weightDecay, decaysDirectly: false, clipping: clipping),
      .pyTorch)
  }

  init(
    _ learningRate: any LearningRate, _ beta1: Double, _ beta2: Double, _ epsilon: Double,
    _ options: OptimizerOptions, _ convention: Convention, name: String = "Adam"
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.options = options
    self.convention = convention
    self.name = name
    checkOptions()
    checkDecay("beta1", beta1)
    checkDecay("beta2", beta2)
    checkNotNegative("epsilon", epsilon)
  }

  public var slots: [OptimizerSlot] { [OptimizerSlot("mean"), OptimizerSlot("square")] }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    let mean = memory[0].value * beta1 + gradient * (1 - beta1)
    let square = memory[1].value * beta2 + gradient.squared() * (1 - beta2)
    memory[0].value = mean
    memory[1].value = square
    let squareCorrection = complementOfPower(beta2, step).sqrt()
    let scale = rate / complementOfPower(beta1, step)
    switch convention {
    case .keras:
      return value - mean * (scale * squareCorrection) / (square.sqrt() + epsilon)
    case .pyTorch:
      return value - mean * scale / (square.sqrt() / squareCorrection + epsilon)
    }
  }

  /// The constructor.
  public var description: String {
    "\(name)\(convention.prefix)(learningRate: \(learningRate), beta1: \(beta1), beta2: \(beta2), "
      + "epsilon: \(epsilon)\(options.arguments))"
  }
}
