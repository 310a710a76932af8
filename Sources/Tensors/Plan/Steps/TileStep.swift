/// A fused chain of element-wise operations over values of one shape and layout.
struct TileStep: PlanStep {
  /// How an operand relates to the elements of the results.
  enum Reach: Hashable {
    /// An element for every element.
    case every
    /// One row for all rows.
    case row
    /// One number for every row.
    case column
    /// One number.
    case scalar
    /// One number for every channel of images in blocks.
    case channel

    /// The axis along which a worker reads only its share.
    func axis(under division: Division) -> Int? {
      switch self {
      case .every: division.axis
      case .row, .channel: division.axis == 1 ? 1 : nil
      case .column: division.axis == 0 ? 0 : nil
      case .scalar: nil
      }
    }
  }

  var operands: [(value: PlanValue, reach: Reach)]
  var outputs: [PlanValue]
  var program: TileProgram
  /// How to write what is too large for the caches, if there is a way.
  var streaming: StreamingStores?

  /// Numbers of one tile: 4 KB, so that the registers of an optimizer's update and what they are
  /// read from fit the first-level cache.
  static let tile = 1_024

  private var frame: PlanValue { outputs[0] }

  var label: String {
    "fused " + program.operations.map(\.function.label).joined(separator: ", ")
  }
  var reads: [PlanValue] { operands.map(\.value) }
  var writes: [PlanValue] { outputs }
  var cost: Double {
    let streams = operands.filter { $0.reach == .every }.count + outputs.count
    let work = Double(program.operations.count) * 0.03 + Double(streams) * 0.04
    return Double(frame.count) / 1_000 * work + 0.05
  }
  var scratch: Int {
    let registers = operands.count + program.operations.count
    return registers * 4 + (registers + 1) * Self.tile + 64
  }

  /// Along the elements in memory, wherever no axis of the shape begins on whole registers.
  private static let flat = -1

  var divisions: [Division] {
    let shape = frame.shape
    switch frame.layout {
    case .paddedRows: return [.rows(shape[0]), .columns(shape[1])]
    case .channelBlocks:
      return [.rows(shape[0]), Division(axis: 1, count: shape[1], grain: 16)]
    default:
      if shape.count == 1 { return [.columns(shape[0])] }
      return [Division(axis: Self.flat, count: frame.count, grain: 48)]
    }
  }

  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    if isWritten && outputs.contains(where: { $0.buffer == value.buffer }) { return division.axis }
    // One buffer may be several operands: a matrix, and its first row for all rows.
    let axes = Set(
      operands.filter { $0.value.buffer == value.buffer }.map { $0.reach.axis(under: division) })
    return axes.count == 1 ? axes.first.flatMap { $0 } : nil
  }

  /// Whether the results may take the memory of a state: everything of it that is read is read
  /// where the result is written.
  func mayOverwrite(_ state: PlanValue) -> Bool {
    operands.allSatisfy { value, reach in
      value.buffer != state.buffer || (reach == .every && value.offset == 0)
    }
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let operandCount = operands.count
    let blocked = frame.layout == .channelBlocks
    let sweep = frame.sweep
    // A result goes to its memory as it is computed, unless memory it overwrites is read later.
    var directly = [Int?](repeating: nil, count: operandCount + program.operations.count)
    var copies: [(register: Int, output: Int)] = []
    var streamed: [TileKernel.Streamed] = []
    let streams = self.streams(in: memory, cut: cut(division))
    for (output, register) in program.results.enumerated() {
      let overwritten = operands.indices.filter {
        operands[$0].value.buffer == outputs[output].buffer
      }
      let isReadLater = program.operations.indices.contains { index in
        index > register - operandCount
          && program.operations[index].inputs.contains { overwritten.contains($0) }
      }
      if streams {
        streamed.append(
          .init(register: register, target: memory.floats(outputs[output])))
      } else if register < operandCount || isReadLater || directly[register] != nil {
        copies.append((register, output))
      } else {
        directly[register] = output
      }
    }
    var instructions = program.operations.enumerated().map { index, operation in
      Instruction(
        function: operation.function, s: operation.s, t: operation.t,
        output: operandCount + index, inputs: operation.inputs)
    }
    var slots = SlotAssignment(program)
    var registers = operands.indices.map { index in
      let (value, reach) = operands[index]
      return Register(
        kind: .init(reach), start: memory.floats(value), stride: value.sweep.stride,
        slot: reach == .every || reach == .row ? 0 : slots.take(until: nil))
    }
    for (index, output) in directly[operandCount...].enumerated() {
      slots.release(before: index)
      if let output {
        registers.append(
          Register(
            kind: .every, start: memory.floats(outputs[output]),
            stride: outputs[output].sweep.stride, slot: 0))
      } else {
        registers.append(
          Register(
            kind: .temporary, start: memory.floats(frame), stride: 0,
            slot: slots.take(until: slots.lastUse[operandCount + index])))
      }
    }
    for copy in copies {
      instructions.append(
        Instruction(
          function: .value(Copy.self), s: 0, t: 0, output: registers.count,
          inputs: [copy.register]))
      let output = outputs[copy.output]
      registers.append(
        Register(
          kind: .every, start: memory.floats(output), stride: output.sweep.stride, slot: 0))
    }
    let channels = blocked ? frame.shape[1] / 16 : 1
    return TileKernel(
      registers: .copy(of: registers), instructions: .copy(of: instructions),
      rows: blocked ? 1 : sweep.rows,
      columns: blocked ? frame.shape[2] * frame.shape[3] * 16 : sweep.columns,
      images: blocked ? frame.shape[0] : 1, channelBlocks: channels,
      isBlocked: blocked, contiguousStride: contiguousStride, cut: cut(division),
      streamed: .copy(of: streamed), streaming: streams ? streaming : nil)
  }

  /// Whether the results are written past the caches: they are too large to be found there, and
  /// memory that is written through the caches is first read.
  private func streams(in memory: PlanMemory, cut: TileKernel.Cut) -> Bool {
    let values = outputs + operands.filter { $0.reach == .every }.map(\.value)
    let bytes = values.reduce(0) { $0 + $1.storedCount * 4 }
    let isContiguous =
      frame.layout == .channelBlocks || frame.sweep.rows == 1
      || (contiguousStride > 0 && cut != .columns)
    return streaming != nil && isContiguous && bytes >= Self.streamedBytes
      && outputs.allSatisfy { UInt(bitPattern: memory.floats($0)) % 64 == 0 }
  }

  /// More than the caches of most processors hold.
  private static let streamedBytes = 64 << 20

  /// The distance of rows, if every operand is one number or lies in memory like the results.
  private var contiguousStride: Int {
    let stride = frame.sweep.stride
    let isContiguous = operands.allSatisfy { value, reach in
      reach == .scalar || (reach == .every && value.sweep.stride == stride)
    }
    return isContiguous && frame.layout == .paddedRows ? stride : 0
  }

  private func cut(_ division: Division?) -> TileKernel.Cut {
    guard let division else { return .rows }
    return division.axis == 0 && frame.layout != .dense ? .rows : .columns
  }

  typealias Instruction = TileKernel.Instruction
  typealias Register = TileKernel.Register
}

extension UnsafeMutableBufferPointer {
  /// Memory of its own with the elements of an array.
  static func copy(of elements: [Element]) -> Self {
    let buffer = allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return buffer
  }
}
