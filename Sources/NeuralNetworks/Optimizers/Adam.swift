public import Tensors

/// Adam (Kingma and Ba, 2014), with direct weight decay also known as AdamW.
///
/// m += (1 - beta1)(g - m), v += (1 - beta2)(g² - v). Keras adds epsilon after the bias correction
/// has been moved into the rate: w -= rate · √(1 - beta2ᵗ) / (1 - beta1ᵗ) · m / (√v + epsilon).
/// PyTorch adds it to the corrected root: w -= rate · m̂ / (√v̂ + epsilon).
public struct Adam: Optimizer {
  public let learningRate: any LearningRate
  public let options: OptimizerOptions
  private let constants: Constants
  private let convention: Convention
  /// What it is printed as: AdamW is an Adam inside.
  private let name: String

  /// The numbers and variants of the rule.
  struct Constants: Sendable {
    var beta1: Double
    var beta2: Double
    var epsilon: Double
    var correctsBias = true
    var epsilonPlacement = EpsilonPlacement.outsideRoot
    var usesLargestSquare = false

    /// Arguments that are not the defaults, as they are printed.
    var variants: String {
      (correctsBias ? "" : ", biasCorrection: false")
        + (epsilonPlacement == .outsideRoot ? "" : ", epsilonPlacement: .insideRoot")
        + (usesLargestSquare ? ", amsgrad: true" : "")
    }
  }

  /// Keras' Adam: rate 0.001, epsilon 1e-7.
  ///
  /// - Parameters:
  ///   - learningRate: A number or a schedule.
  ///   - beta1: The share of the past in the running mean of the gradient.
  ///   - beta2: The share of the past in the running mean of its square.
  ///   - epsilon: Keeps the division from exploding.
  ///   - biasCorrection: Whether the moments are divided by 1 - betaᵗ, because they begin at 0.
  ///     Without it the first step is (1 - beta1) / √(1 - beta2) times the rate.
  ///   - epsilonPlacement: Added to the root, as in Keras and PyTorch, or under it.
  ///   - amsgrad: Whether v is replaced by the largest v so far (Reddi, Kale and Kumar, 2018).
  ///   - weightDecay: The share by which weights shrink each step, times the rate.
  ///   - clipping: How large gradients are cut.
  public init(
    learningRate: any LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, biasCorrection: Bool = true,
    epsilonPlacement: EpsilonPlacement = .outsideRoot, amsgrad: Bool = false,
    weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) {
    self.init(
      learningRate,
      Constants(
        beta1: beta1, beta2: beta2, epsilon: epsilon, correctsBias: biasCorrection,
        epsilonPlacement: epsilonPlacement, usesLargestSquare: amsgrad),
      OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .keras)
  }

  /// PyTorch's Adam: rate 0.001, epsilon 1e-8, weight decay part of the gradient.
  public static func pyTorch(
    learningRate: any LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, amsgrad: Bool = false, weightDecay: Double = 0,
    clipping: GradientClipping? = nil
  ) -> Adam {
    Adam(
      learningRate,
      Constants(beta1: beta1, beta2: beta2, epsilon: epsilon, usesLargestSquare: amsgrad),
      OptimizerOptions(weightDecay: weightDecay, decaysDirectly: false, clipping: clipping),
      .pyTorch)
  }

  init(
    _ learningRate: any LearningRate, _ constants: Constants, _ options: OptimizerOptions,
    _ convention: Convention, name: String = "Adam"
  ) {
    self.learningRate = learningRate
    self.constants = constants
    self.options = options
    self.convention = convention
    self.name = name
    checkOptions()
    checkDecay("beta1", constants.beta1)
    checkDecay("beta2", constants.beta2)
    checkNotNegative("epsilon", constants.epsilon)
  }

  public var slots: [OptimizerSlot] {
    [OptimizerSlot("mean"), OptimizerSlot("square")]
      + (constants.usesLargestSquare ? [OptimizerSlot("largest square")] : [])
  }

  public var usesStepNumber: Bool { constants.correctsBias }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    let (beta1, beta2, epsilon) = (constants.beta1, constants.beta2, constants.epsilon)
    let mean = memory[0].value * beta1 + gradient * (1 - beta1)
    var square = memory[1].value * beta2 + gradient.squared() * (1 - beta2)
    memory[0].value = mean
    memory[1].value = square
    if constants.usesLargestSquare {
      square = maximum(memory[2].value, square)
      memory[2].value = square
    }
    let placement = constants.epsilonPlacement
    guard constants.correctsBias else {
      return value - mean * rate / placement.root(of: square, epsilon: epsilon)
    }
    let squareCorrection = complementOfPower(beta2, step)
    let scale = rate / complementOfPower(beta1, step)
    switch (convention, placement) {
    case (.keras, _):
      return value - mean * (scale * squareCorrection.sqrt())
        / placement.root(of: square, epsilon: epsilon)
    case (.pyTorch, .outsideRoot):
      return value - mean * scale / (square.sqrt() / squareCorrection.sqrt() + epsilon)
    case (.pyTorch, .insideRoot):
      return value - mean * scale / (square / squareCorrection + epsilon).sqrt()
    }
  }

  /// The constructor.
  public var description: String {
    "\(name)\(convention.prefix)(learningRate: \(learningRate), beta1: \(constants.beta1), "
      + "beta2: \(constants.beta2), epsilon: \(constants.epsilon)\(constants.variants)"
      + "\(options.arguments))"
  }
}
