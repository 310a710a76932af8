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
}
