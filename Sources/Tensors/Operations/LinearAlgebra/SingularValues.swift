extension Tensor {
  /// The singular values of matrices `[…, rows, columns]`, the largest first: `[…, k]`, where k is
  /// the smaller of rows and columns. Their gradient is that of simple singular values, u vᵀ for
  /// each; where two are equal it is one of the subgradients.
  ///
  /// Computed at double precision by Jacobi's rotations, which suits matrices of up to some hundred
  /// rows or columns. A planned function cannot contain it.
  public func singularValues(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    let x = floating
    let factors = x.detached.factorized("singularValues", file, line)
    guard x.record != nil else { return factors.s }
    return withCustomGradient([x], name: "singularValues", file: file, line: line) { _ in
      factors.s
    } gradient: { _, _, dy in
      [(factors.u * dy.expandingShape(at: -2)).matmul(factors.vh)]
    }
  }

  /// The singular value decomposition of matrices `[…, rows, columns]`, as `linalg.svd` of NumPy
  /// and PyTorch without full matrices: the tensor is `u.matmul(s.diagonalMatrix()).matmul(vh)`.
  ///
  /// The signs of a column of u and a row of vh are free together. It has no gradient: use
  /// ``singularValues(file:line:)`` in what is differentiated, which also says how it is computed.
  ///
  /// - Returns: u `[…, rows, k]`, s `[…, k]` with the largest first, vh `[…, k, columns]`.
  public func svd(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (u: Tensor, s: Tensor, vh: Tensor) {
    require(
      record == nil,
      "svd has no gradient: use singularValues() in what is differentiated, or stopGradient before",
      file: file, line: line)
    return floating.factorized("svd", file, line)
  }

  private func factorized(
    _ name: String, _ file: StaticString, _ line: UInt
  ) -> (u: Tensor, s: Tensor, vh: Tensor) {
    requireValue("\(name)()", file: file, line: line)
    require(
      rank >= 2, "\(name) expects matrices [..., rows, columns], got shape \(shape)", file: file,
      line: line)
    let values = doubles
    require(
      values.allSatisfy(\.isFinite), "\(name) expects finite numbers, got some that are not",
      file: file, line: line)
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let batch = Array(shape.dropLast(2))
    let size = Swift.min(rows, columns)
    var (u, s, vh): ([Double], [Double], [Double]) = ([], [], [])
    for matrix in 0..<batch.product {
      let start = matrix * rows * columns
      func element(_ row: Int, _ column: Int) -> Double { values[start + row * columns + column] }
      // The columns of the matrix, or of its transpose where it is wide.
      let isWide = rows < columns
      let vectors = (0..<size).map { index in
        (0..<Swift.max(rows, columns)).map { isWide ? element(index, $0) : element($0, index) }
      }
      let result = JacobiRotations(vectors).decomposition
      let (left, right) = isWide ? (result.right, result.left) : (result.left, result.right)
      for row in 0..<rows { u += left.map { $0[row] } }
      s += result.values
      for vector in right { vh += vector }
    }
    return (
      Tensor(u, shape: batch + [rows, size], type: elementType),
      Tensor(s, shape: batch + [size], type: elementType),
      Tensor(vh, shape: batch + [size, columns], type: elementType)
    )
  }
}

/// The singular value decomposition by one-sided Jacobi rotations (Hestenes, "Inversion of matrices
/// by biorthogonalization and related results", 1958): pairs of columns are turned until all are
/// orthogonal.
private struct JacobiRotations {
  /// The columns, turned so far: u times the singular values.
  private var columns: [[Double]]
  /// The turns, as columns.
  private var turns: [[Double]]

  init(_ columns: [[Double]]) {
    self.columns = columns
    turns = columns.indices.map { index in
      columns.indices.map { $0 == index ? 1 : 0 }
    }
    // Rotations converge quadratically; a few sweeps do.
    for _ in 0..<60 where !sweep() { break }
  }

  /// Turns every pair once; whether any had to be.
  private mutating func sweep() -> Bool {
    var turned = false
    // What rounding leaves of a product that should be 0.
    let tolerance = 4 * 0x1p-52 * Double(columns.first?.count ?? 0).squareRoot()
    for first in columns.indices.dropLast() {
      for second in columns.indices.dropFirst(first + 1) {
        let a = Self.product(columns[first], columns[first])
        let b = Self.product(columns[second], columns[second])
        let c = Self.product(columns[first], columns[second])
        guard c.magnitude > tolerance * (a * b).squareRoot(), c != 0 else { continue }
        turned = true
        let slope = (b - a) / (2 * c)
        let tangent =
          (slope < 0 ? -1 : 1) / (slope.magnitude + (1 + slope * slope).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        Self.turn(&columns, first, second, cosine, cosine * tangent)
        Self.turn(&turns, first, second, cosine, cosine * tangent)
      }
    }
    return turned
  }

  private static func turn(
    _ vectors: inout [[Double]], _ first: Int, _ second: Int, _ cosine: Double, _ sine: Double
  ) {
    for place in vectors[first].indices {
      let (x, y) = (vectors[first][place], vectors[second][place])
      vectors[first][place] = cosine * x - sine * y
      vectors[second][place] = sine * x + cosine * y
    }
  }

  /// The left vectors, the values with the largest first, and the right vectors.
  var decomposition: (left: [[Double]], values: [Double], right: [[Double]]) {
    let lengths = columns.map { Self.product($0, $0).squareRoot() }
    let order = lengths.indices.sorted { lengths[$0] > lengths[$1] }
    var left: [[Double]] = []
    for index in order {
      let length = lengths[index]
      left.append(
        length > 0 ? columns[index].map { $0 / length } : Self.orthogonal(to: left, columns[index]))
    }
    return (left, order.map { lengths[$0] }, order.map { turns[$0] })
  }

  /// A unit vector at right angles to others, where a singular value of 0 leaves it free.
  private static func orthogonal(to others: [[Double]], _ zero: [Double]) -> [Double] {
    for axis in zero.indices {
      var candidate = zero
      candidate[axis] = 1
      for _ in 0..<2 {
        for other in others {
          let share = product(candidate, other)
          for place in candidate.indices { candidate[place] -= share * other[place] }
        }
      }
      let length = product(candidate, candidate).squareRoot()
      if length > 0.5 / Double(zero.count).squareRoot() { return candidate.map { $0 / length } }
    }
    return zero
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
