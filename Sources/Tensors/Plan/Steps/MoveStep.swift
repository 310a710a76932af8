/// Elements of four bytes moved from one order to another: transposes, broadcasts, slices and
/// their gradients, concatenations.
struct MoveStep: PlanStep {
  /// What goes from one input into the output.
  struct Part {
    var source: PlanValue
    /// Elements before the first one read, and from one row of the output to the next.
    var sourceStart = 0
    var sourceRowStep: Int
    /// Which rows of the output are written: every `rowStep`-th from `firstRow`.
    var firstRow = 0
    var rowStep = 1
    var rows: Int
    /// Elements before the first one written within a row.
    var targetStart = 0
    /// The axes within a row, the innermost last.
    var axes: [Axis]
  }

  struct Axis {
    var size: Int
    var sourceStep: Int
    var targetStep: Int
  }

  var name: String
  var parts: [Part]
  var output: PlanValue
  /// Slices along the first axis of what is moved, and elements from one to the next; a vector is
  /// one.
  var rows: Int
  var rowStride: Int
  /// Whether what no part writes is 0.
  var clears = false

  var label: String { "\(name) \(output.shape)" }
  var reads: [PlanValue] { parts.map(\.source) }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(output.count) / 3_000 + 0.05 }
  var divisions: [Division] {
    rows > 1 ? [Division(axis: 0, count: rows, grain: output.count / rows < 48 ? 8 : 1)] : []
  }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    isWritten ? 0 : nil
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let bound = parts.map { part in
      BoundPart(
        source: memory.bytes(part.source).assumingMemoryBound(to: UInt32.self) + part.sourceStart,
        sourceRowStep: part.sourceRowStep, firstRow: part.firstRow, rowStep: part.rowStep,
        rows: part.rows, targetStart: part.targetStart, axes: .copy(of: part.axes))
    }
    return Kernel(
      parts: .copy(of: bound), target: memory.bytes(output).assumingMemoryBound(to: UInt32.self),
      rowStride: rowStride, rows: rows, clears: clears)
  }

  /// A part with its addresses filled in.
  private struct BoundPart {
    var source: UnsafeMutablePointer<UInt32>
    var sourceRowStep: Int
    var firstRow: Int
    var rowStep: Int
    var rows: Int
    var targetStart: Int
    var axes: UnsafeMutableBufferPointer<Axis>
  }

  private struct Kernel: StepKernel {
    var parts: UnsafeMutableBufferPointer<BoundPart>
    var target: UnsafeMutablePointer<UInt32>
    var rowStride: Int
    var rows: Int
    var clears: Bool

    var extent: Int { rows }

    func deallocate() {
      for part in parts { part.axes.deallocate() }
      parts.deallocate()
    }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      if clears {
        (target + part.lowerBound * rowStride).update(repeating: 0, count: part.count * rowStride)
      }
      for source in parts {
        let (start, step) = (source.firstRow, source.rowStep)
        let first = max(0, (part.lowerBound - start + step - 1) / step)
        let last = (part.upperBound - start + step - 1) / step
        for row in first..<max(first, min(last, source.rows)) {
          move(
            source.source + row * source.sourceRowStep,
            target + (start + row * step) * rowStride + source.targetStart, source.axes, 0)
        }
      }
    }

    private func move(
      _ source: UnsafeMutablePointer<UInt32>, _ target: UnsafeMutablePointer<UInt32>,
      _ axes: UnsafeMutableBufferPointer<Axis>, _ depth: Int
    ) {
      guard depth < axes.count else { return target.update(from: source, count: 1) }
      let axis = axes[depth]
      guard depth == axes.count - 1 else {
        for index in 0..<axis.size {
          move(
            source + index * axis.sourceStep, target + index * axis.targetStep, axes, depth + 1)
        }
        return
      }
      switch (axis.sourceStep, axis.targetStep) {
      case (1, 1): target.update(from: source, count: axis.size)
      case (0, 1): target.update(repeating: source.pointee, count: axis.size)
      default:
        for index in 0..<axis.size {
          target[index * axis.targetStep] = source[index * axis.sourceStep]
        }
      }
    }
  }
}
