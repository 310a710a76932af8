public import Tensors

/// All axes but the batch as one: `[batch, 28, 28]` to `[batch, 784]`.
public struct Flatten: Layer, CustomStringConvertible {
  /// A layer that flattens.
  public init() {}

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.isEmpty else { return }
    throw .wrongInput(
      layer: name, expected: "[batch, …]", got: shape, remedy: "give the input a batch axis")
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return x.reshaped(to: [x.shape[0], x.shape.dropFirst().reduce(1, *)])
  }
  public var description: String { "Flatten()" }
}

/// Another shape for each example: `Reshape([1, 28, 28])` gives grey images their channel axis.
public struct Reshape: Layer, CustomStringConvertible {
  /// The new shape without the batch.
  public let shape: [Int]

  /// A layer that reshapes.
  public init(_ shape: [Int]) {
    self.shape = shape
    require(
      shape.allSatisfy { $0 >= 0 },
      "Reshape(\(shape)) expects sizes of at least 0: write out every size of one example")
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    let count = shape.dropFirst().reduce(1, *)
    guard count == self.shape.reduce(1, *) else {
      throw .wrongInput(
        layer: name, expected: "[batch, …] with \(self.shape.reduce(1, *)) numbers an example",
        got: shape, remedy: "each example has \(count) numbers: give a shape of as many")
    }
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    return x.reshaped(to: [x.shape[0]] + shape)
  }
  public var description: String { "Reshape(\(shape))" }
}
