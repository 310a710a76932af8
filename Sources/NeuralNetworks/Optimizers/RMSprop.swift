public import Tensors

/// RMSprop (Tieleman and Hinton, 2012): gradients divided by the root of their running mean square.
///
/// v = rho · v + (1 - rho) g², less the square of the gradient's running mean when centred. Keras:
/// w -= rate · g / √(v + epsilon), momentum on the scaled step. PyTorch: w -= rate · g / (√v +
/// epsilon). No constant turns one into the other.
public struct RMSprop: Optimizer {
  public let learningRate: any LearningRate
  public let options: OptimizerOptions
  private let rho: Double
  private let momentum: Double
  private let epsilon: Double
  private let isCentered: Bool
  private let convention: Convention

  /// Keras' RMSprop: rate 0.001, rho 0.9, epsilon 1e-7 inside the root.
  ///
  /// - Parameters:
  ///   - learningRate: A number or a schedule.
  ///   - rho: The share of the past in the running mean of squares.
  ///   - momentum: The share of the last step in the next one.
  ///   - epsilon: Keeps the division from exploding.
  ///   - centered: Whether gradients are divided by their running deviation instead (Graves, 2013).
  ///   - weightDecay: The share by which weights shrink each step, times the rate.
  ///   - clipping: How large gradients are cut.
  public init(
    learningRate: any LearningRate = 0.001, rho: Double = 0.9, momentum: Double = 0,
    epsilon: Double = 1e-7, centered: Bool = false, weightDecay: Double = 0,
    clipping: GradientClipping? = nil
  ) {
    self.init(
      learningRate, rho, momentum, epsilon, isCentered: centered,
      OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .keras)
  }

  /// PyTorch's RMSprop: rate 0.01, alpha (our rho) 0.99, epsilon 1e-8 outside the root.
  public static func pyTorch(
    learningRate: any LearningRate = 0.01, alpha: Double = 0.99, momentum: Double = 0,
    epsilon: Double = 1e-8, centered: Bool = false, weightDecay: Double = 0,
    clipping: GradientClipping? = nil
  ) -> RMSprop {
    RMSprop(
      learningRate, alpha, momentum, epsilon, isCentered: centered,
      OptimizerOptions(weightDecay: weightDecay, decaysDirectly: false, clipping: clipping),
      .pyTorch)
  }

  private init(
    _ learningRate: any LearningRate, _ rho: Double, _ momentum: Double, _ epsilon: Double,
    isCentered: Bool, _ options: OptimizerOptions, _ convention: Convention
  ) {
    self.learningRate = learningRate
    self.rho = rho
    self.momentum = momentum
    self.epsilon = epsilon
    self.isCentered = isCentered
    self.options = options
    self.convention = convention
    checkOptions()
    checkDecay("rho", rho)
    checkNotNegative("epsilon", epsilon)
    require((0...1).contains(momentum), "\(self) expects a momentum in 0...1, got \(momentum)")
  }

  public var slots: [OptimizerSlot] {
    [OptimizerSlot("square")] + (momentum == 0 ? [] : [OptimizerSlot("momentum")])
      + (isCentered ? [OptimizerSlot("mean")] : [])
  }

  public var usesStepNumber: Bool { false }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    var square = memory[0].value * rho + gradient.squared() * (1 - rho)
    memory[0].value = square
    if isCentered, let mean = memory.last {
      mean.value = mean.value * rho + gradient * (1 - rho)
      // Rounding may take the variance of a constant gradient below 0.
      square = maximum(square - mean.value.squared(), 0.0)
    }
    let placement = convention == .keras ? EpsilonPlacement.insideRoot : .outsideRoot
    let root = placement.root(of: square, epsilon: epsilon)
    guard momentum != 0 else { return value - gradient * rate / root }
    switch convention {
    case .keras:
      let velocity = memory[1].value * momentum + gradient * rate / root
      memory[1].value = velocity
      return value - velocity
    case .pyTorch:
      let buffer = memory[1].value * momentum + gradient / root
      memory[1].value = buffer
      return value - rate * buffer
    }
  }

  /// The constructor.
  public var description: String {
    "RMSprop\(convention.prefix)(learningRate: \(learningRate), "
      + "\(convention == .keras ? "rho" : "alpha"): \(rho)"
      + (momentum == 0 ? "" : ", momentum: \(momentum)")
      + ", epsilon: \(epsilon)" + (isCentered ? ", centered: true" : "") + "\(options.arguments))"
  }
}
