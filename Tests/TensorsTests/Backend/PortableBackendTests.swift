import Testing

@testable import Tensors

struct PortableBackendTests {
  /// Sizes on both sides of the tiles of 6 by 32 and the blocks of 96, 512 and 256.
  @Test(arguments: [
    (1, 1, 1), (6, 32, 4), (7, 33, 5), (5, 31, 300), (97, 40, 257), (13, 520, 20), (200, 70, 3),
    (0, 4, 4), (4, 0, 4), (4, 4, 0),
  ])
  func multipliesEveryLayout(_ rows: Int, _ columns: Int, _ depth: Int) {
    for left in [false, true] {
      for right in [false, true] {
        for (alpha, beta) in [(1, 0), (-0.5, 1), (2, 0.25)] as [(Float, Float)] {
          var product = MatrixProduct(
            rows: rows, columns: columns, depth: depth, transposesLeft: left,
            transposesRight: right)
          product.leftStride += 3
          product.rightStride += 5
          product.outputStride += 2
          (product.alpha, product.beta) = (alpha, beta)
          check(product)
        }
      }
    }
  }

  @Test func doesNotReadTheOutputWhenBetaIsZero() {
    let product = MatrixProduct(rows: 2, columns: 2, depth: 1)
    var output = [Float](repeating: .nan, count: 4)
    PortableBackend().multiply(product, [1, 2], [3, 4], into: &output)
    #expect(output == [3, 4, 6, 8])
  }

  private func check(_ product: MatrixProduct) {
    let storedLeft = product.transposesLeft ? product.depth : product.rows
    let storedRight = product.transposesRight ? product.columns : product.depth
    let a = Tensor.normal([storedLeft * product.leftStride + 1], seed: 1).scalars
    let b = Tensor.normal([storedRight * product.rightStride + 1], seed: 2).scalars
    let c = Tensor.normal([product.rows * product.outputStride + 1], seed: 3).scalars
    var output = c
    PortableBackend().multiply(product, a, b, into: &output)
    var exact = c.map(Double.init)
    ReferenceProduct.multiply(product, a.map(Double.init), b.map(Double.init), into: &exact)
    let bound = 0x1p-23 * Double(product.depth + 4) * 8
    for (place, (value, reference)) in zip(output, exact).enumerated() {
      #expect((Double(value) - reference).magnitude <= bound, "\(product), place \(place)")
      if place % product.outputStride >= product.columns { #expect(value == c[place]) }
    }
  }
}
