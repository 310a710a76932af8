import Synchronization
import Testing

@testable import Tensors
@testable import TensorsOneDNN

#if canImport(Glibc)
  import Glibc
#endif

struct OneDNNBackendTests {
  @Test func namesItsVersion() throws {
    let version = try #require(OneDNNBackend().version)
    #expect(version.split(separator: ".").count == 3)
  }

  @Test(arguments: [false, true], [false, true])
  func multipliesAsThePortableBackendDoes(_ left: Bool, _ right: Bool) {
    for (rows, columns, depth) in [(1, 1, 1), (32, 300, 784), (7, 19, 3), (784, 33, 24)] {
      var product = MatrixProduct(
        rows: rows, columns: columns, depth: depth, transposesLeft: left, transposesRight: right)
      product.alpha = -0.5
      product.beta = 1
      let a = Tensor.normal([rows, depth], seed: 1).scalars
      let b = Tensor.normal([depth, columns], seed: 2).scalars
      var expected = Tensor.normal([rows, columns], seed: 3).scalars
      var actual = expected
      PortableBackend().multiply(product, a, b, into: &expected)
      OneDNNBackend().multiply(product, a, b, into: &actual)
      for (x, y) in zip(expected, actual) {
        #expect(abs(x - y) <= 4e-6 * Float(depth).squareRoot() + 1e-6)
      }
    }
  }

  /// oneDNN's own call refuses them.
  @Test func productsOfNothingAreZeros() {
    Backends.using(OneDNNBackend()) {
      #expect(Tensor.zeros([2, 0]).matmul(Tensor.zeros([0, 3])) == Tensor.zeros([2, 3]))
      #expect(Tensor.zeros([0, 3]).matmul(Tensor.zeros([3, 2])).shape == [0, 2])
      #expect(Tensor.zeros([2, 0]).matmul(Tensor.zeros([3, 0]).transposed()).shape == [2, 3])
      let slope = gradient(at: Tensor.ones([2, 3])) { x in
        x.matmul(Tensor.zeros([3, 0])).sum()
      }
      #expect(slope == Tensor.zeros([2, 3]))
      let images = conv2D(Tensor.zeros([1, 0, 4, 4]), Tensor.zeros([2, 0, 3, 3]))
      #expect(images == Tensor.zeros([1, 2, 2, 2]))
    }
  }

  /// Every part of a product that is called divisible has the bits of the whole.
  @Test(arguments: [false, true], [false, true])
  func partsOfDivisibleProductsHaveTheBitsOfTheWhole(_ left: Bool, _ right: Bool) {
    let backend = OneDNNBackend()
    var divisible = 0
    for rows in [3, 32, 100, 130, 1_100] {
      for columns in [48, 97, 300, 1_024, 1_056] {
        for depth in [33, 600] {
          var product = MatrixProduct(
            rows: rows, columns: columns, depth: depth, transposesLeft: left,
            transposesRight: right)
          product.beta = 1
          product.alpha = -0.01
          guard backend.isDivisible(product) else { continue }
          divisible += 1
          let a = Tensor.normal([rows, depth], seed: 1).scalars
          let b = Tensor.normal([depth, columns], seed: 2).scalars
          let start = Tensor.normal([rows, columns], seed: 3).scalars
          let whole = Self.parts(of: product, a, b, start, rows: rows, columns: columns)
          #expect(
            whole == Self.parts(of: product, a, b, start, rows: 8, columns: columns),
            "\(product) by rows")
          #expect(
            whole == Self.parts(of: product, a, b, start, rows: rows, columns: 48),
            "\(product) by columns")
        }
      }
    }
    #expect((divisible > 0) == (left || !right))
  }

  /// The product computed in parts of so many rows and columns, of which none is a single one.
  private static func parts(
    of product: MatrixProduct, _ a: [Float], _ b: [Float], _ start: [Float], rows: Int,
    columns: Int
  ) -> [Float] {
    func shares(_ count: Int, _ size: Int, _ step: Int) -> [Range<Int>] {
      let size = stride(from: size, through: count + step, by: step).first { count % $0 != 1 }
      return stride(from: 0, to: count, by: size ?? count).map {
        $0..<min(count, $0 + (size ?? count))
      }
    }
    var result = start
    result.withUnsafeMutableBufferPointer { result in
      for row in shares(product.rows, rows, 1) {
        for column in shares(product.columns, columns, 16) {
          var part = product
          (part.rows, part.columns) = (row.count, column.count)
          let x = row.lowerBound * (product.transposesLeft ? 1 : product.leftStride)
          let y = column.lowerBound * (product.transposesRight ? product.rightStride : 1)
          a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
              OneDNNBackend().multiply(
                part, a.baseAddress! + x, b.baseAddress! + y,
                into: result.baseAddress! + row.lowerBound * product.outputStride
                  + column.lowerBound)
            }
          }
        }
      }
    }
    return result
  }

  /// OpenMP's team would add in an order that depends on the number of processors, and would hang
  /// in a forked child.
  @Test func eagerProductsStartNoThreads() throws {
    let symbol = try #require(dlsym(nil, "omp_get_max_threads"))
    let count = unsafeBitCast(symbol, to: (@convention(c) () -> CInt).self)
    let threads = Mutex<CInt>(0)
    WorkerPool().run(count: 2) { worker in
      // The second worker is a thread on which nobody has computed anything.
      guard worker == 1 else { return }
      Backends.using(OneDNNBackend()) {
        _ = Tensor.ones([64, 64]).matmul(.ones([64, 64]))
        threads.withLock { $0 = count() }
      }
    }
    #expect(threads.withLock(\.self) == 1)
  }

  /// Also where the library's own bits depend on how many rows or columns a call computes.
  @Test(arguments: [false, true], [false, true])
  func plannedProductsHaveTheSameBitsForAnyNumberOfWorkers(
    _ transposesLeft: Bool, _ transposesRight: Bool
  ) throws {
    let sizes = [
      (24, 300, 784), (32, 100, 300), (9, 49, 33), (17, 97, 512), (64, 300, 100), (130, 97, 784),
      (500, 48, 300), (1, 300, 784), (8, 1, 50),
      // Large ones, and ones whose rows are multiples of 1,024 numbers.
      (1_100, 1_056, 40), (130, 1_024, 600), (300, 1_024, 40), (40, 2_048, 700), (64, 200, 1_024),
    ]
    for (rows, columns, depth) in sizes {
      let left = Tensor.normal(transposesLeft ? [depth, rows] : [rows, depth], seed: 1)
      let right = Tensor.normal(transposesRight ? [columns, depth] : [depth, columns], seed: 2)
      func product(_ workers: Int) throws -> [Float] {
        let plan = PlannedFunction("product", workers: workers, backend: OneDNNBackend()) {
          let a = transposesLeft ? $0[0].transposed() : $0[0]
          let b = transposesRight ? $0[1].transposed() : $0[1]
          // Enough work for all the workers.
          return [a.matmul(b), exp(Tensor.ones([4_000_000])).sum()]
        }
        return try plan([left, right])[0].scalars
      }
      let reference = try product(1)
      for workers in [2, 3, 4, 8] {
        #expect(
          try product(workers) == reference,
          "\(rows)x\(columns)x\(depth) by \(workers) workers")
      }
    }
  }
}
