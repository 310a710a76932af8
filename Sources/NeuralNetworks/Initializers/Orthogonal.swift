internal import Tensors

/// Orthonormal vectors from random ones.
enum Orthogonal {
  /// The matrix (all axes but the last as rows) with orthonormal columns, or rows where there are
  /// fewer of them, by Gram and Schmidt's method in double precision, twice for accuracy.
  static func matrix(from normal: Tensor, gain: Double) -> Tensor {
    let columns = normal.shape.last ?? 1
    let values = normal.doubles
    let rows = values.count / max(1, columns)
    let isWide = rows < columns
    var vectors = (0..<(isWide ? rows : columns)).map { index in
      (0..<(isWide ? columns : rows)).map { position in
        isWide ? values[index * columns + position] : values[position * columns + index]
      }
    }
    for index in vectors.indices {
      for _ in 0..<2 {
        for earlier in 0..<index {
          let share = product(vectors[index], vectors[earlier])
          for position in vectors[index].indices {
            vectors[index][position] -= share * vectors[earlier][position]
          }
        }
      }
      let length = product(vectors[index], vectors[index]).squareRoot()
      for position in vectors[index].indices { vectors[index][position] /= length }
    }
    let scalars = (0..<(rows * columns)).map { flat in
      let (row, column) = flat.quotientAndRemainder(dividingBy: columns)
      return Float(gain * (isWide ? vectors[row][column] : vectors[column][row]))
    }
    return Tensor(scalars, shape: normal.shape)
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
