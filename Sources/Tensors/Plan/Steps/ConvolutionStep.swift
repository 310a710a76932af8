/// A convolution over images in channel blocks by the backend, a few images a call.
struct ConvolutionStep: PlanStep {
  var pass: ConvolutionPass
  /// The images, or their gradient.
  var input: PlanValue
  /// The kernel, or, for its gradient, one gradient for each shard.
  var kernel: PlanValue
  /// The result, or its gradient.
  var output: PlanValue
  var geometry: ConvolutionGeometry
  var backend: any Backend
  var prepared: any PreparedConvolution
  /// Images of one call.
  var images: Int

  var label: String { "convolution \(pass) \(input.shape) \(kernel.shape.suffix(4))" }
  var reads: [PlanValue] {
    switch pass {
    case .forward: [input, kernel]
    case .inputGradient: [output, kernel]
    case .kernelGradient: [output, input]
    }
  }
  var writes: [PlanValue] {
    switch pass {
    case .forward: [output]
    case .inputGradient: [input]
    case .kernelGradient: [kernel]
    }
  }
  var cost: Double {
    let window = kernel.shape.suffix(3).reduce(1, *)
    return Double(2 * output.count * window) / 150_000 + 1
  }
  var scratch: Int { prepared.scratchByteCount / 4 + 16 }
  var divisions: [Division] { [Division(axis: 0, count: input.shape[0], grain: images)] }

  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    value.buffer == kernel.buffer && pass != .kernelGradient ? nil : 0
  }

  /// How many images a call takes: the plan's choice, so that results have the same bits for any
  /// number of workers.
  static func images(of batch: Int, pass: ConvolutionPass) -> Int {
    if pass == .kernelGradient {
      return [4, 3, 2].first { batch % $0 == 0 }.map { batch / $0 } ?? batch
    }
    return (1...min(16, batch)).last { batch % $0 == 0 } ?? 1
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let calls = input.shape[0] / images
    let inputStride = input.count / calls
    let outputStride = output.count / calls
    let kernelStride = pass == .kernelGradient ? kernel.count / calls : 0
    for call in 0..<calls {
      prepared.addCall(
        input: memory.floats(input) + call * inputStride,
        kernel: memory.floats(kernel) + call * kernelStride,
        output: memory.floats(output) + call * outputStride)
    }
    return Kernel(prepared: prepared, images: images, calls: calls)
  }

  private struct Kernel: StepKernel {
    var prepared: any PreparedConvolution
    var images: Int
    var calls: Int

    var extent: Int { images * calls }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for call in part.lowerBound / images..<(part.upperBound + images - 1) / images {
        prepared.run(call: call, scratch: UnsafeMutableRawPointer(scratch))
      }
    }
  }
}

/// The sum of the shards' kernel gradients, always in the same order.
struct ShardSumStep: PlanStep {
  var shards: PlanValue
  var output: PlanValue

  var label: String { "sum of \(shards.shape[0]) shards \(output.shape)" }
  var reads: [PlanValue] { [shards] }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(shards.count) / 12_000 + 0.05 }
  var divisions: [Division] { [Division(axis: -1, count: output.count, grain: 48)] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    isWritten ? division.axis : nil
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      x: memory.floats(shards), y: memory.floats(output), shards: shards.shape[0],
      count: output.count)
  }

  private struct Kernel: StepKernel {
    var x: UnsafeMutablePointer<Float>
    var y: UnsafeMutablePointer<Float>
    var shards: Int
    var count: Int

    var extent: Int { count }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for index in stride(from: part.lowerBound, to: part.upperBound, by: 16) {
        var total = x.lanes(at: index)
        for shard in 1..<max(1, shards) { total += x.lanes(at: shard * count + index) }
        y.store(total, at: index)
      }
    }
  }
}
