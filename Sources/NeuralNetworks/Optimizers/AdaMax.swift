public import Tensors

/// AdaMax (Kingma and Ba, 2014, section 7.1): Adam with another norm of the past gradients than the
/// Euclidean, usually the infinity norm.
///
/// m += (1 - beta1)(g - m). Keras: u = max(beta2 · u, |g|), w -= rate · m / ((1 - beta1ᵗ)(u +
/// epsilon)). PyTorch: u = max(beta2 · u, |g| + epsilon), w -= rate · m / ((1 - beta1ᵗ) u).
public struct AdaMax: Optimizer {
  /// The norm u of past gradients that steps are divided by.
  public enum Norm: Sendable, Equatable {
    /// u = max(beta2 · u, |g|), the limit of the others.
    case infinity
    /// uᵖ = beta2ᵖ · uᵖ + (1 - beta2ᵖ) |g|ᵖ, from which the paper derives AdaMax; p is at least 1.
    case power(Double)
  }

  /// What steps are divided by.
  public enum Divisor: Sendable, Equatable {
    /// u + epsilon, the rule of the paper.
    case norm
    /// √(u + epsilon): larger steps for small gradients, smaller ones for large gradients; found in
    /// programs that took AdaMax for Adam with another v.
    case squareRootOfNorm
  }

  public let learningRate: any LearningRate
  public let options: OptimizerOptions
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let norm: Norm
  private let divisor: Divisor
  private let correctsBias: Bool
  private let convention: Convention

  /// Keras' AdaMax: rate 0.001, epsilon 1e-7.
  ///
  /// - Parameters:
  ///   - learningRate: A number or a schedule.
  ///   - beta1: The share of the past in the running mean of the gradient.
  ///   - beta2: By how much the norm of the past shrinks with every step.
  ///   - epsilon: Keeps the division from exploding.
  ///   - biasCorrection: Whether the mean is divided by 1 - beta1ᵗ, because it begins at 0.
  ///   - norm: How past gradients are put together.
  ///   - divisor: What steps are divided by.
  ///   - weightDecay: The share by which weights shrink each step, times the rate.
  ///   - clipping: How large gradients are cut.
  public init(
    learningRate: any LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, biasCorrection: Bool = true, norm: Norm = .infinity,
    divisor: Divisor = .norm, weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) {
    self.init(
      learningRate, beta1, beta2, epsilon, norm, divisor, correctsBias: biasCorrection,
      OptimizerOptions(weightDecay: weightDecay, clipping: clipping), .keras)
  }

  /// PyTorch's AdaMax: rate 0.002, epsilon 1e-8, weight decay part of the gradient.
  public static func pyTorch(
    learningRate: any LearningRate = 0.002, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, weightDecay: Double = 0, clipping: GradientClipping? = nil
  ) -> AdaMax {
    AdaMax(
      learningRate, beta1, beta2, epsilon, .infinity, .norm, correctsBias: true,
      OptimizerOptions(weightDecay: weightDecay, decaysDirectly: false, clipping: clipping),
      .pyTorch)
  }

  private init(
    _ learningRate: any LearningRate, _ beta1: Double, _ beta2: Double, _ epsilon: Double,
    _ norm: Norm, _ divisor: Divisor, correctsBias: Bool, _ options: OptimizerOptions,
    _ convention: Convention
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.norm = norm
    self.divisor = divisor
    self.correctsBias = correctsBias
    self.options = options
    self.convention = convention
    checkOptions()
    checkDecay("beta1", beta1)
    checkDecay("beta2", beta2)
    checkNotNegative("epsilon", epsilon)
    if case .power(let exponent) = norm {
      require(
        exponent >= 1 && exponent.isFinite,
        "\(self) expects a power of at least 1, got \(exponent): the limit is norm: .infinity")
    }
  }

  public var slots: [OptimizerSlot] { [OptimizerSlot("mean"), OptimizerSlot("norm")] }

  public var usesStepNumber: Bool { correctsBias }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    let mean = memory[0].value * beta1 + gradient * (1 - beta1)
    let size = convention == .keras ? abs(gradient) : abs(gradient) + epsilon
    let norm = combined(memory[1].value, size)
    memory[0].value = mean
    memory[1].value = norm
    let scale = correctsBias ? rate / complementOfPower(beta1, step) : rate
    let base = convention == .keras ? norm + epsilon : norm
    return value - mean * scale / (divisor == .norm ? base : base.sqrt())
  }

  /// The norm of the past and of the gradient's size. Powers are taken of shares of the larger of
  /// both, which neither overflow nor vanish in float32.
  private func combined(_ past: Tensor, _ size: Tensor) -> Tensor {
    guard case .power(let exponent) = norm else { return maximum(past * beta2, size) }
    let largest = maximum(past, size)
    let unit = `where`(largest .> 0.0, largest, 1.0)
    let decay = raised(beta2, to: exponent)
    let sum =
      (past / unit).raised(to: exponent) * decay
      + (size / unit).raised(to: exponent) * (1 - decay)
    return largest * sum.raised(to: 1 / exponent)
  }

  /// The constructor.
  public var description: String {
    "AdaMax\(convention.prefix)(learningRate: \(learningRate), beta1: \(beta1), beta2: \(beta2), "
      + "epsilon: \(epsilon)" + (correctsBias ? "" : ", biasCorrection: false")
      + (norm == .infinity ? "" : ", norm: .\(norm)")
      + (divisor == .norm ? "" : ", divisor: .\(divisor)") + "\(options.arguments))"
  }
}
