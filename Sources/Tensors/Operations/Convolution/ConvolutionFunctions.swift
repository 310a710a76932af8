/// Two-dimensional convolution (cross-correlation).
///
/// Shapes: images [batch, channels, height, width], kernel
/// [output channels, channels / groups, height, width], result
/// [batch, output channels, height, width]; bias [output channels].
/// - Parameters:
///   - images: what the window moves over.
///   - kernel: the weights of the window.
///   - bias: added to every output channel; none unless given.
///   - strides: steps of the window down and to the right.
///   - padding: none (`.valid`) unless given.
///   - groups: channels are cut into this many groups that do not see each other.
public func conv2D(
  _ images: Tensor, _ kernel: Tensor, bias: Tensor? = nil, strides: (Int, Int) = (1, 1),
  padding: Padding = .valid, groups: Int = 1,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let strides = [strides.0, strides.1]
  var sizes = [0, 0, 0, 0]
  if images.rank == 4, kernel.rank == 4, strides.allSatisfy({ $0 > 0 }) {
    sizes = padding.sizes(
      input: Array(images.shape[2...]), window: Array(kernel.shape[2...]), strides: strides)
  }
  let geometry = ConvolutionGeometry(strides: strides, padding: sizes, groups: groups)
  let result = applied(
    .convolution(geometry), images.floating, kernel.floating, file: file, line: line)
  guard let bias else { return result }
  guard bias.shape == [kernel.shape[0]] else {
    stop(
      "conv2D expects a bias [output channels] = [\(kernel.shape[0])], got \(bias.shape)",
      file: file, line: line)
  }
  return result + bias.reshaped(to: [1, bias.count, 1, 1])
}

/// The largest value of each window; the gradient goes to the first largest.
///
/// Shapes: [batch, channels, height, width]. Strides are the window unless given. Padding never
/// wins.
public func maxPool2D(
  _ images: Tensor, window: (Int, Int) = (2, 2), strides: (Int, Int)? = nil,
  padding: Padding = .valid, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let geometry = poolingGeometry(images, window, strides, padding)
  return applied(.maxPool(geometry), images.floating, file: file, line: line)
}

/// The mean of each window.
///
/// - Parameters:
///   - images: [batch, channels, height, width].
///   - window: its height and width.
///   - strides: steps of the window down and to the right; the window unless given.
///   - padding: none (`.valid`) unless given.
///   - countsPadding: whether zeros of the padding count as elements (PyTorch's default) or not
///     (Keras', and ours).
public func averagePool2D(
  _ images: Tensor, window: (Int, Int) = (2, 2), strides: (Int, Int)? = nil,
  padding: Padding = .valid, countsPadding: Bool = false,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let geometry = poolingGeometry(images, window, strides, padding)
  return applied(
    .averagePool(geometry, countsPadding: countsPadding), images.floating, file: file, line: line)
}

private func poolingGeometry(
  _ images: Tensor, _ window: (Int, Int), _ strides: (Int, Int)?, _ padding: Padding
) -> PoolingGeometry {
  let window = [window.0, window.1]
  let strides = strides.map { [$0.0, $0.1] } ?? window
  var sizes = [0, 0, 0, 0]
  if images.rank == 4, strides.allSatisfy({ $0 > 0 }) {
    sizes = padding.sizes(input: Array(images.shape[2...]), window: window, strides: strides)
  }
  return PoolingGeometry(window: window, strides: strides, padding: sizes)
}
