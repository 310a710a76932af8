/// How windows slide over an image: shared by convolution and pooling.
package enum WindowGeometry {
  /// Number of windows along height and width, or what is wrong.
  static func outputSize(
    _ operation: String, input: [Int], window: [Int], strides: [Int], padding: [Int]
  ) throws(TensorError) -> [Int] {
    guard strides.allSatisfy({ $0 > 0 }), window.allSatisfy({ $0 > 0 }) else {
      throw TensorError(
        "\(operation) expects a window and strides of at least 1, got window \(window) and "
          + "strides \(strides)")
    }
    guard padding.allSatisfy({ $0 >= 0 }) else {
      throw TensorError("\(operation) expects padding of at least 0, got \(padding)")
    }
    let largest = 1 << 30
    guard (strides + window + padding).allSatisfy({ $0 <= largest }) else {
      throw TensorError(
        "\(operation) expects windows, strides and padding of at most \(largest), got window "
          + "\(window), strides \(strides) and padding \(padding)")
    }
    let padded = [input[0] + padding[0] + padding[1], input[1] + padding[2] + padding[3]]
    guard padded[0] >= window[0], padded[1] >= window[1] else {
      throw TensorError(
        "\(operation) has a window of \(window[0]) x \(window[1]), larger than the image of "
          + "\(padded[0]) x \(padded[1]) (padding included): use a smaller window or padding: .same"
      )
    }
    return (0..<2).map { (padded[$0] - window[$0]) / strides[$0] + 1 }
  }

  /// Padding that gives ceil(size / stride) windows; when odd, one more at the bottom and right.
  package static func samePadding(input: [Int], window: [Int], strides: [Int]) -> [Int] {
    (0..<2).flatMap { axis -> [Int] in
      // Strides that are refused later may be anything here.
      let stride = min(max(strides[axis], 1), max(input[axis], 1))
      let windows = (input[axis] + stride - 1) / stride
      let total = max((windows - 1) * stride + min(window[axis], 1 << 30) - input[axis], 0)
      return [total / 2, total - total / 2]
    }
  }
}

/// What surrounds an image before windows slide over it.
public enum Padding: Sendable, Hashable {
  /// Nothing: only windows that lie inside.
  case valid
  /// Zeros so that there are ceil(size / stride) windows; when odd, one more at the bottom and
  /// right, as in Keras.
  case same
  /// The same number of zero rows and columns on every side, as in PyTorch.
  case all(Int)
  /// Zero rows and columns on each side.
  case each(top: Int, bottom: Int, left: Int, right: Int)

  /// top, bottom, left, right
  package func sizes(input: [Int], window: [Int], strides: [Int]) -> [Int] {
    switch self {
    case .valid: [0, 0, 0, 0]
    case .same: WindowGeometry.samePadding(input: input, window: window, strides: strides)
    case .all(let size): [size, size, size, size]
    case .each(let top, let bottom, let left, let right): [top, bottom, left, right]
    }
  }
}
