public import Tensors

/// Group normalization (Wu and He, 2018): the channels of every example are normalized in groups.
///
/// Epsilon is Keras' 1e-3; PyTorch's is 1e-5.
public final class GroupNorm: FloatingInput, CustomStringConvertible {
  /// `[channels]`, first 1.
  public private(set) var gamma: Parameter?
  /// `[channels]`, first 0.
  public private(set) var beta: Parameter?
  private let groups: Int
  private let epsilon: Double

  /// A group normalization; the number of channels must be a multiple of `groups`.
  public init(groups: Int, epsilon: Double = 1e-3) {
    self.groups = groups
    self.epsilon = epsilon
    require(groups > 0, "\(self) expects at least one group, got \(groups)")
    requireEpsilon(epsilon)
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

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    let channels = x.shape[1]
    let gamma = gamma ?? Parameter(Tensor.full([channels], 1), name: "\(name).gamma")
    let beta = beta ?? Parameter(Tensor.full([channels], 0), name: "\(name).beta")
    (self.gamma, self.beta) = (gamma, beta)
    return groupNormalization(
      x, groups: groups, gamma: gamma.value, beta: beta.value, epsilon: epsilon)
  }

  /// The constructor.
  public var description: String {
    "GroupNorm(groups: \(groups)\(epsilon == 1e-3 ? "" : ", epsilon: \(epsilon)"))"
  }
}
