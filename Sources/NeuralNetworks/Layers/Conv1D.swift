public import Tensors

/// A convolution along time: series `[batch, time, features]` to `[batch, time, filters]`, the
/// axes in Keras' order.
///
/// Defaults are Keras': stride 1, no padding, Glorot uniform weights, biases 0.
/// ``pyTorch(_:kernelSize:stride:padding:groups:activation:useBias:)`` has the other first values;
/// the order of the axes stays.
public final class Conv1D: FloatingInput, CustomStringConvertible {
  /// How many features it makes.
  public let filters: Int
  /// `[filters, features / groups, kernel size]`; made at the first use.
  public var weight: Parameter? { _weight.parameter }
  /// `[filters]`; made at the first use.
  public var bias: Parameter? { _bias?.parameter }

  private let kernelSize: Int
  private let stride: Int
  private let padding: Padding1D
  private let groups: Int
  let activation: Activation
  let _weight: LazyParameter
  let _bias: LazyParameter?
  private let initializer: Initializer
  private let biasInitializer: Initializer
  private let activityRegularizer: Regularizer?
  private var firstUse: SourceLocation?

  /// A convolution along time.
  ///
  /// - Parameters:
  ///   - filters: Output features.
  ///   - kernelSize: How many places of time the kernel sees.
  ///   - stride: Steps from one output to the next.
  ///   - padding: How the series is extended; `.causal` keeps the future out.
  ///   - groups: The features are convolved in so many separate groups.
  ///   - activation: Applied to the output.
  ///   - initializer: First values of the weight.
  ///   - biasInitializer: First values of the bias.
  ///   - useBias: A normalization that follows makes the bias superfluous.
  ///   - regularizer: A penalty on the weight, added to the loss.
  ///   - biasRegularizer: A penalty on the bias, added to the loss.
  ///   - activityRegularizer: A penalty on the output after the activation, added to the loss: that
  ///     of the batch divided by the number of its examples, as in Keras.
  public init(
    _ filters: Int, kernelSize: Int = 3, stride: Int = 1, padding: Padding1D = .valid,
    groups: Int = 1, activation: Activation = .linear, initializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, useBias: Bool = true, regularizer: Regularizer? = nil,
    biasRegularizer: Regularizer? = nil, activityRegularizer: Regularizer? = nil
  ) {
    requireConvolution(
      "Conv1D", filters: filters, kernelSize: PlaneSize(kernelSize), stride: PlaneSize(stride),
      groups: groups)
    padding.requireNotNegative("Conv1D(\(filters), padding: .\(padding))")
    self.filters = filters
    self.kernelSize = kernelSize
    self.stride = stride
    self.padding = padding
    self.groups = groups
    self.activation = activation
    self.initializer = initializer
    self.biasInitializer = biasInitializer
    _weight = LazyParameter(initializer, regularizer: regularizer)
    _bias = useBias ? LazyParameter(biasInitializer, regularizer: biasRegularizer) : nil
    self.activityRegularizer = activityRegularizer
  }

  /// With PyTorch's first values: weight and bias from U(±1/√(features · kernel size / groups)).
  public static func pyTorch(
    _ filters: Int, kernelSize: Int = 3, stride: Int = 1, padding: Padding1D = .valid,
    groups: Int = 1, activation: Activation = .linear, useBias: Bool = true
  ) -> Conv1D {
    Conv1D(
      filters, kernelSize: kernelSize, stride: stride, padding: padding, groups: groups,
      activation: activation, initializer: .pyTorch, biasInitializer: .pyTorch, useBias: useBias)
  }

  /// A convolution like this one, not used yet.
  func copy(useBias: Bool) -> Conv1D {
    Conv1D(
      filters, kernelSize: kernelSize, stride: stride, padding: padding, groups: groups,
      activation: activation, initializer: initializer, biasInitializer: biasInitializer,
      useBias: useBias, regularizer: _weight.regularizer, biasRegularizer: _bias?.regularizer,
      activityRegularizer: activityRegularizer)
  }

  var weightType: ElementType? { _weight.elementType }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    try checkSeries(shape)
    if let features = _weight.shape.map({ $0[1] * groups }), features != shape[2] {
      let place = firstUse.map { "the layer was first used at \($0); " } ?? ""
      throw .wrongInput(
        layer: name, expected: "[batch, time, \(features)]",
        reason: "its weight was made for \(features) features", got: shape,
        remedy: shape[1] == features
          ? "the features come first here, [batch, features, time] as in PyTorch: put them last with "
            + "transposed([0, 2, 1]), which gives [batch, \(shape[2]), \(shape[1])]"
          : "\(place)make another \(name)")
    }
    guard shape[2].isMultiple(of: groups) else {
      throw .wrongInput(
        layer: name, expected: "[batch, time, features]",
        reason: "features a multiple of its \(groups) groups", got: shape,
        remedy: "choose groups that divide the \(plural(shape[2], "feature"))")
    }
    let pads = padding.sizes(time: shape[1], window: kernelSize, stride: stride)
    guard shape[1] + pads[0] + pads[1] >= kernelSize else {
      throw .wrongInput(
        layer: name, expected: "[batch, time, features]",
        reason: "at least \(kernelSize) places of time, padding included", got: shape,
        remedy: "use a smaller kernel, padding: .same, or fewer pooling layers before")
    }
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    if weight == nil { firstUse = Context.current.location }
    let features = x.shape[2]
    let fans = Fans(
      inputs: kernelSize * features / groups, outputs: kernelSize * filters / groups)
    let weight = _weight.value(
      shape: [filters, features / groups, kernelSize], fans: fans, name: "\(name).weight",
      type: x.elementType)
    let bias = _bias?.value(
      shape: [filters], fans: fans, name: "\(name).bias", type: x.elementType)
    let output = activation(
      conv1D(x, weight, bias: bias, stride: stride, padding: padding, groups: groups))
    activityRegularizer?.addPenalty(forActivity: output)
    return output
  }

  /// The constructor.
  public var description: String {
    var arguments = ["\(filters)"]
    if kernelSize != 3 { arguments.append("kernelSize: \(kernelSize)") }
    if stride != 1 { arguments.append("stride: \(stride)") }
    if padding != .valid { arguments.append("padding: .\(padding)") }
    if groups != 1 { arguments.append("groups: \(groups)") }
    return constructor(
      "Conv1D", arguments, activation, initializer, biasInitializer, _weight, _bias,
      activityRegularizer)
  }
}

extension Layer {
  /// Throws unless the input is a batch of series.
  func checkSeries(_ shape: [Int]) throws(ModelError) {
    guard shape.count != 3 else { return }
    throw .wrongInput(
      layer: name, expected: "[batch, time, features]", got: shape,
      remedy: shape.count == 2
        ? "add Reshape([\(shape[1]), 1]) before it to give series of single numbers an axis of "
          + "features"
        : "it slides along time alone: put it before flattening, and use the layers for images on "
          + "[batch, channels, height, width]")
  }
}
