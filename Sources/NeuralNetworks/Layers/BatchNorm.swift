public import Tensors

/// Batch normalization (Ioffe and Szegedy, 2015): every feature or channel is brought to mean 0
/// and variance 1 over the batch, then scaled by gamma and shifted by beta.
///
/// In training the batch's own statistics are used and the running ones follow them:
/// running = momentum · running + (1 - momentum) · batch. At inference the running ones are used,
/// so that an example's output does not depend on its batch; ``statistics`` can change that. A
/// batch of one example gives beta.
///
/// Defaults are Keras': momentum 0.99 is the weight of the old value, epsilon 1e-3, and the running
/// variance follows the biased one. ``pyTorch(momentum:epsilon:affine:axis:)`` counts momentum the
/// other way, as the weight of the new value, 0.1; its epsilon is 1e-5, and the running variance
/// follows the unbiased one, variance · n / (n - 1).
///
/// A layer taken out of training with `isTrainable = false` uses its running statistics in training
/// too and leaves them as they are, as in Keras. PyTorch's knows no such switch: there gamma and
/// beta are frozen and the statistics follow the batches.
public final class BatchNorm: Normalization, CustomStringConvertible {
  /// Which statistics are used to normalize.
  public enum Statistics: Sendable {
    /// The batch's in training, the running ones at inference.
    case automatic
    /// The batch's own, at inference too; the running ones follow in training.
    case batch
    /// The running ones, in training too, where they stay as they are.
    case running
    /// None: the input passes as it is, without gamma and beta.
    case off
  }

  /// Which statistics are used to normalize. A training run or step of one's own uses what holds
  /// when it begins.
  public var statistics: Statistics = .automatic

  /// `[channels]`, first 1; `nil` without scale.
  public var gamma: Parameter? { _gamma?.parameter }
  /// `[channels]`, first 0; `nil` without center.
  public var beta: Parameter? { _beta?.parameter }
  /// `[channels]`, first 0.
  public var movingMean: Parameter? { _movingMean.parameter }
  /// `[channels]`, first 1.
  public var movingVariance: Parameter? { _movingVariance.parameter }

  let epsilon: Double
  private let momentum: Double
  private let convention: Convention
  private let usesUnbiasedVariance: Bool
  let axis: Int?
  private let _gamma: LazyParameter?
  private let _beta: LazyParameter?
  private let _movingMean = LazyParameter(filledWith: 0, isTrainable: false)
  private let _movingVariance = LazyParameter(filledWith: 1, isTrainable: false)
  private var firstUse: SourceLocation?

  /// A batch normalization.
  ///
  /// - Parameters:
  ///   - momentum: The weight of the old running statistics.
  ///   - epsilon: Added to the variance before the root.
  ///   - usesUnbiasedVariance: Whether the running variance follows variance · n / (n - 1).
  ///   - scale: Whether it has a gamma.
  ///   - center: Whether it has a beta.
  ///   - axis: Where the channels are: 1 for `[batch, features]` and images by default. For
  ///     `[batch, time, features]` give 2 or -1.
  ///   - gammaRegularizer: A penalty on gamma, added to the loss.
  ///   - betaRegularizer: A penalty on beta, added to the loss.
  public convenience init(
    momentum: Double = 0.99, epsilon: Double = 1e-3, usesUnbiasedVariance: Bool = false,
    scale: Bool = true, center: Bool = true, axis: Int? = nil,
    gammaRegularizer: Regularizer? = nil, betaRegularizer: Regularizer? = nil
  ) {
    self.init(
      momentum, epsilon, usesUnbiasedVariance,
      gamma: scale ? LazyParameter(filledWith: 1, regularizer: gammaRegularizer) : nil,
      beta: center ? LazyParameter(filledWith: 0, regularizer: betaRegularizer) : nil, axis, .keras)
  }

  /// With PyTorch's constants.
  public static var pyTorch: BatchNorm { .pyTorch() }

  /// With PyTorch's meaning of momentum, and its constants.
  ///
  /// - Parameters:
  ///   - momentum: The weight of the batch's statistics in the running ones.
  ///   - epsilon: Added to the variance before the root.
  ///   - affine: Whether it has a gamma and a beta.
  ///   - axis: Where the channels are: 1 for `[batch, features]` and images by default.
  public static func pyTorch(
    momentum: Double = 0.1, epsilon: Double = 1e-5, affine: Bool = true, axis: Int? = nil
  ) -> BatchNorm {
    BatchNorm(
      momentum, epsilon, true, gamma: affine ? LazyParameter(filledWith: 1) : nil,
      beta: affine ? LazyParameter(filledWith: 0) : nil, axis, .pyTorch)
  }

  /// - Parameter momentum: In the convention's own meaning.
  private init(
    _ momentum: Double, _ epsilon: Double, _ usesUnbiasedVariance: Bool, gamma: LazyParameter?,
    beta: LazyParameter?, _ axis: Int?, _ convention: Convention
  ) {
    self.momentum = momentum
    self.epsilon = epsilon
    self.convention = convention
    self.usesUnbiasedVariance = usesUnbiasedVariance
    self.axis = axis
    _gamma = gamma
    _beta = beta
    require((0...1).contains(momentum), "\(self) expects a momentum in 0...1, got \(momentum)")
    requireEpsilon(epsilon)
  }

