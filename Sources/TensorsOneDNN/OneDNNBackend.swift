internal import COneDNN
internal import CStreaming
package import Tensors

#if canImport(Glibc)
  internal import Glibc
#endif

/// oneDNN, one thread per call: the plan's own workers divide the work.
///
/// Products go to `dnnl_sgemm`, which is as fast as any primitive for the shapes of training,
/// takes strides, and gives every element the same bits however the product is divided. Those of a
/// large and a narrow matrix are ours.
package struct OneDNNBackend: Backend {
  package init() {}

  package var name: String { "onednn" }

  package var version: String? {
    let version = dnnl_version().pointee
    return "\(version.major).\(version.minor).\(version.patch)"
  }

  package func multiply(
    _ product: MatrixProduct, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>
  ) {
    if NarrowProduct.computes(product) { return NarrowProduct.multiply(product, a, b, into: c) }
    let status = dnnl_sgemm(
      product.transposesLeft ? Self.transposed : Self.plain,
      product.transposesRight ? Self.transposed : Self.plain, dnnl_dim_t(product.rows),
      dnnl_dim_t(product.columns), dnnl_dim_t(product.depth), product.alpha, a,
      dnnl_dim_t(product.leftStride), b, dnnl_dim_t(product.rightStride), product.beta, c,
      dnnl_dim_t(product.outputStride))
    precondition(
      status == dnnl_success,
      "oneDNN refused the product \(product.rows)x\(product.columns)x\(product.depth) "
        + "with status \(status.rawValue)")
  }

  private static let plain = CChar(UInt8(ascii: "N"))
  private static let transposed = CChar(UInt8(ascii: "T"))

  /// Tells OpenMP, under oneDNN, that this thread works alone. A team of its threads would fight
  /// ours for the cores, and would hang in a forked child.
  package func prepareThread() { Self.setThreadCount?(1) }

  /// Found by name: the library that oneDNN loads is not one we link.
  private static let setThreadCount: (@convention(c) (CInt) -> Void)? = {
    guard let symbol = dlsym(nil, "omp_set_num_threads") else { return nil }
    return unsafeBitCast(symbol, to: (@convention(c) (CInt) -> Void).self)
  }()

  package var hasConvolutions: Bool { true }

  package var streaming: StreamingStores? {
    guard streaming_is_available() != 0 else { return nil }
    return StreamingStores(
      copy: { target, source, count in streaming_copy(target, source, count) },
      finish: { streaming_finish() })
  }

  package func prepareConvolution(
    _ description: ConvolutionDescription
  ) -> (any PreparedConvolution)? {
    prepareThread()
    return OneDNNConvolution(description)
  }
}
