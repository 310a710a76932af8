/// What is known of a tensor before it has a value.
package struct TensorSignature: Hashable, Sendable {
  package var shape: [Int]
  package var elementType: ElementType

  package init(shape: [Int], elementType: ElementType = .float32) {
    self.shape = shape
    self.elementType = elementType
  }

  /// Number of elements.
  package var count: Int { shape.product }
}

extension [Int] {
  /// The number of elements of this shape; 1 for a scalar, and the largest integer where there are
  /// more than can be counted, which no tensor has.
  package var product: Int {
    var result = 1
    var isCountable = true
    for size in self {
      let (product, overflow) = result.multipliedReportingOverflow(by: size)
      if overflow { isCountable = false }
      result = product
    }
    return isCountable || contains(0) ? result : .max
  }

  /// Whether the last axes are those of another shape.
  func hasSuffix(_ other: [Int]) -> Bool {
    guard other.count <= count else { return false }
    let shift = count - other.count
    for axis in other.indices where self[shift + axis] != other[axis] { return false }
    return true
  }

  /// Steps between neighbours along each axis of a densely stored row-major tensor of this shape.
  package var rowMajorStrides: [Int] {
    var strides = self
    var step = 1
    for axis in indices.reversed() {
      strides[axis] = step
      step *= self[axis]
    }
    return strides
  }
}
