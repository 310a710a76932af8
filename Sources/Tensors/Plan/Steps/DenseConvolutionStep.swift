/// A convolution of dense images by matrix products over unrolled windows, image by image: for
/// backends and shapes without a convolution in channel blocks.
struct DenseConvolutionStep: PlanStep {
  var pass: ConvolutionPass
  /// The images; for gradients, that of the result.
  var first: PlanValue
  /// The kernel; for its gradient, the images.
  var second: PlanValue
  /// The result; of the gradient of the kernel, one for each shard of the batch.
  var output: PlanValue
  var loop: ConvolutionLoop
  var backend: any Backend

  var label: String { "dense convolution \(pass) \(loop.input) \(loop.kernel)" }
  var reads: [PlanValue] { [first, second] }
  var writes: [PlanValue] { [output] }
  var cost: Double {
    let window = loop.kernel.dropFirst().reduce(1, *)
    return Double(2 * loop.output.reduce(1, *) * window) / 60_000 + 1
  }
  var scratch: Int { loop.columnCount + 16 }

  /// Images of a worker's smallest share: a shard, where the kernel's gradient is summed.
  private var grain: Int {
    pass == .kernelGradient ? loop.input[0] / output.shape[0] : 1
  }
  var divisions: [Division] { [Division(axis: 0, count: loop.input[0], grain: grain)] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    value.buffer == second.buffer && pass != .kernelGradient ? nil : 0
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      pass: pass, a: memory.floats(first), b: memory.floats(second), y: memory.floats(output),
      loop: loop, backend: backend, grain: grain, kernelCount: loop.kernel.reduce(1, *))
  }

  private struct Kernel: StepKernel {
    var pass: ConvolutionPass
    var a: UnsafeMutablePointer<Float>
    var b: UnsafeMutablePointer<Float>
    var y: UnsafeMutablePointer<Float>
    var loop: ConvolutionLoop
    var backend: any Backend
    var grain: Int
    var kernelCount: Int

    var extent: Int { loop.input[0] }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      switch pass {
      case .forward: loop.forward(part, x: a, w: b, into: y, scratch, backend)
      case .inputGradient: loop.inputGradient(part, dy: a, w: b, into: y, scratch, backend)
      case .kernelGradient:
        for start in stride(from: part.lowerBound, to: part.upperBound, by: grain) {
          loop.kernelGradient(
            start..<start + grain, dy: a, x: b, into: y + start / grain * kernelCount, scratch,
            backend)
        }
      }
    }
  }
}
