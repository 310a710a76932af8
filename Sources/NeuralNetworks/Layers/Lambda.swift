public import Tensors

/// A function as a layer, for what has no weights.
///
/// ```swift
/// Sequential { Lambda("square") { $0.squared() }; Dense(10) }
/// ```
///
/// The function is a closure, in which no layers are looked for: one that computes with weights is
/// refused in training. Write a layer of one's own that holds them.
public struct Lambda: Layer, CustomStringConvertible {
  private let label: String
  private let function: (Tensor) -> Tensor

  /// A layer that applies a function.
  ///
  /// - Parameters:
  ///   - label: How it is printed.
  ///   - function: From a batch of inputs to a batch of outputs.
  public init(_ label: String = "", _ function: @escaping (Tensor) -> Tensor) {
    self.label = label
    self.function = function
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor { function(x) }

  /// "Lambda("square")".
  public var description: String { label.isEmpty ? "Lambda()" : "Lambda(\"\(label)\")" }
}
