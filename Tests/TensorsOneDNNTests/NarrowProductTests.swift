import Testing

@testable import Tensors
@testable import TensorsOneDNN

struct NarrowProductTests {
  private struct Matrices {
    let product: MatrixProduct
    let left: [Float]
    let right: [Float]
    let before: [Float]

    /// As plans store them: rows of the right matrix and of the result take 32 elements.
    init(rows: Int, columns: Int, depth: Int, transposesLeft: Bool, scale: Float, beta: Float) {
      var product = MatrixProduct(
        rows: rows, columns: columns, depth: depth, transposesLeft: transposesLeft)
      product.rightStride = 32
      product.outputStride = 32
      product.alpha = scale
      product.beta = beta
      self.product = product
      left = Tensor.normal([rows * depth], seed: 1).scalars
      right = Tensor.normal([depth * 32], seed: 2).scalars
      before = Tensor.normal([rows * 32], seed: 3).scalars
    }

    func narrow() -> [Float] {
      var result = before
      NarrowProduct.multiply(product, left, right, into: &result)
      return result
    }

    func reference() -> [Double] {
      var result = before.map(Double.init)
      ReferenceProduct.multiply(
        product, left.map(Double.init), right.map(Double.init), into: &result)
      return result
    }
  }

  private static let isAvailable = NarrowProduct.computes(
    Matrices(rows: 8, columns: 32, depth: 256, transposesLeft: false, scale: 1, beta: 0).product)

  @Test(
    .enabled(if: isAvailable, "this processor has no AVX-512"), arguments: [17, 32],
    [1, 2, 3, 7, 13, 29, 60, 77])
  func multipliesAsTheReference(_ columns: Int, _ rows: Int) {
    for (depth, transposesLeft, scale, beta) in [
      (256, false, Float(1), Float(0)), (301, false, -0.5, 0), (1024, true, 1, 0),
      (1100, true, -0.1, 1), (1027, true, 2, 0.5),
    ] {
      let matrices = Matrices(
        rows: rows, columns: columns, depth: depth, transposesLeft: transposesLeft, scale: scale,
        beta: beta)
      #expect(NarrowProduct.computes(matrices.product))
      let (result, expected) = (matrices.narrow(), matrices.reference())
      for row in 0..<rows {
        for column in 0..<columns {
          let place = row * 32 + column
          let difference = abs(Double(result[place]) - expected[place])
          #expect(difference <= 4e-7 * Double(depth), "row \(row), column \(column)")
        }
      }
    }
  }

  @Test(.enabled(if: isAvailable, "this processor has no AVX-512"), arguments: [false, true])
  func givesElementsTheSameBitsHoweverItIsDivided(_ transposesLeft: Bool) {
    let (rows, depth) = (450, 1100)
    let matrices = Matrices(
      rows: rows, columns: 32, depth: depth, transposesLeft: transposesLeft, scale: -0.1,
      beta: transposesLeft ? 1 : 0)
    let whole = matrices.narrow()
    for shares in [2, 3, 7, 16] {
      var parts = matrices.before
      parts.withUnsafeMutableBufferPointer { parts in
        matrices.left.withUnsafeBufferPointer { left in
          for worker in 0..<shares {
            let share = Division.rows(rows).share(of: worker, among: shares)
            var part = matrices.product
            part.rows = share.count
            #expect(NarrowProduct.computes(part))
            NarrowProduct.multiply(
              part,
              left.baseAddress! + share.lowerBound * (transposesLeft ? 1 : depth),
              matrices.right, into: parts.baseAddress! + share.lowerBound * 32)
          }
        }
      }
      #expect(parts == whole, "\(shares) shares")
    }
  }

  @Test func leavesPartsOfWideProductsToTheLibrary() {
    var part = MatrixProduct(rows: 64, columns: 32, depth: 784)
    part.rightStride = 320
    part.outputStride = 320
    #expect(!NarrowProduct.computes(part))
  }
}
