/// Rows of a table chosen by indices, along one axis.
struct GatherStep: PlanStep {
  var table: PlanValue
  var indices: PlanValue
  var output: PlanValue
  var axis: Int

  var label: String { "gather \(output.shape) of \(table.shape)" }
  var reads: [PlanValue] { [table, indices] }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(output.count) / 6_000 + 0.05 }
  /// By indices, where they are the rows of the result.
  var divisions: [Division] {
    axis == 0 && indices.shape.count == 1 ? [.rows(indices.count)] : []
  }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    value.buffer == table.buffer ? nil : 0
  }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let size = table.shape[axis]
    let inner = table.shape.dropFirst(axis + 1).reduce(1, *)
    let arguments = Arguments(
      table: memory.floats(table), indices: memory.integers(indices),
      output: memory.floats(output), outer: table.shape.prefix(axis).reduce(1, *), size: size,
      count: indices.count, inner: inner,
      tableStride: table.layout == .paddedRows && axis == 0 ? table.matrix.stride : inner,
      outputStride: output.layout == .paddedRows && axis == 0 && indices.shape.count == 1
        ? output.matrix.stride : inner,
      fault: memory.fault, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      for outer in 0..<step.outer {
        for place in step.isDivided ? lower..<upper : 0..<step.count {
          let row = step.fault.checked(step.indices[place], step.size, .gather)
          (step.output + (outer * step.count + place) * step.outputStride).update(
            from: step.table + (outer * step.size + row) * step.tableStride, count: step.inner)
        }
      }
    }
  }

  private struct Arguments {
    var table: UnsafeMutablePointer<Float>
    var indices: UnsafeMutablePointer<Int32>
    var output: UnsafeMutablePointer<Float>
    var outer: Int
    var size: Int
    var count: Int
    var inner: Int
    var tableStride: Int
    var outputStride: Int
    var fault: IndexFault
    var isDivided: Bool
  }
}

/// The gradient of ``GatherStep``: rows added into a table of zeros. A worker owns rows of the
/// table and looks through all indices for them, so that additions have one order for any number
/// of workers.
struct ScatterAddStep: PlanStep {
  var rows: PlanValue
  var indices: PlanValue
  var output: PlanValue
  var axis: Int

  var label: String { "scatter-add \(rows.shape) into \(output.shape)" }
  var reads: [PlanValue] { [rows, indices] }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(rows.count + output.count) / 8_000 + 0.05 }
  var divisions: [Division] { axis == 0 ? [.rows(output.shape[0])] : [] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    isWritten ? 0 : nil
  }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let inner = output.shape.dropFirst(axis + 1).reduce(1, *)
    let arguments = Arguments(
      rows: memory.floats(rows), indices: memory.integers(indices), output: memory.floats(output),
      outer: output.shape.prefix(axis).reduce(1, *), size: output.shape[axis],
      count: indices.count, inner: inner,
      rowStride: rows.layout == .paddedRows && axis == 0 && indices.shape.count == 1
        ? rows.matrix.stride : inner,
      outputStride: output.layout == .paddedRows && axis == 0 ? output.matrix.stride : inner,
      fault: memory.fault, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      let owned = step.isDivided ? lower..<upper : 0..<step.size
      for outer in 0..<step.outer {
        let table = step.output + outer * step.size * step.outputStride
        (table + owned.lowerBound * step.outputStride).update(
          repeating: 0, count: owned.count * step.outputStride)
        for place in 0..<step.count {
          let row = step.fault.checked(step.indices[place], step.size, .scatterAdd)
          guard owned.contains(row) else { continue }
          let target = table + row * step.outputStride
          let source = step.rows + (outer * step.count + place) * step.rowStride
          for element in 0..<step.inner { target[element] += source[element] }
        }
      }
    }
  }

  private struct Arguments {
    var rows: UnsafeMutablePointer<Float>
    var indices: UnsafeMutablePointer<Int32>
    var output: UnsafeMutablePointer<Float>
    var outer: Int
    var size: Int
    var count: Int
    var inner: Int
    var rowStride: Int
    var outputStride: Int
    var fault: IndexFault
    var isDivided: Bool
  }
}

/// Class numbers as rows with a single 1.
struct OneHotStep: PlanStep {
  var indices: PlanValue
  var output: PlanValue

  private var depth: Int { output.shape[output.shape.count - 1] }

  var label: String { "one-hot \(output.shape)" }
  var reads: [PlanValue] { [indices] }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(output.count) / 12_000 + 0.05 }
  var divisions: [Division] { indices.shape.count == 1 ? [.rows(indices.count)] : [] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      indices: memory.integers(indices), output: memory.floats(output), count: indices.count,
      depth: depth, stride: output.layout == .paddedRows ? output.matrix.stride : depth,
      fault: memory.fault, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      for place in step.isDivided ? lower..<upper : 0..<step.count {
        let row = step.output + place * step.stride
        row.update(repeating: 0, count: step.depth)
        row[step.fault.checked(step.indices[place], step.depth, .oneHot)] = 1
      }
    }
  }

  private struct Arguments {
    var indices: UnsafeMutablePointer<Int32>
    var output: UnsafeMutablePointer<Float>
    var count: Int
    var depth: Int
    var stride: Int
    var fault: IndexFault
    var isDivided: Bool
  }
}
