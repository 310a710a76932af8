public import Tensors

/// Mirrors each image with probability ½ in training; at inference it does nothing. Every step
/// mirrors others, as part of the planned step.
///
/// ```swift
/// let model = Sequential { RandomFlip(); RandomCrop(padding: 4); Conv2D(16); … }
/// ```
public final class RandomFlip: Layer, CustomStringConvertible {
  /// Which way images are mirrored.
  public enum Direction: Sendable {
    /// Left and right are exchanged.
    case horizontal
    /// Top and bottom are exchanged.
    case vertical
    /// Both, each with probability ½ of its own.
    case horizontalAndVertical
  }

  private let direction: Direction
  private let random = SeedGenerator()

  /// A layer for images `[batch, height, width]` or `[batch, channels, height, width]`. Keras'
  /// default is both directions; ours suits pictures of things that stand upright.
  public init(_ direction: Direction = .horizontal) { self.direction = direction }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    try checkImages(shape)
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    random.prepare()
    requireInput(x)
    guard Context.current.isTraining else { return x }
    let axes =
      switch direction {
      case .horizontal: [x.rank - 1]
      case .vertical: [x.rank - 2]
      case .horizontalAndVertical: [x.rank - 1, x.rank - 2]
      }
    return axes.reduce(x) { images, axis in
      let size = images.shape[axis]
      let mirrored = images.gather(Tensor((0..<size).map { size - 1 - $0 }), axis: axis)
      let single = [images.shape[0]] + Array(repeating: 1, count: images.rank - 1)
      let chosen = Tensor.bernoulli(single, probability: 0.5, key: random.nextKey())
      return `where`(chosen, mirrored, images)
    }
  }

  /// The constructor.
  public var description: String {
    "RandomFlip(\(direction == .horizontal ? "" : ".\(direction)"))"
  }
}

extension Layer {
  /// Throws unless the shape, batch included, is that of images.
  func checkImages(_ shape: [Int]) throws(ModelError) {
    guard shape.count == 3 || shape.count == 4 else {
      throw .wrongInput(
        layer: name, expected: "[batch, height, width] or [batch, channels, height, width]",
        got: shape, remedy: "put it before Flatten()")
    }
  }
}
