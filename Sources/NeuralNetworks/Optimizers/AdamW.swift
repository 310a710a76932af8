public import Tensors

/// Adam with direct weight decay (Loshchilov and Hutter, 2017): weights shrink by rate · decay on
/// their own, not by way of the gradient's moments.
public struct AdamW: Optimizer {
  private let adam: Adam

  /// Keras' AdamW: rate 0.001, epsilon 1e-7, decay 0.004.
  public init(
    learningRate: any LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, amsgrad: Bool = false, weightDecay: Double = 0.004,
    clipping: GradientClipping? = nil
  ) {
    adam = Adam(
      learningRate,
      Adam.Constants(beta1: beta1, beta2: beta2, epsilon: epsilon, usesLargestSquare: amsgrad),
      OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .keras, name: "AdamW")
  }

  /// PyTorch's AdamW: rate 0.001, epsilon 1e-8, decay 0.01.
  public static func pyTorch(
    learningRate: any LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, amsgrad: Bool = false, weightDecay: Double = 0.01,
    clipping: GradientClipping? = nil
  ) -> AdamW {
    AdamW(
      adam: Adam(
        learningRate,
        Adam.Constants(beta1: beta1, beta2: beta2, epsilon: epsilon, usesLargestSquare: amsgrad),
        OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .pyTorch, name: "AdamW"))
  }

  private init(adam: Adam) { self.adam = adam }

  public var learningRate: any LearningRate { adam.learningRate }
  public var options: OptimizerOptions { adam.options }
  public var slots: [OptimizerSlot] { adam.slots }
  public var usesStepNumber: Bool { adam.usesStepNumber }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    adam.updated(value, gradient: gradient, memory: memory, rate: rate, step: step)
  }

  /// The constructor.
  public var description: String { adam.description }
}
