public import Tensors

/// Batch normalization (Ioffe and Szegedy, 2015): every feature or channel is brought to mean 0
/// and variance 1 over the batch, then scaled by gamma and shifted by beta.
///
/// In training the batch's own statistics are used and the running ones follow them:
/// running = momentum · running + (1 - momentum) · batch. At inference the running ones are used,
/// so that an example's output does not depend on its batch. A batch of one example gives beta.
///
/// Defaults are Keras': momentum 0.99 is the weight of the old value, epsilon 1e-3, and the running
/// variance follows the biased one. ``pyTorch`` has momentum 0.1 as the weight of the new value,
/// epsilon 1e-5 and the unbiased variance n / (n - 1).
public final class BatchNorm: FloatingInput, CustomStringConvertible {
  /// `[channels]`, first 1.
  public private(set) var gamma: Parameter?
  /// `[channels]`, first 0.
  public private(set) var beta: Parameter?
  /// `[channels]`, first 0.
  public private(set) var movingMean: Parameter?
  /// `[channels]`, first 1.
  public private(set) var movingVariance: Parameter?

  private let momentum: Double
  private let epsilon: Double
  private let usesUnbiasedVariance: Bool
  /// Known from the first use; reading it from gamma would copy a gamma that a plan holds.
  private var channels: Int?
  private var firstUse: SourceLocation?

  /// A batch normalization.
  ///
  /// - Parameters:
  ///   - momentum: The weight of the old running statistics.
  ///   - epsilon: Added to the variance before the root.
  ///   - usesUnbiasedVariance: Whether the running variance follows variance · n / (n - 1).
  public init(
    momentum: Double = 0.99, epsilon: Double = 1e-3, usesUnbiasedVariance: Bool = false
  ) {
    self.momentum = momentum
    self.epsilon = epsilon
    self.usesUnbiasedVariance = usesUnbiasedVariance
    require((0...1).contains(momentum), "\(self) expects a momentum in 0...1, got \(momentum)")
    requireEpsilon(epsilon)
  }

  /// With PyTorch's constants.
  public static var pyTorch: BatchNorm {
    BatchNorm(momentum: 0.9, epsilon: 1e-5, usesUnbiasedVariance: true)
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count == 2 || shape.count == 4 else {
      throw .wrongInput(
        layer: name, expected: "[batch, features] or [batch, channels, height, width]", got: shape,
        remedy: shape.count == 3
          ? "add Flatten() before it, or Reshape to give the images a channel axis"
          : "reshape the input before it")
    }
    guard let channels, channels != shape[1] else { return }
    let place = firstUse.map { "the layer was first used at \($0); " } ?? ""
    throw .wrongInput(
      layer: name,
      expected: shape.count == 2 ? "[batch, \(channels)]" : "[batch, \(channels), height, width]",
      reason: "its gamma was made for \(channels) channels", got: shape,
      remedy: "\(place)make another \(name) for \(shape[1]) channels")
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    if gamma == nil { makeParameters(channels: x.shape[1]) }
    guard let gamma, let beta, let movingMean, let movingVariance else { return x }
    let context = Context.current
    guard context.isTraining else {
      return batchNormalization(
        x, mean: movingMean.value, variance: movingVariance.value, gamma: gamma.value,
        beta: beta.value, epsilon: epsilon)
    }
    let (output, mean, variance) = batchNormalization(
      x, gamma: gamma.value, beta: beta.value, epsilon: epsilon)
    if context.updatesState {
      let count = Double(x.count / max(1, x.shape[1]))
      let correction = usesUnbiasedVariance ? count / max(1, count - 1) : 1
      follow(movingMean, mean, correction: 1)
      follow(movingVariance, variance, correction: correction)
    }
    return output
  }

  /// The running statistic a step further towards the batch's.
  private func follow(_ running: Parameter, _ batch: Tensor, correction: Double) {
    running.value =
      running.value * momentum + stopGradient(batch) * ((1 - momentum) * correction)
  }

  private func makeParameters(channels: Int) {
    gamma = Parameter(Tensor.full([channels], 1), name: "\(name).gamma")
    beta = Parameter(Tensor.full([channels], 0), name: "\(name).beta")
    movingMean = Parameter(
      Tensor.full([channels], 0), name: "\(name).movingMean", isTrainable: false)
    movingVariance = Parameter(
      Tensor.full([channels], 1), name: "\(name).movingVariance", isTrainable: false)
    self.channels = channels
    firstUse = Context.current.location
  }

  /// The constructor.
  public var description: String {
    if momentum == 0.9 && epsilon == 1e-5 && usesUnbiasedVariance { return "BatchNorm.pyTorch" }
    var arguments: [String] = []
    if momentum != 0.99 { arguments.append("momentum: \(momentum)") }
    if epsilon != 1e-3 { arguments.append("epsilon: \(epsilon)") }
    if usesUnbiasedVariance { arguments.append("usesUnbiasedVariance: true") }
    return "BatchNorm(\(arguments.joined(separator: ", ")))"
  }
}
