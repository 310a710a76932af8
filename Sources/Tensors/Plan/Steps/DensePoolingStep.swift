/// A pooling, or one of its gradients, of images that are not in channel blocks.
struct DensePoolingStep: PlanStep {
  /// One or two, all dense.
  var inputs: [PlanValue]
  var output: PlanValue
  var pass: PoolingPass

  var label: String { "\(pass.kind) pooling \(inputs[0].shape)" }
  var reads: [PlanValue] { inputs }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(inputs[0].count + output.count) / 1_000 + 0.1 }
  var divisions: [Division] { [Division(axis: 0, count: output.shape[0], grain: 1)] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      pass: pass, a: memory.floats(inputs[0]), b: memory.floats(inputs[inputs.count - 1]),
      output: memory.floats(output), channels: output.shape[1])
  }

  private struct Kernel: StepKernel {
    var pass: PoolingPass
    var a: UnsafeMutablePointer<Float>
    var b: UnsafeMutablePointer<Float>
    var output: UnsafeMutablePointer<Float>
    var channels: Int

    var extent: Int { pass.planes / channels }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let planes = part.lowerBound * channels..<part.upperBound * channels
      pass.run(planes, UnsafePointer(a), UnsafePointer(b), output)
    }
  }
}
