public import Tensors

/// Layer normalization (Ba, Kiros and Hinton, 2016): every example is brought to mean 0 and
/// variance 1 over its last axis, then scaled by gamma and shifted by beta, one for each feature.
///
/// Epsilon is Keras' 1e-3; ``pyTorch`` has 1e-5.
public final class LayerNorm: FloatingInput, CustomStringConvertible {
  /// `[features]`, first 1.
  public private(set) var gamma: Parameter?
  /// `[features]`, first 0.
  public private(set) var beta: Parameter?
  private let epsilon: Double

  /// A layer normalization.
  public init(epsilon: Double = 1e-3) {
    self.epsilon = epsilon
    requireEpsilon(epsilon)
  }

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

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    let features = x.shape[x.rank - 1]
    let gamma = gamma ?? Parameter(Tensor.full([features], 1), name: "\(name).gamma")
    let beta = beta ?? Parameter(Tensor.full([features], 0), name: "\(name).beta")
    (self.gamma, self.beta) = (gamma, beta)
    return layerNormalization(
      x, gamma: gamma.value, beta: beta.value, epsilon: epsilon)
  }

  /// The constructor.
  public var description: String {
    epsilon == 1e-3 ? "LayerNorm()" : "LayerNorm(epsilon: \(epsilon))"
  }
}
