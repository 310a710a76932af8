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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      mover: Relayout.Mover(from: input, to: output), source: memory.bytes(input),
      target: memory.bytes(output))
  }

  private struct Kernel: StepKernel {
    var mover: Relayout.Mover
    var source: UnsafeMutableRawPointer
    var target: UnsafeMutableRawPointer

    var extent: Int { mover.outer }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      mover.run(source, target, part)
    }
  }
}
