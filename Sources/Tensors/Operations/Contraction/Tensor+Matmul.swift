extension Tensor {
  /// The matrix product over the last two axes; leading axes are a batch and broadcast.
  ///
  /// A vector on the left is a row, on the right a column, and its axis is removed again.
  /// Shapes: [.., rows, depth] times [.., depth, columns] is [.., rows, columns]. Integers take the
  /// other side's type, and are multiplied as float32 where both are.
  public func matmul(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let factors = Tensor.unified([self, other]).map(\.floating)
    let left = rank == 1 ? factors[0].expandingShape(at: 0) : factors[0]
    let right = other.rank == 1 ? factors[1].expandingShape(at: 1) : factors[1]
    let product: Tensor
    if left.rank > 2, right.rank == 2, left.shape[left.rank - 1] == right.shape[0] {
      // The same matrix for a whole batch: one product of all its rows, here and in its gradients.
      let rows = left.shape.dropLast()
      product = left.reshaped(to: [rows.reduce(1, *), right.shape[0]])
        .matmul(right, file: file, line: line).reshaped(to: rows + [right.shape[1]])
    } else {
      product = applied(
        .matmul(transposesLeft: false, transposesRight: false), left, right, file: file, line: line)
    }
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