  var weightType: ElementType? { _movingMean.elementType }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard let place = channelAxis(shape) else {
      throw .wrongInput(
        layer: name,
        expected: axis.map { "with an axis \($0) of channels" }
          ?? "[batch, features] or [batch, channels, height, width]", got: shape,
        remedy: shape.count == 3 && axis == nil
          ? "for [batch, time, features] give BatchNorm(axis: 2); for grey images add Flatten() "
            + "before it, or Reshape to give them a channel axis" : "reshape the input before it")
    }
    guard let channels = _movingMean.shape?[0], channels != shape[place] else { return }
    let first = firstUse.map { "the layer was first used at \($0); " } ?? ""
    var expected = ["batch"] + shape.dropFirst().map { _ in "…" }
    expected[place] = "\(channels)"
    if shape.count == 4, place == 1 { expected.replaceSubrange(2..., with: ["height", "width"]) }
    throw .wrongInput(
      layer: name, expected: "[\(expected.joined(separator: ", "))]",
      reason: "its \(_gamma == nil ? "running mean" : "gamma") was made for \(channels) channels",
      got: shape,
      remedy: shape.count == 4 && place == 1 && shape[3] == channels
        ? channelsLastRemedy(shape)
        : "\(first)make another \(name) for \(shape[place]) channels")
  }

  /// The axis of the channels in an input of this shape, if it has one.
  private func channelAxis(_ shape: [Int]) -> Int? {
    guard let axis else { return shape.count == 2 || shape.count == 4 ? 1 : nil }
    let place = axis < 0 ? axis + shape.count : axis
    return (1..<max(1, shape.count)).contains(place) ? place : nil
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    let place = channelAxis(x.shape) ?? 1
    guard place == x.rank - 1, x.rank > 2 else {
      guard x.rank != 2, x.rank != 4 || place != 1 else { return normalized(x) }
      return normalizedAlong(place, x)
    }
    let channels = x.shape[place]
    let rows = x.reshaped(to: [x.count / max(1, channels), channels])
    return normalized(rows).reshaped(to: x.shape)
  }

  /// With the channels in the middle: `[batch, before, channels, after]` as images.
  private func normalizedAlong(_ place: Int, _ x: Tensor) -> Tensor {
    let order = [0, place] + (1..<x.rank).filter { $0 != place }
    let moved = x.transposed(order)
    let images = moved.reshaped(
      to: [moved.shape[0], moved.shape[1], moved.shape.dropFirst(2).reduce(1, *), 1])
    return normalized(images).reshaped(to: moved.shape)
      .transposed(order.indices.map { axis in order.firstIndex(of: axis) ?? axis })
  }

  /// The same for `[batch, channels]` and `[batch, channels, height, width]`.
  private func normalized(_ x: Tensor) -> Tensor {
    let context = Context.current
    if movingMean == nil { firstUse = context.location }
    let gamma =
      _gamma.map { value(of: $0, "gamma", x) } ?? .ones([x.shape[1]], type: x.elementType)
    let beta =
      _beta.map { value(of: $0, "beta", x) } ?? .zeros([x.shape[1]], type: x.elementType)
    let mean = value(of: _movingMean, "movingMean", x)
    let variance = value(of: _movingVariance, "movingVariance", x)
    guard statistics != .off else { return x }
    let isFrozen = _movingMean.isFrozen && convention == .keras
    let usesBatch = statistics == .batch || statistics == .automatic && context.isTraining
    guard usesBatch && !isFrozen else {
      return batchNormalization(
        x, mean: mean, variance: variance, gamma: gamma, beta: beta, epsilon: epsilon)
    }
    let (output, batchMean, batchVariance) = batchNormalization(
      x, gamma: gamma, beta: beta, epsilon: epsilon)
    if let weight = context.weightOfBatch(self.weightOfBatch) {
      let count = Double(x.count / max(1, x.shape[1]))
      let correction = usesUnbiasedVariance ? count / max(1, count - 1) : 1
      movingMean?.value = mean * (1 - weight) + stopGradient(batchMean) * weight
      movingVariance?.value =
        variance * (1 - weight) + stopGradient(batchVariance) * (weight * correction)
    }
    return output
  }

  /// The weight of the batch's statistics in the running ones.
  private var weightOfBatch: Double { convention == .keras ? 1 - momentum : momentum }

  private func value(of parameter: LazyParameter, _ label: String, _ x: Tensor) -> Tensor {
    let channels = x.shape[1]
    return parameter.value(
      shape: [channels], fans: Fans(inputs: channels, outputs: channels), name: "\(name).\(label)",
      type: x.elementType)
  }

  /// The constructor.
  public var description: String {
    var arguments: [String] = []
    switch convention {
    case .keras:
      if momentum != 0.99 { arguments.append("momentum: \(momentum)") }
      if epsilon != 1e-3 { arguments.append("epsilon: \(epsilon)") }
      if usesUnbiasedVariance { arguments.append("usesUnbiasedVariance: true") }
      if _gamma == nil { arguments.append("scale: false") }
      if _beta == nil { arguments.append("center: false") }
    case .pyTorch:
      arguments.append("momentum: \(momentum)")
      if epsilon != 1e-5 { arguments.append("epsilon: \(epsilon)") }
      if _gamma == nil { arguments.append("affine: false") }
    }
    if let axis { arguments.append("axis: \(axis)") }
    arguments += regularizerArguments(gamma: _gamma, beta: _beta)
    return "BatchNorm\(convention.prefix)(\(arguments.joined(separator: ", ")))"
  }
}
