/// Rows of a table chosen by indices, along one axis.
struct GatherStep: PlanStep {
  var table: PlanValue
  var indices: PlanValue
  var output: PlanValue
  var axis: Int
  /// What the table is called, if it has a name.
  var tableName: String?

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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let size = table.shape[axis]
    let inner = table.shape.dropFirst(axis + 1).reduce(1, *)
    return Kernel(
      table: memory.floats(table), indices: memory.integers(indices),
      output: memory.floats(output), outer: table.shape.prefix(axis).reduce(1, *), size: size,
      count: indices.count, inner: inner,
      tableStride: table.layout == .paddedRows && axis == 0 ? table.matrix.stride : inner,
      outputStride: output.layout == .paddedRows && axis == 0 && indices.shape.count == 1
        ? output.matrix.stride : inner,
      fault: memory.fault.of(.gather, indices, size: size, table: tableName))
  }

  private struct Kernel: StepKernel {
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

    var extent: Int { count }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for outer in 0..<outer {
        for place in part {
          let row = fault.checked(indices, at: place, size)
          (output + (outer * count + place) * outputStride).update(
            from: table + (outer * size + row) * tableStride, count: inner)
        }
      }
    }
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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let inner = output.shape.dropFirst(axis + 1).reduce(1, *)
    return Kernel(
      rows: memory.floats(rows), indices: memory.integers(indices), output: memory.floats(output),
      outer: output.shape.prefix(axis).reduce(1, *), size: output.shape[axis],
      count: indices.count, inner: inner,
      rowStride: rows.layout == .paddedRows && axis == 0 && indices.shape.count == 1
        ? rows.matrix.stride : inner,
      outputStride: output.layout == .paddedRows && axis == 0 ? output.matrix.stride : inner,
      fault: memory.fault.of(.scatterAdd, indices, size: output.shape[axis]))
  }

  private struct Kernel: StepKernel {
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

    var extent: Int { size }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for outer in 0..<outer {
        let table = output + outer * size * outputStride
        (table + part.lowerBound * outputStride).update(
          repeating: 0, count: part.count * outputStride)
        for place in 0..<count {
          let row = fault.checked(indices, at: place, size)
          guard part.contains(row) else { continue }
          let target = table + row * outputStride
          let source = rows + (outer * count + place) * rowStride
          for element in 0..<inner { target[element] += source[element] }
        }
      }
    }
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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      indices: memory.integers(indices), output: memory.floats(output), count: indices.count,
      depth: depth, stride: output.layout == .paddedRows ? output.matrix.stride : depth,
      fault: memory.fault.of(.oneHot, indices, size: depth))
  }

  private struct Kernel: StepKernel {
    var indices: UnsafeMutablePointer<Int32>
    var output: UnsafeMutablePointer<Float>
    var count: Int
    var depth: Int
    var stride: Int
    var fault: IndexFault

    var extent: Int { count }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for place in part {
        let row = output + place * stride
        row.update(repeating: 0, count: depth)
        row[fault.checked(indices, at: place, depth)] = 1
      }
    }
  }
}
