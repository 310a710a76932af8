public import Tensors

/// Moves each image by a random number of whole pixels in training, zeros coming in from the side,
/// which is the same as cutting a random window out of an image with a frame of zeros; at inference
/// it does nothing. Every step moves others, as part of the planned step.
public final class RandomCrop: Layer, CustomStringConvertible {
  private let padding: Int
  private let random = SeedGenerator()

  /// A layer for images `[batch, height, width]` or `[batch, channels, height, width]`.
  ///
  /// - Parameter padding: The width of the frame: images move by -padding...padding pixels in both
  ///   directions, each distance equally often. 4 is usual for 32 x 32.
  public init(padding: Int) {
    self.padding = padding
    require(
      padding >= 0, "RandomCrop(padding: \(padding)) expects at least 0 pixels, got \(padding)")
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    try checkImages(shape)
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    random.prepare()
    requireInput(x)
    guard Context.current.isTraining, padding > 0 else { return x }
    let images = x.rank == 3 ? x.expandingShape(at: 1) : x
    let (count, channels) = (images.shape[0], images.shape[1])
    let (height, width) = (images.shape[2], images.shape[3])
    // Rows: every new row is one old row, or none, chosen by a matrix for each image.
    let rows = images.transposed([0, 2, 1, 3]).reshaped(to: [count, height, channels * width])
    let movedRows = selection(count, height).matmul(rows)
      .reshaped(to: [count, height, channels, width])
    let columns = movedRows.transposed([0, 3, 1, 2])
      .reshaped(to: [count, width, height * channels])
    let moved = selection(count, width).matmul(columns)
      .reshaped(to: [count, width, height, channels]).transposed([0, 3, 2, 1])
    return moved.reshaped(to: x.shape)
  }

  /// For each image a matrix `[size, size]` that has a 1 where an old place becomes a new one.
  private func selection(_ count: Int, _ size: Int) -> Tensor {
    let range = Double(2 * padding + 1)
    let distance =
      floor(Tensor.uniform([count, 1, 1], key: random.nextKey()) * range) - Double(padding)
    let places = Tensor((0..<size).map(Double.init))
    return (places.reshaped(to: [1, size, 1]) + distance) .== places.reshaped(to: [1, 1, size])
  }

  /// The constructor.
  public var description: String { "RandomCrop(padding: \(padding))" }
}
