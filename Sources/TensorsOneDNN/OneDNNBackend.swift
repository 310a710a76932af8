internal import COneDNN
internal import CStreaming
package import Tensors

#if canImport(Glibc)
  internal import Glibc
#endif

/// oneDNN, one thread per call: the plan's own workers divide the work.
///
/// Products go to `dnnl_sgemm`, which is as fast as any primitive for the shapes of training and
/// takes strides. Those of a large and a narrow matrix are ours.
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
    // oneDNN refuses rows of no numbers; sums of nothing are zeros.
    guard product.rows > 0, product.columns > 0, product.depth > 0 else {
      return PortableBackend().multiply(product, a, b, into: c)
    }
    if NarrowProduct.computes(product) { return NarrowProduct.multiply(product, a, b, into: c) }
    Self.keepToThisThread()
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

  /// Of products with a transposed right side, large ones, and some whose rows lie awkwardly,
  /// oneDNN decides by the size of each call which of its kernels computes it, and they add in
  /// other orders. The conditions are those of `nocopy_checker_avx512` in `gemm_driver.cpp` of
  /// oneDNN 2.6.3, whose rows are our columns.
  package func isDivisible(_ product: MatrixProduct) -> Bool {
    if NarrowProduct.computes(product) { return true }
    guard Self.hasKnownKernels, product.transposesLeft || !product.transposesRight,
      1 / Double(product.rows) + 1 / Double(product.columns) >= 0.00196
    else { return false }
    guard product.rightStride.isMultiple(of: 1_024), !product.transposesRight else { return true }
    return !product.transposesLeft && (product.depth <= 500 || product.rows <= 100)
  }

  /// Whether the processor has the kernels that ``isDivisible(_:)`` speaks of.
  private static let hasKnownKernels =
    dnnl_get_effective_cpu_isa().rawValue & dnnl_cpu_isa_avx512_core.rawValue
    == dnnl_cpu_isa_avx512_core.rawValue

  /// Tells OpenMP, under oneDNN, that this thread works alone. A team of its threads would fight
  /// ours for the cores, would hang in a forked child, and would add in an order that depends on
  /// their number.
  static func keepToThisThread() { setThreadCount?(1) }

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
    Self.keepToThisThread()
    return OneDNNConvolution(description)
  }
}
