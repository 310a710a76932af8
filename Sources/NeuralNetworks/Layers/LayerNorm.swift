public import Tensors

/// Layer normalization (Ba, Kiros and Hinton, 2016): every example is brought to mean 0 and
/// variance 1 over its last axis or axes, then scaled by gamma and shifted by beta, one for each
/// feature.
///
/// Epsilon is Keras' 1e-3; ``pyTorch`` has 1e-5.
public final class LayerNorm: Normalization, CustomStringConvertible {
  /// Of the axes normalized, first 1.
  public var gamma: Parameter? { _gamma?.parameter }
  /// Of the axes normalized, first 0.
  public var beta: Parameter? { _beta?.parameter }
  private let normalizedShape: [Int]?
  private let epsilon: Double
  private let convention: Convention
  private let _gamma: LazyParameter?
  private let _beta: LazyParameter?

  /// A layer normalization.
  ///
  /// - Parameters:
  ///   - normalizedShape: The sizes of the last axes that are normalized together, as PyTorch's
  ///     argument of that name; the last axis alone by default.
  ///   - epsilon: Added to the variance before the root.
  ///   - scale: Whether it has a gamma.
  ///   - center: Whether it has a beta.
  ///   - gammaRegularizer: A penalty on gamma, added to the loss.
  ///   - betaRegularizer: A penalty on beta, added to the loss.
  public convenience init(
    _ normalizedShape: [Int]? = nil, epsilon: Double = 1e-3, scale: Bool = true,
    center: Bool = true, gammaRegularizer: Regularizer? = nil, betaRegularizer: Regularizer? = nil
  ) {
    self.init(
      normalizedShape, epsilon,
      gamma: scale ? LazyParameter(filledWith: 1, regularizer: gammaRegularizer) : nil,
      beta: center ? LazyParameter(filledWith: 0, regularizer: betaRegularizer) : nil, .keras)
  }

  /// With PyTorch's epsilon.
  public static var pyTorch: LayerNorm { .pyTorch() }

  /// With PyTorch's epsilon.
  ///
  /// - Parameters:
  ///   - normalizedShape: The sizes of the last axes that are normalized together.
  ///   - epsilon: Added to the variance.
  public static func pyTorch(
    _ normalizedShape: [Int]? = nil, epsilon: Double = 1e-5
  ) -> LayerNorm {
    LayerNorm(
      normalizedShape, epsilon, gamma: LazyParameter(filledWith: 1),
      beta: LazyParameter(filledWith: 0), .pyTorch)
  }

  private init(
    _ normalizedShape: [Int]?, _ epsilon: Double, gamma: LazyParameter?, beta: LazyParameter?,
    _ convention: Convention
  ) {
    self.normalizedShape = normalizedShape
    self.epsilon = epsilon
    self.convention = convention
    _gamma = gamma
    _beta = beta
    requireEpsilon(epsilon)
    require(
      normalizedShape?.isEmpty != true && normalizedShape?.contains { $0 < 1 } != true,
      "\(self) expects the sizes of the axes to be normalized, each at least 1")
  }

  var weightType: ElementType? { (_gamma ?? _beta)?.elementType }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    let axes = normalizedShape?.count ?? 1
    guard shape.count > axes else {
      throw .wrongInput(
        layer: name, expected: expected(normalizedShape), got: shape,
        remedy: "give each example an axis of features")
    }
    let features = normalizedShape ?? (_gamma ?? _beta)?.shape
    guard let features, features != Array(shape.suffix(axes)) else { return }
    throw .wrongInput(
      layer: name, expected: expected(features),
      reason: normalizedShape == nil ? "its gamma was made for \(features[0]) features" : nil,
      got: shape, remedy: "make another LayerNorm for \(Array(shape.suffix(axes)))")
  }

  private func expected(_ features: [Int]?) -> String {
    "[batch, …, \(features.map { $0.map(String.init).joined(separator: ", ") } ?? "features")]"
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    let features = Array(x.shape.suffix(normalizedShape?.count ?? 1))
    let count = features.reduce(1, *)
    let fans = Fans(inputs: count, outputs: count)
    let gamma = _gamma?.value(
      shape: features, fans: fans, name: "\(name).gamma", type: x.elementType)
    let beta = _beta?.value(
      shape: features, fans: fans, name: "\(name).beta", type: x.elementType)
    return layerNormalization(
      x, gamma: gamma ?? .ones(features, type: x.elementType),
      beta: beta ?? .zeros(features, type: x.elementType), epsilon: epsilon)
  }

  /// The constructor.
  public var description: String {
    var arguments: [String] = []
    if let normalizedShape { arguments.append("\(normalizedShape)") }
    if epsilon != (convention == .keras ? 1e-3 : 1e-5) { arguments.append("epsilon: \(epsilon)") }
    if _gamma == nil { arguments.append("scale: false") }
    if _beta == nil { arguments.append("center: false") }
    arguments += regularizerArguments(gamma: _gamma, beta: _beta)
    let isBare = convention == .pyTorch && arguments.isEmpty
    return "LayerNorm\(convention.prefix)"
      + (isBare ? "" : "(\(arguments.joined(separator: ", ")))")
  }
}
