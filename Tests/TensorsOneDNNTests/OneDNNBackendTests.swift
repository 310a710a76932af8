import Testing

@testable import Tensors
@testable import TensorsOneDNN

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

  @Test func givesElementsTheSameBitsHoweverAProductIsDivided() {
    let (rows, columns, depth) = (32, 300, 784)
    let a = Tensor.normal([rows, depth], seed: 1).scalars
    let b = Tensor.normal([depth, columns], seed: 2).scalars
    var whole = [Float](repeating: 0, count: rows * columns)
    var parts = whole
    OneDNNBackend().multiply(
      MatrixProduct(rows: rows, columns: columns, depth: depth), a, b, into: &whole)
    for column in stride(from: 0, to: columns, by: 48) {
      var part = MatrixProduct(
        rows: rows, columns: min(48, columns - column), depth: depth)
      part.rightStride = columns
      part.outputStride = columns
      b.withUnsafeBufferPointer { b in
        parts.withUnsafeMutableBufferPointer { parts in
          OneDNNBackend().multiply(
            part, a, b.baseAddress! + column, into: parts.baseAddress! + column)
        }
      }
    }
    #expect(whole == parts)
  }

  /// Also where the library's own bits depend on how many rows or columns a call computes.
  @Test(arguments: [false, true], [false, true])
  func plannedProductsHaveTheSameBitsForAnyNumberOfWorkers(
    _ transposesLeft: Bool, _ transposesRight: Bool
  ) throws {
    let sizes = [
      (24, 300, 784), (32, 100, 300), (9, 49, 33), (17, 97, 512), (64, 300, 100), (130, 97, 784),
      (500, 48, 300), (1, 300, 784), (8, 1, 50),
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
