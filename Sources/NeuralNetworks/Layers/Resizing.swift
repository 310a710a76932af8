public import Tensors

/// Images with rows and columns of zeros around them: `[batch, channels, height, width]` to
/// `[batch, channels, top + height + bottom, left + width + right]`.
public struct ZeroPadding2D: FloatingInput, CustomStringConvertible {
  private let rows: (before: Int, after: Int)
  private let columns: (before: Int, after: Int)

  /// The same on all four sides; Keras' default is 1.
  public init(_ size: Int = 1) {
    self.init(top: size, bottom: size, left: size, right: size)
  }

  /// Of each side's own size.
  public init(top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0) {
    rows = (top, bottom)
    columns = (left, right)
    require(
      [top, bottom, left, right].allSatisfy { $0 >= 0 },
      "\(self) expects sizes of at least 0")
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    try checkImagesWithChannels(shape)
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return Self.padded(Self.padded(x, axis: 2, rows), axis: 3, columns)
  }

  private static func padded(
    _ x: Tensor, axis: Int, _ sizes: (before: Int, after: Int)
  ) -> Tensor {
    func zeros(_ size: Int) -> [Tensor] {
      guard size > 0 else { return [] }
      var shape = x.shape
      shape[axis] = size
      return [.zeros(shape, type: x.elementType)]
    }
    let parts = zeros(sizes.before) + [x] + zeros(sizes.after)
    return parts.count == 1 ? x : concatenate(parts, axis: axis)
  }

  /// The constructor.
  public var description: String {
    if rows == columns && rows.before == rows.after {
      return rows.before == 1 ? "ZeroPadding2D()" : "ZeroPadding2D(\(rows.before))"
    }
    return "ZeroPadding2D(top: \(rows.before), bottom: \(rows.after), left: \(columns.before), "
      + "right: \(columns.after))"
  }
}

/// Images made larger by repeating rows and columns, as Keras' nearest interpolation:
/// `[batch, channels, height, width]` to `[batch, channels, size · height, size · width]`.
public struct UpSampling2D: FloatingInput, CustomStringConvertible {
  /// How often each row and each column is repeated.
  public var size: (rows: Int, columns: Int) { (repeats.height, repeats.width) }
  private let repeats: PlaneSize

  /// A layer that makes images larger; Keras' default is twice as large.
  public init(_ size: Int = 2) { self.init(PlaneSize(size)) }

  /// The same with rows and columns repeated differently often: `UpSampling2D((2, 1))`.
  @_disfavoredOverload
  public init(_ size: (Int, Int)) { self.init(PlaneSize(size)) }

  private init(_ repeats: PlaneSize) {
    self.repeats = repeats
    require(
      repeats.isPositive, "UpSampling2D(\(repeats)) expects a size of at least 1, got \(repeats)")
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    try checkImagesWithChannels(shape)
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    let (batch, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    return x.reshaped(to: [batch, channels, height, 1, width, 1])
      .broadcast(to: [batch, channels, height, repeats.height, width, repeats.width])
      .reshaped(to: [batch, channels, height * repeats.height, width * repeats.width])
  }

  /// The constructor.
  public var description: String {
    repeats == PlaneSize(2) ? "UpSampling2D()" : "UpSampling2D(\(repeats))"
  }
}

extension Layer {
  /// Throws unless the input is a batch of images with channels.
  func checkImagesWithChannels(_ shape: [Int]) throws(ModelError) {
    guard shape.count != 4 else { return }
    throw .wrongInput(
      layer: name, expected: "[batch, channels, height, width]", got: shape,
      remedy: shape.count == 3
        ? "add Reshape([1, \(shape[1]), \(shape[2])]) before it to give grey images a channel axis"
        : "put it before flattening")
  }
}
