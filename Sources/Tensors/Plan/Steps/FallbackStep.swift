/// A primitive without a kernel of the plan's own, computed by the eager kernel on one worker.
/// It allocates its result; everything a common training step consists of has a kernel instead.
struct FallbackStep: PlanStep {
  var primitive: Primitive
  /// All dense.
  var inputs: [PlanValue]
  var output: PlanValue

  var label: String { "eager \(primitive)" }
  var reads: [PlanValue] { inputs }
  var writes: [PlanValue] { [output] }
  var cost: Double { 5 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      primitive: primitive, inputs: inputs, addresses: inputs.map(memory.bytes), output: output,
      target: memory.bytes(output))
  }

  private struct Kernel: StepKernel {
    var primitive: Primitive
    var inputs: [PlanValue]
    var addresses: [UnsafeMutableRawPointer]
    var output: PlanValue
    var target: UnsafeMutableRawPointer

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let tensors = zip(inputs, addresses).map { input, address in
        Relayout.tensor(from: address, input)
      }
      Relayout.write(evaluate(primitive, tensors), to: target, output)
    }
  }
}
