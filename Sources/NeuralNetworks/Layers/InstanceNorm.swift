public import Tensors

/// Instance normalization (Ulyanov, Vedaldi and Lempitsky, 2016): every channel of every example
/// is normalized by itself, then scaled by gamma and shifted by beta. Channels are axis 1.
///
/// Epsilon is 1e-3 as in Keras' other normalizations; ``pyTorch`` has 1e-5. PyTorch's has gamma and
/// beta only with `affine=True`.
public final class InstanceNorm: Normalization, CustomStringConvertible {
  /// `[channels]`, first 1.
  public var gamma: Parameter? { _gamma.parameter }
  /// `[channels]`, first 0.
  public var beta: Parameter? { _beta.parameter }
  private let epsilon: Double
  private let _gamma: LazyParameter
  private let _beta: LazyParameter

  /// An instance normalization.
  ///
  /// - Parameters:
  ///   - epsilon: Added to the variance before the root.
  ///   - gammaRegularizer: A penalty on gamma, added to the loss.
  ///   - betaRegularizer: A penalty on beta, added to the loss.
  public init(
    epsilon: Double = 1e-3, gammaRegularizer: Regularizer? = nil,
    betaRegularizer: Regularizer? = nil
  ) {
    self.epsilon = epsilon
    _gamma = LazyParameter(filledWith: 1, regularizer: gammaRegularizer)
    _beta = LazyParameter(filledWith: 0, regularizer: betaRegularizer)
    requireEpsilon(epsilon)
  }

  /// With PyTorch's epsilon.
  public static var pyTorch: InstanceNorm { .pyTorch() }

  /// With PyTorch's epsilon.
  public static func pyTorch(epsilon: Double = 1e-5) -> InstanceNorm {
    InstanceNorm(epsilon: epsilon)
  }

  var weightType: ElementType? { _gamma.elementType }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count > 2 else {
      throw .wrongInput(
        layer: name, expected: "[batch, channels, …]", got: shape,
        remedy: "one number for each channel has variance 0: use BatchNorm or LayerNorm")
    }
    try checkChannels(shape, madeFor: _gamma.shape?[0])
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return normalizedInGroups(x, x.shape[1], gamma: _gamma, beta: _beta, epsilon: epsilon)
  }

  /// The constructor.
  public var description: String {
    let regularizers = regularizerArguments(gamma: _gamma, beta: _beta)
    if epsilon == 1e-5, regularizers.isEmpty { return "InstanceNorm.pyTorch" }
    let arguments = (epsilon == 1e-3 ? [] : ["epsilon: \(epsilon)"]) + regularizers
    return "InstanceNorm(\(arguments.joined(separator: ", ")))"
  }
}
