/// The matrix product as its definition says, at double precision: what faster code is compared
/// with.
enum ReferenceProduct {
  /// C = alpha * op(A) * op(B) + beta * C.
  static func multiply(
    _ product: MatrixProduct, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>
  ) {
    let (stepA, rowA) =
      product.transposesLeft ? (product.leftStride, 1) : (1, product.leftStride)
    for row in 0..<product.rows {
      let output = c + row * product.outputStride
      for column in 0..<product.columns {
        output[column] = product.beta == 0 ? 0 : output[column] * Double(product.beta)
      }
      for k in 0..<product.depth {
        let factor = a[row * rowA + k * stepA] * Double(product.alpha)
        if product.transposesRight {
          for column in 0..<product.columns {
            output[column] += factor * b[column * product.rightStride + k]
          }
        } else {
          let values = b + k * product.rightStride
          for column in 0..<product.columns { output[column] += factor * values[column] }
        }
      }
    }
  }
}
