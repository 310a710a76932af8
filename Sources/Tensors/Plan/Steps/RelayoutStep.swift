/// Copies a value into another layout, or into another place.
struct RelayoutStep: PlanStep {
  var input: PlanValue
  var output: PlanValue

  var label: String {
    input.layout == output.layout
      ? "copy \(input.shape)" : "lay out \(input.shape) from \(input.layout) to \(output.layout)"
  }
  var reads: [PlanValue] { [input] }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(input.count) / 4_000 + 0.05 }

  /// Images by images, kernels by blocks of output channels.
  var divisions: [Division] {
    guard input.shape.count == 4, input.shape[0] > 0 else { return [] }
    let isKernel = [input.layout, output.layout].contains {
      $0 != .channelBlocks && !$0.isRowMajor
    }
    return [Division(axis: 0, count: input.shape[0], grain: isKernel ? 16 : 8)]
  }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      input: input, source: memory.bytes(input), output: output, target: memory.bytes(output),
      mover: Relayout.Mover(from: input, to: output), isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self)
      let rows = step.pointee.isDivided ? lower..<upper : 0..<step.pointee.mover.outer
      step.pointee.mover.run(step.pointee.source, step.pointee.target, rows)
    }
  }

  private struct Arguments {
    var input: PlanValue
    var source: UnsafeMutableRawPointer
    var output: PlanValue
    var target: UnsafeMutableRawPointer
    var mover: Relayout.Mover
    var isDivided: Bool
  }
}
