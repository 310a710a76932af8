/// Our own matrix product in Swift: correct everywhere, fast where sixteen floats fit a register.
///
/// Both matrices are copied block by block into panels that a kernel of 6 rows by 32 columns reads
/// in order; the products of a block stay in registers.
package struct PortableBackend: Backend {
  package init() {}

  package var name: String { "portable" }
  package var version: String? { nil }

  /// The order of additions depends only on the depth.
  package func isDivisible(_ product: MatrixProduct) -> Bool { true }

  private static let rowsPerTile = 6
  private static let columnsPerTile = 32
  private static let depthPerBlock = 256
  private static let rowsPerBlock = 96
  private static let columnsPerBlock = 512

  package func multiply(
    _ product: MatrixProduct, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>
  ) {
    scale(c, product)
    guard product.rows > 0, product.columns > 0, product.depth > 0 else { return }
    let depth = min(product.depth, Self.depthPerBlock)
    let rows = min(product.rows, Self.rowsPerBlock).roundedUp(to: Self.rowsPerTile)
    let columns = min(product.columns, Self.columnsPerBlock).roundedUp(to: Self.columnsPerTile)
    let panelsA = ThreadContext.current.workspace(floats: depth * (rows + columns) + 16)
    let panelsB = panelsA + (depth * rows).roundedUp(to: 16)
    forEachBlock(of: product.columns, Self.columnsPerBlock) { column, columnCount in
      forEachBlock(of: product.depth, Self.depthPerBlock) { k, depthCount in
        packRight(product, b, k, depthCount, column, columnCount, panelsB)
        forEachBlock(of: product.rows, Self.rowsPerBlock) { row, rowCount in
          packLeft(product, a, row, rowCount, k, depthCount, panelsA)
          multiplyPanels(
            panelsA, panelsB, rowCount, columnCount, depthCount,
            c + row * product.outputStride + column, product.outputStride)
        }
      }
    }
  }

  /// C = beta * C; with beta 0, C is not read.
  private func scale(_ c: UnsafeMutablePointer<Float>, _ product: MatrixProduct) {
    guard product.beta != 1 else { return }
    for row in 0..<product.rows {
      let output = c + row * product.outputStride
      if product.beta == 0 {
        output.update(repeating: 0, count: product.columns)
      } else {
        for column in 0..<product.columns { output[column] *= product.beta }
      }
    }
  }

  @inline(__always)
  private func forEachBlock(of total: Int, _ size: Int, _ body: (Int, Int) -> Void) {
    var start = 0
    while start < total {
      body(start, min(size, total - start))
      start += size
    }
  }

  /// alpha * op(A) as panels of 6 rows, `depth` long, zeros below the last row.
  private func packLeft(
    _ product: MatrixProduct, _ a: UnsafePointer<Float>, _ row: Int, _ rows: Int, _ k: Int,
    _ depth: Int, _ panels: UnsafeMutablePointer<Float>
  ) {
    let (rowStep, depthStep) =
      product.transposesLeft ? (1, product.leftStride) : (product.leftStride, 1)
    let tile = Self.rowsPerTile
    var panel = panels
    forEachBlock(of: rows, tile) { first, count in
      let source = a + (row + first) * rowStep + k * depthStep
      for i in 0..<tile {
        if i < count {
          let values = source + i * rowStep
          for j in 0..<depth { panel[j * tile + i] = values[j * depthStep] * product.alpha }
        } else {
          for j in 0..<depth { panel[j * tile + i] = 0 }
        }
      }
      panel += tile * depth
    }
  }

  /// op(B) as panels of 32 columns, `depth` long, zeros beyond the last column.
  private func packRight(
    _ product: MatrixProduct, _ b: UnsafePointer<Float>, _ k: Int, _ depth: Int, _ column: Int,
    _ columns: Int, _ panels: UnsafeMutablePointer<Float>
  ) {
    let tile = Self.columnsPerTile
    var panel = panels
    forEachBlock(of: columns, tile) { first, count in
      if product.transposesRight {
        for i in 0..<count {
          let values = b + (column + first + i) * product.rightStride + k
          for j in 0..<depth { panel[j * tile + i] = values[j] }
        }
      } else {
        for j in 0..<depth {
          (panel + j * tile).update(
            from: b + (k + j) * product.rightStride + column + first, count: count)
        }
      }
      if count < tile {
        for j in 0..<depth {
          (panel + j * tile + count).update(repeating: 0, count: tile - count)
        }
      }
      panel += tile * depth
    }
  }

  private func multiplyPanels(
    _ panelsA: UnsafePointer<Float>, _ panelsB: UnsafePointer<Float>, _ rows: Int, _ columns: Int,
    _ depth: Int, _ c: UnsafeMutablePointer<Float>, _ stride: Int
  ) {
    forEachBlock(of: columns, Self.columnsPerTile) { column, columnCount in
      forEachBlock(of: rows, Self.rowsPerTile) { row, rowCount in
        PortableKernel.multiplyTile(
          panelsA + row * depth, panelsB + column * depth, depth, c + row * stride + column,
          stride, rows: rowCount, columns: columnCount)
      }
    }
  }
}

extension Int {
  /// The smallest multiple that is not less.
  func roundedUp(to multiple: Int) -> Int { (self + multiple - 1) / multiple * multiple }
}
