extension Tensor {
  /// The matrix product over the last two axes; leading axes are a batch and broadcast.
  ///
  /// A vector on the left is a row, on the right a column, and its axis is removed again.
  /// Shapes: [.., rows, depth] times [.., depth, columns] is [.., rows, columns].
  public func matmul(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let left = rank == 1 ? expandingShape(at: 0) : self
    let right = other.rank == 1 ? other.expandingShape(at: 1) : other
    let product = performed(
      .matmul(transposesLeft: false, transposesRight: false), left, right, file: file, line: line)
    switch (rank, other.rank) {
    case (1, 1): return product.reshaped(to: [])
    case (1, _): return product.squeezed(axis: -2)
    case (_, 1): return product.squeezed(axis: -1)
    default: return product
    }
  }
}

/// The matrix product, as ``Tensor/matmul(_:file:line:)``.
public func matmul(
  _ a: Tensor, _ b: Tensor, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  a.matmul(b, file: file, line: line)
}
