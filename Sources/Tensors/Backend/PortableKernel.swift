/// The inner loop of the portable matrix product.
enum PortableKernel {
  private typealias Lanes = SIMD16<Float>

  /// C += A * B for one tile of at most 6 rows and 32 columns from packed panels.
  static func multiplyTile(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ depth: Int,
    _ c: UnsafeMutablePointer<Float>, _ stride: Int, rows: Int, columns: Int
  ) {
    var (l0, l1, l2) = (Lanes.zero, Lanes.zero, Lanes.zero)
    var (l3, l4, l5) = (Lanes.zero, Lanes.zero, Lanes.zero)
    var (r0, r1, r2) = (Lanes.zero, Lanes.zero, Lanes.zero)
    var (r3, r4, r5) = (Lanes.zero, Lanes.zero, Lanes.zero)
    var (left, right) = (a, UnsafeRawPointer(b))
    for _ in 0..<depth {
      let first = right.loadUnaligned(as: Lanes.self)
      let second = (right + 64).loadUnaligned(as: Lanes.self)
      var factor = Lanes(repeating: left[0])
      l0.addProduct(factor, first)
      r0.addProduct(factor, second)
      factor = Lanes(repeating: left[1])
      l1.addProduct(factor, first)
      r1.addProduct(factor, second)
      factor = Lanes(repeating: left[2])
      l2.addProduct(factor, first)
      r2.addProduct(factor, second)
      factor = Lanes(repeating: left[3])
      l3.addProduct(factor, first)
      r3.addProduct(factor, second)
      factor = Lanes(repeating: left[4])
      l4.addProduct(factor, first)
      r4.addProduct(factor, second)
      factor = Lanes(repeating: left[5])
      l5.addProduct(factor, first)
      r5.addProduct(factor, second)
      left += 6
      right += 128
    }
    if rows == 6 && columns == 32 {
      add(l0, r0, c)
      add(l1, r1, c + stride)
      add(l2, r2, c + 2 * stride)
      add(l3, r3, c + 3 * stride)
      add(l4, r4, c + 4 * stride)
      add(l5, r5, c + 5 * stride)
    } else {
      // At an edge by way of memory, 768 bytes of the stack.
      withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 12) { tile in
        (tile[0], tile[1], tile[2], tile[3], tile[4], tile[5]) = (l0, r0, l1, r1, l2, r2)
        (tile[6], tile[7], tile[8], tile[9], tile[10], tile[11]) = (l3, r3, l4, r4, l5, r5)
        for row in 0..<rows {
          for column in 0..<columns {
            c[row * stride + column] += tile[row * 2 + column / 16][column % 16]
          }
        }
      }
    }
  }

  @inline(__always)
  private static func add(_ left: Lanes, _ right: Lanes, _ c: UnsafeMutablePointer<Float>) {
    let target = UnsafeMutableRawPointer(c)
    target.storeBytes(of: target.loadUnaligned(as: Lanes.self) + left, as: Lanes.self)
    let next = target + 64
    next.storeBytes(of: next.loadUnaligned(as: Lanes.self) + right, as: Lanes.self)
  }
}
