public import Tensors

/// A fully connected layer: activation(x · weight + bias) over the last axis, `[batch, features]`
/// to `[batch, units]`, or `[batch, time, features]` to `[batch, time, units]`.
///
/// Defaults are Keras': weights from the Glorot uniform distribution, biases 0. `Dense.pyTorch(_:)`
/// has the other convention.
public final class Dense: FloatingInput, CustomStringConvertible {
  /// How many outputs it has.
  public let units: Int
  /// `[features, units]`; made at the first use.
  public var weight: Parameter? { _weight.parameter }
  /// `[units]`; made at the first use.
  public var bias: Parameter? { _bias?.parameter }

  let activation: Activation
  let _weight: LazyParameter
  let _bias: LazyParameter?
  private let initializer: Initializer
  private let biasInitializer: Initializer
  let activityRegularizer: Regularizer?
  private var firstUse: SourceLocation?

  /// A fully connected layer.
  ///
  /// - Parameters:
  ///   - units: Outputs.
  ///   - activation: Applied to the output.
  ///   - initializer: First values of the weight.
  ///   - biasInitializer: First values of the bias.
  ///   - useBias: Without it the layer is x · weight; a normalization that follows makes it
  ///     superfluous.
  ///   - regularizer: A penalty on the weight, added to the loss.
  ///   - biasRegularizer: A penalty on the bias, added to the loss.
  ///   - activityRegularizer: A penalty on the output after the activation, added to the loss: that
  ///     of the batch divided by the number of its examples, as in Keras.
  public init(
    _ units: Int, activation: Activation = .linear, initializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, useBias: Bool = true, regularizer: Regularizer? = nil,
    biasRegularizer: Regularizer? = nil, activityRegularizer: Regularizer? = nil
  ) {
    require(units > 0, "Dense(\(units)) expects at least one unit, got \(units)")
    self.units = units
    self.activation = activation
    self.initializer = initializer
    self.biasInitializer = biasInitializer
    _weight = LazyParameter(initializer, regularizer: regularizer)
    _bias = useBias ? LazyParameter(biasInitializer, regularizer: biasRegularizer) : nil
    self.activityRegularizer = activityRegularizer
  }

  /// With PyTorch's first values: weight and bias from U(±1/√features).
  public static func pyTorch(
    _ units: Int, activation: Activation = .linear, useBias: Bool = true
  ) -> Dense {
    Dense(
      units, activation: activation, initializer: .pyTorch, biasInitializer: .pyTorch,
      useBias: useBias)
  }

  var weightType: ElementType? { _weight.elementType }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count == 2 || shape.count == 3, let given = shape.last else {
      throw .wrongInput(
        layer: name, expected: "[batch, features]", got: shape,
        remedy: shape.count < 2 ? featureAxisRemedy : "add Flatten() before it")
    }
    guard let features = _weight.shape?[0], features != given else { return }
    let place = firstUse.map { "the layer was first used at \($0); " } ?? ""
    throw .wrongInput(
      layer: name,
      expected: shape.count == 2 ? "[batch, \(features)]" : "[batch, time, \(features)]",
      reason: "its weight was made for \(features) features", got: shape,
      remedy: shape.count == 3 && shape[1] * shape[2] == features
        ? "add Flatten() before it"
        : "\(place)make another \(name), or flatten to \(features) features before it")
  }

  /// What to do with a row of numbers, which may be one example or many.
  private var featureAxisRemedy: String {
    guard let features = _weight.shape?[0] else {
      return "give each example an axis of features with reshaped(to: [-1, 1]); one example alone "
        + "takes its batch axis with reshaped(to: [1, -1])"
    }
    return features == 1
      ? "give each example an axis of features with reshaped(to: [-1, 1])"
      : "give each example a row of the \(features) features that its weight was made for"
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    if weight == nil { firstUse = Context.current.location }
    let features = x.shape[x.rank - 1]
    let fans = Fans(inputs: features, outputs: units)
    let weight = _weight.value(
      shape: [features, units], fans: fans, name: "\(name).weight", type: x.elementType)
    let bias = _bias?.value(
      shape: [units], fans: fans, name: "\(name).bias", type: x.elementType)
    let rows = x.rank == 2 ? x : x.reshaped(to: [x.shape[0] * x.shape[1], features])
    let product = rows.matmul(weight)
    let sum = bias.map { product + $0 } ?? product
    let output = activation(
      x.rank == 2 ? sum : sum.reshaped(to: [x.shape[0], x.shape[1], units]))
    activityRegularizer?.addPenalty(forActivity: output)
    return output
  }

  /// The constructor.
  public var description: String {
    constructor(
      "Dense", ["\(units)"], activation, initializer, biasInitializer, _weight, _bias,
      activityRegularizer)
  }
}
