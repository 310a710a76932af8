public import Tensors

/// The largest value of every window along time, `[batch, time, features]`; the gradient goes to
/// the first of several equal ones.
public struct MaxPool1D: FloatingInput, CustomStringConvertible {
  private let window: PoolingWindow1D

  /// A pooling layer; the stride is the window's size if not given.
  public init(_ size: Int = 2, stride: Int? = nil, padding: Padding1D = .valid) {
    window = PoolingWindow1D(layer: "MaxPool1D", size: size, stride: stride, padding: padding)
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) { try window.check(shape, self) }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return maxPool1D(
      x, window: window.size, stride: window.stride, padding: window.padding)
  }

  public var description: String { "MaxPool1D(\(window.arguments))" }
}

/// The mean of every window along time, `[batch, time, features]`; padding is not counted, as in
/// Keras.
public struct AveragePool1D: FloatingInput, CustomStringConvertible {
  private let window: PoolingWindow1D

  /// A pooling layer; the stride is the window's size if not given.
  public init(_ size: Int = 2, stride: Int? = nil, padding: Padding1D = .valid) {
    window = PoolingWindow1D(layer: "AveragePool1D", size: size, stride: stride, padding: padding)
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) { try window.check(shape, self) }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return averagePool1D(
      x, window: window.size, stride: window.stride, padding: window.padding)
  }

  public var description: String { "AveragePool1D(\(window.arguments))" }
}

/// The mean over time: `[batch, time, features]` to `[batch, features]`.
public struct GlobalAveragePool1D: FloatingInput, CustomStringConvertible {
  /// A pooling layer.
  public init() {}

  public func checkInput(_ shape: [Int]) throws(ModelError) { try checkSeries(shape) }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return x.mean(axes: 1)
  }

  public var description: String { "GlobalAveragePool1D()" }
}

/// The largest value over time: `[batch, time, features]` to `[batch, features]`.
public struct GlobalMaxPool1D: FloatingInput, CustomStringConvertible {
  /// A pooling layer.
  public init() {}

  public func checkInput(_ shape: [Int]) throws(ModelError) { try checkSeries(shape) }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return x.max(axes: 1)
  }

  public var description: String { "GlobalMaxPool1D()" }
}

/// What layers with windows along time share.
private struct PoolingWindow1D {
  let size: Int
  let stride: Int
  let padding: Padding1D

  init(layer: String, size: Int, stride: Int?, padding: Padding1D) {
    require(size > 0, "\(layer)(\(size)) expects a window of at least 1, got \(size)")
    self.size = size
    self.stride = stride ?? size
    self.padding = padding
    require(
      self.stride > 0,
      "\(layer)(\(arguments)) expects a stride of at least 1, got \(self.stride)")
    padding.requireNotNegative("\(layer)(\(arguments))")
    require(
      padding == .same || padding.sizes(time: 0, window: size, stride: 1).allSatisfy { $0 < size },
      "\(layer)(\(arguments)) expects padding smaller than its window of \(size): a window in the "
        + "padding alone has no value")
  }

  func check(_ shape: [Int], _ layer: some Layer) throws(ModelError) {
    try layer.checkSeries(shape)
    let pads = padding.sizes(time: shape[1], window: size, stride: stride)
    guard shape[1] + pads[0] + pads[1] >= size else {
      throw .wrongInput(
        layer: layer.name, expected: "[batch, time, features]",
        reason: "at least \(plural(size, "place")) of time", got: shape,
        remedy: "leave out a pooling layer, or use longer series")
    }
  }

  var arguments: String {
    var arguments = size == 2 ? [] : ["\(size)"]
    if stride != size { arguments.append("stride: \(stride)") }
    if padding != .valid { arguments.append("padding: .\(padding)") }
    return arguments.joined(separator: ", ")
  }
}
