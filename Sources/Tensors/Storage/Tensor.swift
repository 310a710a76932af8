/// An array of numbers with any number of axes, row-major: a value, as an `Array` is. A variable
/// can be assigned to in parts; what else held the old value keeps it.
///
/// Operations compute at once. Inside a planned function (training) a tensor is *symbolic*: it has
/// a shape and an element type but no value yet, and reading one stops with an explanation.
///
/// ```swift
/// let x: Tensor = [[1, 2], [3, 4]]
/// let y = (x * x).sum(axes: 1)     // [5, 25]
/// ```
public struct Tensor: Sendable {
  /// Size along each axis; empty for a scalar.
  public let shape: [Int]
  /// What the elements are.
  public let elementType: ElementType
  package internal(set) var contents: Contents
  /// How it was computed, kept only while a gradient may be asked for.
  var record: GradientRecord?

  /// Where the value is.
  package enum Contents: Sendable {
    /// In memory, `offset` elements after the storage's begin.
    case concrete(Storage, offset: Int)
    /// In a graph under construction.
    case symbolic(TraceBuilder, Graph.NodeID)
  }

  package init(shape: [Int], elementType: ElementType, contents: Contents) {
    self.shape = shape
    self.elementType = elementType
    self.contents = contents
  }

  /// Number of axes.
  public var rank: Int { shape.count }

  /// Number of elements.
  public var count: Int { shape.product }

  /// Shape and element type.
  package var signature: TensorSignature {
    TensorSignature(shape: shape, elementType: elementType)
  }

  /// Whether the value is not known yet because the surrounding function is being planned.
  package var isSymbolic: Bool {
    if case .symbolic = contents { true } else { false }
  }

  /// The same value without its history: no gradient flows through it.
  var detached: Tensor {
    var result = self
    result.record = nil
    return result
  }
}
