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

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      pass: pass, a: memory.floats(inputs[0]), b: memory.floats(inputs[inputs.count - 1]),
      output: memory.floats(output), channels: output.shape[1], isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      let planes =
        step.isDivided
        ? lower * step.channels..<upper * step.channels : 0..<step.pass.planes
      step.pass.run(planes, UnsafePointer(step.a), UnsafePointer(step.b), step.output)
    }
  }

  private struct Arguments {
    var pass: PoolingPass
    var a: UnsafeMutablePointer<Float>
    var b: UnsafeMutablePointer<Float>
    var output: UnsafeMutablePointer<Float>
    var channels: Int
    var isDivided: Bool
  }
}
