public import Tensors

/// Adagrad (Duchi, Hazan and Singer, 2011): gradients divided by the root of the sum of all their
/// squares so far.
///
/// Keras starts the sum at 0.1 and has epsilon inside the root; PyTorch starts at 0 and has it
/// outside.
public struct Adagrad: Optimizer {
  public let learningRate: any LearningRate
  public let options: OptimizerOptions
  private let initialSum: Double
  private let epsilon: Double
  private let convention: Convention

  /// Keras' Adagrad: rate 0.001, epsilon 1e-7.
  public init(
    learningRate: any LearningRate = 0.001, initialSum: Double = 0.1, epsilon: Double = 1e-7,
    weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) {
    self.init(
      learningRate, initialSum, epsilon,
      OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .keras)
  }

  /// PyTorch's Adagrad: rate 0.01, epsilon 1e-10, weight decay part of the gradient.
  public static func pyTorch(
    learningRate: any LearningRate = 0.01, initialSum: Double = 0, epsilon: Double = 1e-10,
    weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) -> Adagrad {
    Adagrad(
      learningRate, initialSum, epsilon,
      OptimizerOptions(weightDecay: weightDecay, decaysDirectly: false, clipping: clipping),
      .pyTorch)
  }

  private init(
    _ learningRate: any LearningRate, _ initialSum: Double, _ epsilon: Double,
    _ options: OptimizerOptions, _ convention: Convention
  ) {
    self.learningRate = learningRate
    self.initialSum = initialSum
    self.epsilon = epsilon
    self.options = options
    self.convention = convention
    checkOptions()
    checkNotNegative("first sum", initialSum)
    checkNotNegative("epsilon", epsilon)
  }

  public var slots: [OptimizerSlot] { [OptimizerSlot("sum", initialValue: initialSum)] }

  public var usesStepNumber: Bool { false }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    let sum = memory[0].value + gradient.squared()
    memory[0].value = sum
    switch convention {
    case .keras: return value - gradient * rate / (sum + epsilon).sqrt()
    case .pyTorch: return value - gradient * rate / (sum.sqrt() + epsilon)
    }
  }

  /// The constructor.
  public var description: String {
    "Adagrad\(convention.prefix)(learningRate: \(learningRate), initialSum: \(initialSum), "
      + "epsilon: \(epsilon)\(options.arguments))"
  }
}
