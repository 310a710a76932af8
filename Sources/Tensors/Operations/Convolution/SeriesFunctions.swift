// Windows along time: series are images of one row here, for the convolution, or one column for
// each feature, for pooling.

/// What surrounds a series before windows slide over it.
public enum Padding1D: Sendable, Hashable {
  /// Nothing: only windows that lie inside.
  case valid
  /// Zeros so that there are ceil(time / stride) windows; when odd, one more at the end, as in
  /// Keras.
  case same
  /// Zeros before the beginning only, one less than the window: no output sees what comes after it,
  /// as Keras' causal padding.
  case causal
  /// The same number of zeros on both sides, as in PyTorch.
  case all(Int)
  /// Zeros on each side.
  case each(before: Int, after: Int)

  /// before, after
  package func sizes(time: Int, window: Int, stride: Int) -> [Int] {
    switch self {
    case .valid: [0, 0]
    case .same:
      Array(
        WindowGeometry.samePadding(input: [time, 1], window: [window, 1], strides: [stride, 1])
          .prefix(2))
    case .causal: [max(window, 1) - 1, 0]
    case .all(let size): [size, size]
    case .each(let before, let after): [before, after]
    }
  }
}

/// One-dimensional convolution (cross-correlation) along time.
///
/// Shapes: series [batch, time, features], kernel [output features, features / groups, size],
/// result [batch, time, output features]; bias [output features].
/// - Parameters:
///   - series: What the window moves over.
///   - kernel: The weights of the window.
///   - bias: Added to every output feature; none unless given.
///   - stride: Steps of the window.
///   - padding: None (`.valid`) unless given.
///   - groups: Features are cut into this many groups that do not see each other.
public func conv1D(
  _ series: Tensor, _ kernel: Tensor, bias: Tensor? = nil, stride: Int = 1,
  padding: Padding1D = .valid, groups: Int = 1,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  require(
    kernel.rank == 3,
    "conv1D expects a kernel [output features, features / groups, size], got \(kernel.shape)",
    file: file, line: line)
  let window = SeriesWindow("conv1D", kernel.shape[2], stride, padding)
  let sizes = orStop(file, line) { () throws(TensorError) in try window.padding(of: series) }
  require(
    groups > 0 && kernel.shape[0] % max(groups, 1) == 0
      && series.shape[2] == kernel.shape[1] * groups,
    "conv1D expects a kernel [output features, features / groups, size] for series of "
      + "\(series.shape[2]) features in groups of \(groups), got \(kernel.shape): axis 1 times the "
      + "groups must be the features, and axis 0 a multiple of the groups", file: file, line: line)
  let rows = series.floating.transposed([0, 2, 1]).expandingShape(at: 2)
  let geometry = ConvolutionGeometry(
    strides: [1, stride], padding: [0, 0] + sizes, groups: groups)
  let output = applied(
    .convolution(geometry), rows, kernel.floating.expandingShape(at: 2), file: file, line: line)
  let result = output.reshaped(to: [output.shape[0], output.shape[1], output.shape[3]])
    .transposed([0, 2, 1])
  guard let bias else { return result }
  require(
    bias.shape == [kernel.shape[0]],
    "conv1D expects a bias [output features] = [\(kernel.shape[0])], got \(bias.shape)",
    file: file, line: line)
  return result + bias
}

/// The largest value of each window along time; the gradient goes to the first largest.
///
/// Shapes: [batch, time, features]. The stride is the window unless given. Padding never wins.
public func maxPool1D(
  _ series: Tensor, window: Int = 2, stride: Int? = nil, padding: Padding1D = .valid,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let window = SeriesWindow("maxPool1D", window, stride ?? window, padding)
  return window.pooled(series, file, line) { .maxPool($0) }
}

/// The mean of each window along time.
///
/// - Parameters:
///   - series: [batch, time, features].
///   - window: How many places of time.
///   - stride: Steps of the window; its size unless given.
///   - padding: None (`.valid`) unless given.
///   - countsPadding: Whether zeros of the padding count as elements (PyTorch's default) or not
///     (Keras', and ours).
public func averagePool1D(
  _ series: Tensor, window: Int = 2, stride: Int? = nil, padding: Padding1D = .valid,
  countsPadding: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let window = SeriesWindow("averagePool1D", window, stride ?? window, padding)
  return window.pooled(series, file, line) { .averagePool($0, countsPadding: countsPadding) }
}

/// A window that slides along time.
private struct SeriesWindow {
  let operation: String
  let size: Int
  let stride: Int
  let padding: Padding1D

  init(_ operation: String, _ size: Int, _ stride: Int, _ padding: Padding1D) {
    self.operation = operation
    self.size = size
    self.stride = stride
    self.padding = padding
  }

  /// Zeros before and after, or what is wrong with the series.
  func padding(of series: Tensor) throws(TensorError) -> [Int] {
    guard series.rank == 3 else {
      throw TensorError(
        "\(operation) expects series [batch, time, features], got \(series.shape): reshape them, "
          + "for example with expandingShape(at: 2) for one feature")
    }
    let largest = 1 << 30
    guard (1...largest).contains(size), (1...largest).contains(stride) else {
      throw TensorError(
        "\(operation) expects a window and a stride of at least 1, and of at most \(largest), got "
          + "window \(size) and stride \(stride)")
    }
    let time = series.shape[1]
    let sizes = padding.sizes(time: time, window: size, stride: stride)
    guard sizes.allSatisfy({ (0...largest).contains($0) }) else {
      throw TensorError(
        "\(operation) expects padding of at least 0, and of at most \(largest), got \(sizes)")
    }
    guard time + sizes[0] + sizes[1] >= size else {
      throw TensorError(
        "\(operation) has a window of \(size), longer than the series of "
          + "\(time + sizes[0] + sizes[1]) (padding included): use a smaller window or padding: "
          + ".same")
    }
    return sizes
  }

  func pooled(
    _ series: Tensor, _ file: StaticString, _ line: UInt,
    _ primitive: (PoolingGeometry) -> Primitive
  ) -> Tensor {
    let sizes = orStop(file, line) { () throws(TensorError) in try padding(of: series) }
    require(
      sizes.allSatisfy { $0 < size },
      "\(operation) expects padding smaller than its window of \(size), got \(sizes): a window in "
        + "the padding alone has no value", file: file, line: line)
    let geometry = PoolingGeometry(
      window: [size, 1], strides: [stride, 1], padding: sizes + [0, 0])
    let output = applied(
      primitive(geometry), series.floating.expandingShape(at: 1), file: file, line: line)
    return output.reshaped(to: [output.shape[0], output.shape[2], output.shape[3]])
  }
}
