public import Tensors

/// Passes its input on and adds a penalty for it to the loss: that of the batch divided by the
/// number of its examples, as Keras' layer of the same name.
///
/// ```swift
/// Sequential { encoder; ActivityRegularization(.l1(1e-4)); decoder }
/// ```
public struct ActivityRegularization: Layer, CustomStringConvertible {
  private let regularizer: Regularizer

  /// A penalty for what passes.
  public init(_ regularizer: Regularizer) { self.regularizer = regularizer }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    regularizer.addPenalty(forActivity: x)
    return x
  }

  /// "ActivityRegularization(.l1(0.0001))".
  public var description: String { "ActivityRegularization(\(regularizer))" }
}
