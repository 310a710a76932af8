public import Tensors

/// A two-dimensional convolution: `[batch, channels, height, width]` to
/// `[batch, filters, height, width]`.
///
/// Defaults are Keras': stride 1, no padding, Glorot uniform weights, biases 0.
/// ``pyTorch(_:kernelSize:stride:padding:groups:activation:useBias:)-(_,Int,Int,_,_,_,_)`` has the
/// other first values.
public final class Conv2D: FloatingInput, CustomStringConvertible {
  /// How many channels it makes.
  public let filters: Int
  /// `[filters, channels / groups, kernel height, kernel width]`; made at the first use.
  public var weight: Parameter? { _weight.parameter }
  /// `[filters]`; made at the first use.
  public var bias: Parameter? { _bias?.parameter }

  private let kernelSize: PlaneSize
  private let stride: PlaneSize
  private let padding: Padding
  private let groups: Int
  let activation: Activation
  let _weight: LazyParameter
  let _bias: LazyParameter?
  private let initializer: Initializer
  private let biasInitializer: Initializer
  let activityRegularizer: Regularizer?
  private var firstUse: SourceLocation?

  /// A convolution.
  ///
  /// - Parameters:
  ///   - filters: Output channels.
  ///   - kernelSize: Height and width of the kernel.
  ///   - stride: Steps from one output pixel to the next.
  ///   - padding: How the image is extended.
  ///   - groups: The channels are convolved in so many separate groups.
  ///   - activation: Applied to the output.
  ///   - initializer: First values of the weight.
  ///   - biasInitializer: First values of the bias.
  ///   - useBias: A normalization that follows makes the bias superfluous.
  ///   - regularizer: A penalty on the weight, added to the loss.
  ///   - biasRegularizer: A penalty on the bias, added to the loss.
  ///   - activityRegularizer: A penalty on the output after the activation, added to the loss: that
  ///     of the batch divided by the number of its examples, as in Keras.
  public convenience init(
    _ filters: Int, kernelSize: Int = 3, stride: Int = 1, padding: Padding = .valid,
    groups: Int = 1, activation: Activation = .linear, initializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, useBias: Bool = true, regularizer: Regularizer? = nil,
    biasRegularizer: Regularizer? = nil, activityRegularizer: Regularizer? = nil
  ) {
    self.init(
      filters, PlaneSize(kernelSize), PlaneSize(stride), padding, groups, activation, initializer,
      biasInitializer, useBias, regularizer, biasRegularizer, activityRegularizer)
  }

  init(
    _ filters: Int, _ kernelSize: PlaneSize, _ stride: PlaneSize, _ padding: Padding,
    _ groups: Int, _ activation: Activation, _ initializer: Initializer,
    _ biasInitializer: Initializer, _ useBias: Bool, _ regularizer: Regularizer? = nil,
    _ biasRegularizer: Regularizer? = nil, _ activityRegularizer: Regularizer? = nil
  ) {
    requireConvolution(
      "Conv2D", filters: filters, kernelSize: kernelSize, stride: stride, groups: groups)
    padding.requireNotNegative("Conv2D(\(filters), padding: .\(padding))")
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

  /// With PyTorch's first values: weight and bias from
  /// U(±1/√(channels · kernel height · kernel width / groups)).
  public static func pyTorch(
    _ filters: Int, kernelSize: Int = 3, stride: Int = 1, padding: Padding = .valid,
    groups: Int = 1, activation: Activation = .linear, useBias: Bool = true
  ) -> Conv2D {
    Conv2D(
      filters, kernelSize: kernelSize, stride: stride, padding: padding, groups: groups,
      activation: activation, initializer: .pyTorch, biasInitializer: .pyTorch, useBias: useBias)
  }

  /// A convolution like this one, not used yet.
  func copy(useBias: Bool) -> Conv2D {
    Conv2D(
      filters, kernelSize, stride, padding, groups, activation, initializer, biasInitializer,
      useBias, _weight.regularizer, _bias?.regularizer, activityRegularizer)
  }

  var weightType: ElementType? { _weight.elementType }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count == 4 else {
      throw .wrongInput(
        layer: name, expected: "[batch, channels, height, width]", got: shape,
        remedy: shape.count == 3
          ? "add Reshape([1, \(shape[1]), \(shape[2])]) before it to give grey images a channel axis"
          : "convolve before flattening")
    }
    if let channels = _weight.shape.map({ $0[1] * groups }), channels != shape[1] {
      throw .wrongInput(
        layer: name, expected: "[batch, \(channels), height, width]",
        reason: "its weight was made for \(channels) channels", got: shape,
        remedy: shape[3] == channels
          ? channelsLastRemedy(shape)
          : (firstUse.map { "the layer was first used at \($0); " } ?? "")
            + "make another \(name)")
    }
    if _weight.shape == nil, shape[3] == 3, shape[1] == shape[2], shape[1] > 4 {
      throw .wrongInput(
        layer: name, expected: "[batch, channels, height, width]", got: shape,
        remedy: channelsLastRemedy(shape))
    }
    let pads = padding.sizes(
      input: Array(shape[2...]), window: kernelSize.list, strides: stride.list)
    let extents = [shape[2] + pads[0] + pads[1], shape[3] + pads[2] + pads[3]]
    guard shape[1].isMultiple(of: groups) else {
      throw .wrongInput(
        layer: name, expected: "[batch, channels, height, width]",
        reason: "channels a multiple of its \(groups) groups", got: shape,
        remedy: "choose groups that divide the \(plural(shape[1], "channel"))")
    }
    guard extents[0] >= kernelSize.height, extents[1] >= kernelSize.width else {
      throw .wrongInput(
        layer: name, expected: "[batch, channels, height, width]",
        reason: "images of at least \(kernelSize.pixels) pixels"
          + (kernelSize.height == kernelSize.width ? " on each side" : "") + ", padding included",
        got: shape,
        remedy: shape[3] == 1 && shape[1] == shape[2]
          ? channelsLastRemedy(shape)
          : "use a smaller kernel, padding: .same, or fewer pooling layers before")
    }
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    if weight == nil { firstUse = Context.current.location }
    let (area, channels) = (kernelSize.area, x.shape[1])
    let fans = Fans(inputs: area * channels / groups, outputs: area * filters / groups)
    let weight = _weight.value(
      shape: [filters, channels / groups] + kernelSize.list, fans: fans, name: "\(name).weight",
      type: x.elementType)
    let bias = _bias?.value(
      shape: [filters], fans: fans, name: "\(name).bias", type: x.elementType)
    let output = activation(
      conv2D(
        x, weight, bias: bias, strides: stride.pair, padding: padding, groups: groups))
    activityRegularizer?.addPenalty(forActivity: output)
    return output
  }

  /// The constructor.
  public var description: String {
    var arguments = ["\(filters)"]
    if kernelSize != PlaneSize(3) { arguments.append("kernelSize: \(kernelSize)") }
    if stride != PlaneSize(1) { arguments.append("stride: \(stride)") }
    if padding != .valid { arguments.append("padding: .\(padding)") }
    if groups != 1 { arguments.append("groups: \(groups)") }
    return constructor(
      "Conv2D", arguments, activation, initializer, biasInitializer, _weight, _bias,
      activityRegularizer)
  }
}
