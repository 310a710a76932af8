public import Tensors

/// Gradient descent, with momentum if wanted.
///
/// Keras: v = momentum · v - rate · g, w += v; Nesterov: w += momentum · v - rate · g.
/// PyTorch: b = momentum · b + g, w -= rate · b; the same while the rate is constant.
public struct SGD: Optimizer {
  public let learningRate: any LearningRate
  public let options: OptimizerOptions
  private let momentum: Double
  private let nesterov: Bool
  private let convention: Convention

  /// Keras' gradient descent; its default rate is 0.01.
  public init(
    learningRate: any LearningRate = 0.01, momentum: Double = 0, nesterov: Bool = false,
    weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) {
    self.init(
      learningRate, momentum, nesterov,
      OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .keras)
  }

  /// PyTorch's gradient descent; its default rate is 0.001, its weight decay part of the gradient.
  public static func pyTorch(
    learningRate: any LearningRate = 0.001, momentum: Double = 0, nesterov: Bool = false,
    weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) -> SGD {
    SGD(
      learningRate, momentum, nesterov,
      OptimizerOptions(weightDecay: weightDecay, decaysDirectly: false, clipping: clipping),
      .pyTorch)
  }

  private init(
    _ learningRate: any LearningRate, _ momentum: Double, _ nesterov: Bool,
    _ options: OptimizerOptions, _ convention: Convention
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    self.options = options
    self.convention = convention
    checkOptions()
    require((0...1).contains(momentum), "\(self) expects a momentum in 0...1, got \(momentum)")
    require(
      !nesterov || momentum > 0,
      "\(self) looks ahead along the momentum, which is 0: give one such as momentum: 0.9")
  }

  public var slots: [OptimizerSlot] { momentum == 0 ? [] : [OptimizerSlot("momentum")] }

  public var usesStepNumber: Bool { false }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    guard momentum != 0 else { return value - rate * gradient }
    switch convention {
    case .keras:
      let velocity = memory[0].value * momentum - rate * gradient
      memory[0].value = velocity
      return nesterov ? value + velocity * momentum - rate * gradient : value + velocity
    case .pyTorch:
      let buffer = memory[0].value * momentum + gradient
      memory[0].value = buffer
      return value - rate * (nesterov ? gradient + buffer * momentum : buffer)
    }
  }

  /// The constructor.
  public var description: String {
    "SGD\(convention.prefix)(learningRate: \(learningRate)"
      + (momentum == 0 ? "" : ", momentum: \(momentum)") + (nesterov ? ", nesterov: true" : "")
      + "\(options.arguments))"
  }
}

extension Convention {
  /// What follows the type's name where the convention is not the default.
  var prefix: String { self == .keras ? "" : ".pyTorch" }
}
