public import Tensors

/// Layer normalization (Ba, Kiros and Hinton, 2016): every example is brought to mean 0 and
/// variance 1 over its last axis, then scaled by gamma and shifted by beta, one for each feature.
///
/// Epsilon is Keras' 1e-3; ``pyTorch`` has 1e-5.
public final class LayerNorm: Layer, CustomStringConvertible {
  /// `[features]`, first 1.
  public private(set) var gamma: Parameter?
  /// `[features]`, first 0.
  public private(set) var beta: Parameter?
  private let epsilon: Double

  /// A layer normalization.
  public init(epsilon: Double = 1e-3) { self.epsilon = epsilon }

  /// With PyTorch's epsilon.
  public static var pyTorch: LayerNorm { LayerNorm(epsilon: 1e-5) }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count >= 2 else {
      throw .wrongInput(
        layer: name, expected: "[batch, …, features]", got: shape,
        remedy: "give each example an axis of features")
    }
    guard let features = gamma?.value.shape[0], features != shape.last else { return }
    throw .wrongInput(
      layer: name, expected: "[batch, …, \(features)]",
      reason: "its gamma was made for \(features) features", got: shape,
      remedy: "make another \(name)")
  }

  public func callAsFunction(_ x: Tensor, _ context: Context) -> Tensor {
    requireInput(x.shape)
    let features = x.shape[x.rank - 1]
    let gamma = gamma ?? Parameter(Tensor.full([features], 1), name: "\(name).gamma")
    let beta = beta ?? Parameter(Tensor.full([features], 0), name: "\(name).beta")
    (self.gamma, self.beta) = (gamma, beta)
    return standardized(x, axis: -1, epsilon: epsilon) * gamma.value + beta.value
  }

  /// The constructor.
  public var description: String {
    epsilon == 1e-3 ? "LayerNorm()" : "LayerNorm(epsilon: \(epsilon))"
  }
}

/// Group normalization (Wu and He, 2018): the channels of every example are normalized in groups.
///
/// Epsilon is Keras' 1e-3; PyTorch's is 1e-5.
public final class GroupNorm: Layer, CustomStringConvertible {
  /// `[channels]`, first 1.
  public private(set) var gamma: Parameter?
  /// `[channels]`, first 0.
  public private(set) var beta: Parameter?
  private let groups: Int
  private let epsilon: Double

  /// A group normalization; the number of channels must be a multiple of `groups`.
  public init(groups: Int, epsilon: Double = 1e-3) {
    precondition(groups > 0, "GroupNorm: there must be at least one group")
    self.groups = groups
    self.epsilon = epsilon
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    let channels = gamma?.value.shape[0]
    guard shape.count >= 2, shape[1].isMultiple(of: groups), channels ?? shape[1] == shape[1]
    else {
      throw .wrongInput(
        layer: name,
        expected: "[batch, \(channels.map(String.init) ?? "channels"), …]",
        reason: "channels in \(groups) equal groups", got: shape,
        remedy: "choose a number of groups that divides the channels")
    }
  }

  public func callAsFunction(_ x: Tensor, _ context: Context) -> Tensor {
    requireInput(x.shape)
    let channels = x.shape[1]
    let gamma = gamma ?? Parameter(Tensor.full([channels], 1), name: "\(name).gamma")
    let beta = beta ?? Parameter(Tensor.full([channels], 0), name: "\(name).beta")
    (self.gamma, self.beta) = (gamma, beta)
    let grouped = x.reshaped([x.shape[0], groups, x.count / max(1, x.shape[0] * groups)])
    let normal = standardized(grouped, axis: -1, epsilon: epsilon).reshaped(x.shape)
    let channelShape = [channels] + Array(repeating: 1, count: x.rank - 2)
    return normal * gamma.value.reshaped(channelShape) + beta.value.reshaped(channelShape)
  }

  /// The constructor.
  public var description: String {
    "GroupNorm(groups: \(groups)\(epsilon == 1e-3 ? "" : ", epsilon: \(epsilon)"))"
  }
}

/// Mean 0 and variance 1 along an axis.
private func standardized(_ x: Tensor, axis: Int, epsilon: Double) -> Tensor {
  let centred = x - x.mean(axes: axis, keepsDimensions: true)
  let variance = centred.squared().mean(axes: axis, keepsDimensions: true)
  return centred / (variance + epsilon).squareRoot()
}
