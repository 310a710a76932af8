public import Tensors

/// Group normalization (Wu and He, 2018): the channels of every example are normalized in groups,
/// then scaled by gamma and shifted by beta. Channels are axis 1.
///
/// Epsilon is Keras' 1e-3; ``pyTorch(groups:)`` has 1e-5.
public final class GroupNorm: Normalization, CustomStringConvertible {
  /// `[channels]`, first 1.
  public var gamma: Parameter? { _gamma.parameter }
  /// `[channels]`, first 0.
  public var beta: Parameter? { _beta.parameter }
  private let groups: Int
  private let epsilon: Double
  private let _gamma: LazyParameter
  private let _beta: LazyParameter

  /// A group normalization.
  ///
  /// - Parameters:
  ///   - groups: How many; the number of channels must be a multiple of it.
  ///   - epsilon: Added to the variance before the root.
  ///   - gammaRegularizer: A penalty on gamma, added to the loss.
  ///   - betaRegularizer: A penalty on beta, added to the loss.
  public init(
    groups: Int, epsilon: Double = 1e-3, gammaRegularizer: Regularizer? = nil,
    betaRegularizer: Regularizer? = nil
  ) {
    self.groups = groups
    self.epsilon = epsilon
    _gamma = LazyParameter(filledWith: 1, regularizer: gammaRegularizer)
    _beta = LazyParameter(filledWith: 0, regularizer: betaRegularizer)
    require(groups > 0, "\(self) expects at least one group, got \(groups)")
    requireEpsilon(epsilon)
  }

  /// With PyTorch's epsilon.
  public static func pyTorch(groups: Int) -> GroupNorm { GroupNorm(groups: groups, epsilon: 1e-5) }

  var weightType: ElementType? { _gamma.elementType }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count >= 2, shape[1].isMultiple(of: groups) else {
      throw .wrongInput(
        layer: name, expected: "[batch, channels, …]", reason: "channels in \(groups) equal groups",
        got: shape, remedy: "choose a number of groups that divides the channels")
    }
    try checkChannels(shape, madeFor: _gamma.shape?[0])
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return normalizedInGroups(x, groups, gamma: _gamma, beta: _beta, epsilon: epsilon)
  }

  /// The constructor.
  public var description: String {
    let regularizers = regularizerArguments(gamma: _gamma, beta: _beta)
    if epsilon == 1e-5, regularizers.isEmpty { return "GroupNorm.pyTorch(groups: \(groups))" }
    let arguments =
      ["groups: \(groups)"] + (epsilon == 1e-3 ? [] : ["epsilon: \(epsilon)"]) + regularizers
    return "GroupNorm(\(arguments.joined(separator: ", ")))"
  }
}

extension Layer {
  /// Throws when a normalization made for so many channels gets another number.
  func checkChannels(_ shape: [Int], madeFor channels: Int?) throws(ModelError) {
    guard let channels, channels != shape[1] else { return }
    throw .wrongInput(
      layer: name, expected: "[batch, \(channels), …]",
      reason: "its gamma was made for \(channels) channels", got: shape,
      remedy: shape.count == 4 && shape[3] == channels
        ? channelsLastRemedy(shape) : "make another \(name) for \(shape[1]) channels")
  }

  /// Every group of channels of every example at mean 0 and variance 1, scaled and shifted.
  func normalizedInGroups(
    _ x: Tensor, _ groups: Int, gamma: LazyParameter, beta: LazyParameter, epsilon: Double
  ) -> Tensor {
    let channels = x.shape[1]
    let fans = Fans(inputs: channels, outputs: channels)
    return groupNormalization(
      x, groups: groups,
      gamma: gamma.value(
        shape: [channels], fans: fans, name: "\(name).gamma", type: x.elementType),
      beta: beta.value(shape: [channels], fans: fans, name: "\(name).beta", type: x.elementType),
      epsilon: epsilon)
  }
}
