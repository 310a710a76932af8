public import Tensors

/// A two-dimensional convolution: `[batch, channels, height, width]` to
/// `[batch, filters, height, width]`.
///
/// Defaults are Keras': stride 1, no padding, Glorot uniform weights, biases 0.
public final class Conv2D: FloatingInput, CustomStringConvertible {
  /// How many channels it makes.
  public let filters: Int
  /// `[filters, channels / groups, kernel, kernel]`; made at the first use.
  public private(set) var weight: Parameter?
  /// `[filters]`; made at the first use.
  public private(set) var bias: Parameter?

  private let kernelSize: Int
  private let stride: Int
  private let padding: Padding
  private let groups: Int
  private let activation: Activation
  private let initializer: Initializer
  private let biasInitializer: Initializer
  private let useBias: Bool
  private let regularizer: Regularizer?
  /// Known from the first use; reading it from the weight would copy a weight that a plan holds.
  private var channels: Int?

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
  public init(
    _ filters: Int, kernelSize: Int = 3, stride: Int = 1, padding: Padding = .valid,
    groups: Int = 1, activation: Activation = .linear, initializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, useBias: Bool = true, regularizer: Regularizer? = nil
  ) {
    let sizes = [
      ("filters", filters), ("kernelSize", kernelSize), ("stride", stride), ("groups", groups),
    ]
    for (name, size) in sizes {
      require(size > 0, "Conv2D(\(filters)) expects \(name) of at least 1, got \(size)")
    }
    require(
      filters.isMultiple(of: groups),
      "Conv2D(\(filters), groups: \(groups)) expects groups that divide the \(filters) filters: "
        + "choose a number of filters that is a multiple of \(groups)")
    padding.requireNotNegative("Conv2D(\(filters), padding: .\(padding))")
    self.filters = filters
    self.kernelSize = kernelSize
    self.stride = stride
    self.padding = padding
    self.groups = groups
    self.activation = activation
    self.initializer = initializer
    self.biasInitializer = biasInitializer
    self.useBias = useBias
    self.regularizer = regularizer
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count == 4 else {
      throw .wrongInput(
        layer: name, expected: "[batch, channels, height, width]", got: shape,
        remedy: shape.count == 3
          ? "add Reshape([1, \(shape[1]), \(shape[2])]) before it to give grey images a channel axis"
          : "convolve before flattening")
    }
    if let channels, channels != shape[1] {
      throw .wrongInput(
        layer: name, expected: "[batch, \(channels), height, width]",
        reason: "its weight was made for \(channels) channels", got: shape,
        remedy: "make another \(name)")
    }
    let pads = padding.sizes(
      input: Array(shape[2...]), window: [kernelSize, kernelSize], strides: [stride, stride])
    let extents = [shape[2] + pads[0] + pads[1], shape[3] + pads[2] + pads[3]]
    guard shape[1].isMultiple(of: groups), extents.allSatisfy({ $0 >= kernelSize }) else {
      throw .wrongInput(
        layer: name, expected: "[batch, channels, height, width]",
        reason: "channels a multiple of \(groups), images of at least \(kernelSize) pixels",
        got: shape, remedy: "use a smaller kernel, padding: .same, or fewer pooling layers before")
    }
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    let weight = weight ?? makeWeight(channels: x.shape[1])
    if let regularizer { Context.current.addPenalty(regularizer.penalty(weight.value)) }
    return activation(
      conv2D(
        x, weight.value, bias: bias?.value, strides: (stride, stride), padding: padding,
        groups: groups))
  }

  private func makeWeight(channels: Int) -> Parameter {
    let context = Context.current
    self.channels = channels
    let area = kernelSize * kernelSize
    let fans = Fans(inputs: area * channels / groups, outputs: area * filters / groups)
    let shape = [filters, channels / groups, kernelSize, kernelSize]
    let made = Parameter(
      initializer(shape, fans, key: context.nextInitialKey()), name: "\(name).weight")
    weight = made
    if useBias {
      bias = Parameter(
        biasInitializer([filters], fans, key: context.nextInitialKey()), name: "\(name).bias")
    }
    return made
  }

  /// The constructor.
  public var description: String {
    var arguments = ["\(filters)"]
    if kernelSize != 3 { arguments.append("kernelSize: \(kernelSize)") }
    if stride != 1 { arguments.append("stride: \(stride)") }
    if padding != .valid { arguments.append("padding: .\(padding)") }
    if groups != 1 { arguments.append("groups: \(groups)") }
    if activation != .linear { arguments.append("activation: \(activation)") }
    if initializer != .glorotUniform { arguments.append("initializer: \(initializer)") }
    if biasInitializer != .zeros { arguments.append("biasInitializer: \(biasInitializer)") }
    if !useBias { arguments.append("useBias: false") }
    if let regularizer { arguments.append("regularizer: \(regularizer)") }
    return "Conv2D(\(arguments.joined(separator: ", ")))"
  }
}
