internal import COneDNN
internal import Tensors

/// One convolution of oneDNN over blocked images. Handles are kept: creating them costs a hundred
/// times what a small convolution does.
///
/// Unchecked because a handle may be executed by any thread, and `PreparedConvolution` lets only
/// one thread run a call at a time.
final class OneDNNConvolution: PreparedConvolution, @unchecked Sendable {
  let scratchByteCount: Int
  private let description: onednn_convolution
  private let pass: ConvolutionPass
  private let library: OneDNNLibrary
  private let primitive: dnnl_primitive_t
  private var calls: [Call] = []

  /// The memory objects of one call, in the order source, kernel, target, scratch.
  private struct Call {
    var memories: [dnnl_memory_t]
    /// As the library takes them, at an address that stays.
    var arguments: UnsafeMutableBufferPointer<dnnl_exec_arg_t>
  }

  /// `nil` when the library cannot.
  init?(_ wanted: ConvolutionDescription) {
    guard let library = OneDNNLibrary.shared, wanted.geometry.groups == 1 else { return nil }
    let engine = library.engine
    func sizes(_ shape: [Int]) -> (dnnl_dim_t, dnnl_dim_t, dnnl_dim_t, dnnl_dim_t) {
      (dnnl_dim_t(shape[0]), dnnl_dim_t(shape[1]), dnnl_dim_t(shape[2]), dnnl_dim_t(shape[3]))
    }
    let geometry = wanted.geometry
    var description = onednn_convolution()
    description.source = sizes(wanted.input)
    description.kernel = sizes(wanted.kernel)
    description.target = sizes(wanted.output)
    description.strides = (dnnl_dim_t(geometry.strides[0]), dnnl_dim_t(geometry.strides[1]))
    description.padding_before = (dnnl_dim_t(geometry.padding[0]), dnnl_dim_t(geometry.padding[2]))
    description.padding_after = (dnnl_dim_t(geometry.padding[1]), dnnl_dim_t(geometry.padding[3]))
    description.source_tag = wanted.inputIsBlocked ? onednn_channel_blocks() : onednn_dense()
    description.target_tag = onednn_channel_blocks()
    let kind: onednn_convolution_kind
    switch wanted.pass {
    case .forward: kind = onednn_convolution_forward
    case .inputGradient: kind = onednn_convolution_input_gradient
    case .kernelGradient: kind = onednn_convolution_kernel_gradient
    }
    description.kernel_tag =
      !wanted.inputIsBlocked
      ? onednn_first_kernel_blocks()
      : wanted.pass == .inputGradient
        ? onednn_transposed_kernel_blocks() : onednn_kernel_blocks()
    var primitive: dnnl_primitive_t?
    var bytes = 0
    guard
      onednn_create_convolution(kind, &description, engine, &primitive, &bytes) == dnnl_success,
      let primitive
    else { return nil }
    self.primitive = primitive
    self.description = description
    pass = wanted.pass
    self.library = library
    scratchByteCount = bytes
  }

  deinit {
    for call in calls {
      for memory in call.memories { dnnl_memory_destroy(memory) }
      call.arguments.deallocate()
    }
    dnnl_primitive_destroy(primitive)
  }

  func addCall(
    input: UnsafeMutablePointer<Float>, kernel: UnsafeMutablePointer<Float>,
    output: UnsafeMutablePointer<Float>
  ) {
    var memories: [dnnl_memory_t?] = [nil, nil, nil, nil]
    var description = description
    let status = onednn_create_memories(
      &description, scratchByteCount, library.engine, &memories)
    precondition(
      status == dnnl_success, "oneDNN has no memory for the handles of a convolution")
    let found = memories.compactMap { $0 }
    for (memory, address) in zip(found, [input, kernel, output]) {
      dnnl_memory_set_data_handle(memory, address)
    }
    let names: [Int32] =
      switch pass {
      case .forward: [DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST]
      case .inputGradient: [DNNL_ARG_DIFF_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_DST]
      case .kernelGradient: [DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST]
      }
    let arguments = UnsafeMutableBufferPointer<dnnl_exec_arg_t>.allocate(capacity: 4)
    for (index, name) in (names + [DNNL_ARG_SCRATCHPAD]).enumerated() {
      arguments.initializeElement(
        at: index, to: dnnl_exec_arg_t(arg: name, memory: found[index]))
    }
    calls.append(Call(memories: found, arguments: arguments))
  }

  func run(call: Int, scratch: UnsafeMutableRawPointer) {
    OneDNNBackend.keepToThisThread()
    calls.withUnsafeBufferPointer { calls in
      let arguments = calls[call].arguments
      dnnl_memory_set_data_handle(arguments[3].memory, scratch)
      let status = dnnl_primitive_execute(primitive, library.stream, 4, arguments.baseAddress)
      precondition(status == dnnl_success, "oneDNN failed with status \(status.rawValue)")
    }
  }
}
