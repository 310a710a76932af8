internal import CNarrowProduct
internal import Tensors

/// Products of a large matrix and one of 17 to 32 columns, such as a narrow first layer and its
/// weights' gradient over many examples.
///
/// They are bound by how fast the large matrix comes from memory. oneDNN copies it first; ours
/// reads it in place and fetches ahead: 0.8 of the time in the caches, 0.7 from memory.
enum NarrowProduct {
  private static let isAvailable = narrow_product_is_available() != 0

  /// Whether it is one of these. Says the same of every part of a product that is divided by rows,
  /// so that the bits of a result do not depend on the number of workers.
  static func computes(_ product: MatrixProduct) -> Bool {
    // 17 to 32 columns in rows of 32: whole registers, whatever is beside.
    guard product.outputStride == 32, product.rightStride == 32, !product.transposesRight,
      product.columns > 16, isAvailable
    else { return false }
    return product.transposesLeft
      ? product.depth >= 1024 : product.depth >= 256 && product.beta == 0
  }

  static func multiply(
    _ product: MatrixProduct, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>
  ) {
    if product.transposesLeft {
      narrow_product_of_transposed(
        product.rows, product.depth, product.alpha, a, product.leftStride, b, product.rightStride,
        product.beta, c, product.outputStride)
    } else {
      narrow_product(
        product.rows, product.depth, product.alpha, a, product.leftStride, b, product.rightStride,
        c, product.outputStride)
    }
  }
}
