extension Tensor {
  /// The diagonal of matrices `[…, rows, columns]`, as an axis at the end.
  ///
  /// - Parameter offset: Which one: 1 is the first above the main diagonal, -1 the first below it.
  public func diagonal(
    offset: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let (rows, columns) = matrixSizes("diagonal", file, line)
    let isOutside = offset.magnitude > UInt(rows + columns)
    let places = (0..<(isOutside ? 0 : rows)).compactMap { row in
      (0..<columns).contains(row + offset) ? row * columns + row + offset : nil
    }
    return reshaped(to: Array(shape.dropLast(2)) + [rows * columns])
      .gather(Tensor(places, shape: [places.count]), axis: rank - 2)
  }

  /// Square matrices with the elements of the last axis on their diagonal and zeros elsewhere.
  public func diagonalMatrix(
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let last = resolved(-1, "diagonalMatrix", file, line)
    let isDiagonal = Tensor.eye(shape[last])
    return `where`(isDiagonal, expandingShape(at: last), .zeros([], type: elementType))
  }

  /// The lower triangle of matrices `[…, rows, columns]`, zeros above it.
  ///
  /// - Parameter offset: The last diagonal that is kept: 0 the main one, 1 the first above it.
  public func lowerTriangle(
    offset: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    triangle("lowerTriangle", file, line) { $1 - $0 <= offset }
  }

  /// The upper triangle of matrices `[…, rows, columns]`, zeros below it.
  ///
  /// - Parameter offset: The first diagonal that is kept: 0 the main one, 1 the first above it.
  public func upperTriangle(
    offset: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    triangle("upperTriangle", file, line) { $1 - $0 >= offset }
  }

  /// The sum of the main diagonal of matrices `[…, rows, columns]`.
  public func trace(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    _ = matrixSizes("trace", file, line)
    return diagonal(file: file, line: line).sum(axes: -1)
  }

  private func triangle(
    _ name: String, _ file: StaticString, _ line: UInt, keeps: (_ row: Int, _ column: Int) -> Bool
  ) -> Tensor {
    let (rows, columns) = matrixSizes(name, file, line)
    let mask = (0..<(rows * columns)).map { keeps($0 / columns, $0 % columns) ? Float(1) : 0 }
    // A product with 0 would turn infinity into NaN.
    return `where`(
      Tensor(mask, shape: [rows, columns]), self, .zeros([], type: elementType))
  }

  private func matrixSizes(
    _ name: String, _ file: StaticString, _ line: UInt
  ) -> (rows: Int, columns: Int) {
    require(
      rank >= 2, "\(name) expects matrices [..., rows, columns], got shape \(shape)", file: file,
      line: line)
    return (shape[rank - 2], shape[rank - 1])
  }
}
