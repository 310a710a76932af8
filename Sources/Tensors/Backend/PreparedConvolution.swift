/// What a convolution computes.
package enum ConvolutionPass: Sendable {
  case forward
  /// The gradient of the input, from that of the output and the kernel.
  case inputGradient
  /// The gradient of the kernel, from that of the output and the input.
  case kernelGradient
}

/// One convolution as a backend prepares it: sizes, and how its operands lie in memory.
package struct ConvolutionDescription: Sendable {
  package var pass: ConvolutionPass
  /// [batch, channels, height, width] of the images of one call.
  package var input: [Int]
  /// [output channels, input channels, height, width]
  package var kernel: [Int]
  package var output: [Int]
  package var geometry: ConvolutionGeometry
  /// Whether the input is in blocks of sixteen channels; else, with few channels, it is dense. The
  /// output always is in blocks, kernels are in blocks of both channels or of the output's only.
  package var inputIsBlocked: Bool
}

/// A convolution made ready once and run in every step.
package protocol PreparedConvolution: AnyObject, Sendable {
  /// Bytes of scratch memory that one run needs.
  var scratchByteCount: Int { get }
  /// Fixes the memory of one call, by number from 0; only one thread may run a call at a time.
  func addCall(
    input: UnsafeMutablePointer<Float>, kernel: UnsafeMutablePointer<Float>,
    output: UnsafeMutablePointer<Float>)
  func run(call: Int, scratch: UnsafeMutableRawPointer)
}
