public import Tensors

/// The largest value of every window; the gradient goes to the first of several equal ones.
public struct MaxPool2D: FloatingInput, CustomStringConvertible {
  fileprivate let window: PoolingWindow2D

  /// A pooling layer; the stride is the window's size if not given.
  public init(_ size: Int = 2, stride: Int? = nil, padding: Padding = .valid) {
    self.init(PlaneSize(size), stride.map { PlaneSize($0) }, padding)
  }

  /// The same with a window of a height and a width, `MaxPool2D((2, 1))`, and such a stride.
  @_disfavoredOverload
  public init(_ size: (Int, Int), stride: (Int, Int)? = nil, padding: Padding = .valid) {
    self.init(PlaneSize(size), stride.map { PlaneSize($0) }, padding)
  }

  /// The same with a window of a height and a width, and one stride for both.
  @_disfavoredOverload
  public init(_ size: (Int, Int), stride: Int, padding: Padding = .valid) {
    self.init(PlaneSize(size), PlaneSize(stride), padding)
  }

  /// The same with a square window, and steps down and to the right.
  @_disfavoredOverload
  public init(_ size: Int = 2, stride: (Int, Int), padding: Padding = .valid) {
    self.init(PlaneSize(size), PlaneSize(stride), padding)
  }

  private init(_ size: PlaneSize, _ stride: PlaneSize?, _ padding: Padding) {
    window = PoolingWindow2D(layer: "MaxPool2D", size: size, stride: stride, padding: padding)
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    try window.check(shape, layer: name)
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return maxPool2D(
      x, window: window.size.pair, strides: window.stride.pair, padding: window.padding)
  }

  public var description: String { "MaxPool2D(\(window.arguments))" }
}

/// The mean of every window; padding is not counted, as in Keras.
public struct AveragePool2D: FloatingInput, CustomStringConvertible {
  fileprivate let window: PoolingWindow2D

  /// A pooling layer; the stride is the window's size if not given.
  public init(_ size: Int = 2, stride: Int? = nil, padding: Padding = .valid) {
    self.init(PlaneSize(size), stride.map { PlaneSize($0) }, padding)
  }

  /// The same with a window of a height and a width, `AveragePool2D((2, 1))`, and such a stride.
  @_disfavoredOverload
  public init(_ size: (Int, Int), stride: (Int, Int)? = nil, padding: Padding = .valid) {
    self.init(PlaneSize(size), stride.map { PlaneSize($0) }, padding)
  }

  /// The same with a window of a height and a width, and one stride for both.
  @_disfavoredOverload
  public init(_ size: (Int, Int), stride: Int, padding: Padding = .valid) {
    self.init(PlaneSize(size), PlaneSize(stride), padding)
  }

  /// The same with a square window, and steps down and to the right.
  @_disfavoredOverload
  public init(_ size: Int = 2, stride: (Int, Int), padding: Padding = .valid) {
    self.init(PlaneSize(size), PlaneSize(stride), padding)
  }

  private init(_ size: PlaneSize, _ stride: PlaneSize?, _ padding: Padding) {
    window = PoolingWindow2D(layer: "AveragePool2D", size: size, stride: stride, padding: padding)
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    try window.check(shape, layer: name)
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return averagePool2D(
      x, window: window.size.pair, strides: window.stride.pair, padding: window.padding)
  }

  public var description: String { "AveragePool2D(\(window.arguments))" }
}

/// The mean of every channel: `[batch, channels, height, width]` to `[batch, channels]`.
public struct GlobalAveragePool2D: FloatingInput, CustomStringConvertible {
  /// A pooling layer.
  public init() {}

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count == 4 else { throw PoolingWindow2D.needsImages(layer: name, got: shape) }
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return x.mean(axes: 2, 3)
  }

  public var description: String { "GlobalAveragePool2D()" }
}

/// The largest value of every channel: `[batch, channels, height, width]` to `[batch, channels]`.
public struct GlobalMaxPool2D: FloatingInput, CustomStringConvertible {
  /// A pooling layer.
  public init() {}

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count == 4 else { throw PoolingWindow2D.needsImages(layer: name, got: shape) }
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return x.max(axes: 2, 3)
  }

  public var description: String { "GlobalMaxPool2D()" }
}

/// What layers with windows on images share.
private struct PoolingWindow2D {
  let size: PlaneSize
  let stride: PlaneSize
  let padding: Padding

  init(layer: String, size: PlaneSize, stride: PlaneSize?, padding: Padding) {
    require(size.isPositive, "\(layer)(\(size)) expects a window of at least 1, got \(size)")
    self.size = size
    self.stride = stride ?? size
    self.padding = padding
    require(
      self.stride.isPositive,
      "\(layer)(\(arguments)) expects a stride of at least 1, got \(self.stride)")
    padding.requireNotNegative("\(layer)(\(arguments))")
    let pads = padding == .same ? [] : padding.sizes(input: [0, 0], window: [], strides: [])
    require(
      zip(pads, [size.height, size.height, size.width, size.width]).allSatisfy { $0 < $1 },
      "\(layer)(\(arguments)) expects padding smaller than its window of \(size): a window in the "
        + "padding alone has no value")
  }

  func check(_ shape: [Int], layer: String) throws(ModelError) {
    guard shape.count == 4 else { throw Self.needsImages(layer: layer, got: shape) }
    let pads = padding.sizes(
      input: Array(shape[2...]), window: size.list, strides: stride.list)
    guard shape[2] + pads[0] + pads[1] >= size.height,
      shape[3] + pads[2] + pads[3] >= size.width
    else {
      throw .wrongInput(
        layer: layer, expected: "[batch, channels, height, width]",
        reason: "images of at least \(size.pixels) pixels", got: shape,
        remedy: "leave out a pooling layer, or use larger images")
    }
  }

  static func needsImages(layer: String, got: [Int]) -> ModelError {
    .wrongInput(
      layer: layer, expected: "[batch, channels, height, width]", got: got,
      remedy: got.count == 3
        ? "give grey images a channel axis with Reshape; of series [batch, time, features] pool with "
          + layer.prefix { $0 != "2" } + "1D"
        : "pool before flattening")
  }

  var arguments: String {
    var arguments = size == PlaneSize(2) ? [] : ["\(size)"]
    if stride != size { arguments.append("stride: \(stride)") }
    if padding != .valid { arguments.append("padding: .\(padding)") }
    return arguments.joined(separator: ", ")
  }
}
