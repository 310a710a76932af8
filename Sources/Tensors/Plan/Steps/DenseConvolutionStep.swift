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

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      pass: pass, a: memory.floats(first), b: memory.floats(second), y: memory.floats(output),
      loop: loop, backend: backend, grain: grain, kernelCount: loop.kernel.reduce(1, *),
      isDivided: division != nil)
    return BoundStep(arguments) { raw, scratch, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self)
      step.pointee.run(
        scratch, step.pointee.isDivided ? lower..<upper : 0..<step.pointee.loop.input[0])
    }
  }

  private struct Arguments {
    var pass: ConvolutionPass
    var a: UnsafeMutablePointer<Float>
    var b: UnsafeMutablePointer<Float>
    var y: UnsafeMutablePointer<Float>
    var loop: ConvolutionLoop
    var backend: any Backend
    var grain: Int
    var kernelCount: Int
    var isDivided: Bool

    func run(_ scratch: UnsafeMutablePointer<Float>, _ images: Range<Int>) {
      switch pass {
      case .forward: loop.forward(images, x: a, w: b, into: y, scratch, backend)
      case .inputGradient: loop.inputGradient(images, dy: a, w: b, into: y, scratch, backend)
      case .kernelGradient:
        for start in stride(from: images.lowerBound, to: images.upperBound, by: grain) {
          loop.kernelGradient(
            start..<start + grain, dy: a, x: b, into: y + start / grain * kernelCount, scratch,
            backend)
        }
      }
    }
  }
}
