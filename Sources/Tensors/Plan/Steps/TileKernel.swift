/// A tile program with its addresses filled in, and the loop over tiles.
struct TileKernel: StepKernel {
  struct Register {
    enum Kind: UInt8 {
      case every, row, column, scalar, channel, temporary
      init(_ reach: TileStep.Reach) {
        switch reach {
        case .every: self = .every
        case .row: self = .row
        case .column: self = .column
        case .scalar: self = .scalar
        case .channel: self = .channel
        }
      }
    }
    var kind: Kind
    var start: UnsafeMutablePointer<Float>
    var stride: Int
    /// Which piece of scratch memory it has, for all kinds but those in the plan's memory.
    var slot: Int
  }

  struct Instruction {
    var function: TileFunction
    var s: Float
    var t: Float
    var output: Int32
    var a: Int32
    var b: Int32
    var c: Int32
    var d: Int32

    /// Inputs that the function does not read are given as the first.
    init(function: TileFunction, s: Float, t: Float, output: Int, inputs: [Int]) {
      self.function = function
      self.s = s
      self.t = t
      self.output = Int32(output)
      let inputs = inputs.map { Int32($0) }
      a = inputs[0]
      b = inputs.count > 1 ? inputs[1] : a
      c = inputs.count > 2 ? inputs[2] : a
      d = inputs.count > 3 ? inputs[3] : a
    }
  }

  var registers: UnsafeMutableBufferPointer<Register>
  var instructions: UnsafeMutableBufferPointer<Instruction>
  var rows: Int
  var columns: Int
  /// Images in blocks are computed block by block, each as one row.
  var images: Int
  var channelBlocks: Int
  var isBlocked: Bool
  /// Floats from row to row where whole rows of all operands and results follow each other without
  /// a gap, so that tiles may run on over the ends of rows; else 0.
  var contiguousStride: Int
  /// What a worker's range counts: rows or images, columns or channels.
  var cut: Cut
  enum Cut: UInt8 { case rows, columns }
  /// Results that go past the caches after each tile.
  var streamed: UnsafeMutableBufferPointer<Streamed>
  var streaming: StreamingStores?

  struct Streamed {
    var register: Int
    var target: UnsafeMutablePointer<Float>
  }

  var extent: Int {
    switch cut {
    case .rows: isBlocked ? images : rows
    case .columns: isBlocked ? channelBlocks * 16 : columns
    }
  }

  func deallocate() {
    registers.deallocate()
    instructions.deallocate()
    streamed.deallocate()
  }

  func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
    defer { streaming?.finish() }
    if isBlocked {
      let blocks = part.lowerBound / 16..<(part.upperBound + 15) / 16
      for image in cut == .rows ? part : 0..<images {
        for block in cut == .columns ? blocks : 0..<channelBlocks {
          area(
            scratch, offset: (image * channelBlocks + block) * columns, block: block,
            rows: 0..<1, columns: 0..<columns)
        }
      }
    } else if contiguousStride > 0 && cut == .rows {
      area(
        scratch, offset: 0, block: 0, rows: 0..<1,
        columns: part.lowerBound * contiguousStride..<part.upperBound * contiguousStride)
    } else {
      area(
        scratch, offset: 0, block: 0, rows: cut == .rows ? part : 0..<rows,
        columns: cut == .columns ? part : 0..<columns)
    }
  }

  /// All tiles of a rectangle; `offset` is added to the address of operands with every element.
  private func area(
    _ scratch: UnsafeMutablePointer<Float>, offset: Int, block: Int, rows: Range<Int>,
    columns: Range<Int>
  ) {
    let width = min(TileStep.tile, paddedToLanes(columns.count))
    guard width > 0, !rows.isEmpty else { return }
    let height = max(1, TileStep.tile / width)
    let tiles = UnsafeMutableRawPointer(scratch).assumingMemoryBound(
      to: TileInstruction.Tile.self)
    let slots = scratch + (registers.count * 4 + 15) / 16 * 16
    for (index, register) in registers.enumerated() {
      let slot = slots + register.slot * TileStep.tile
      switch register.kind {
      case .scalar:
        fill(slot, width, Lanes(repeating: register.start.pointee))
        tiles[index] = .init(start: slot, stride: 0)
      case .channel:
        fill(slot, width, register.start.lanes(at: block * 16))
        tiles[index] = .init(start: slot, stride: 0)
      case .temporary, .column: tiles[index] = .init(start: slot, stride: width)
      case .every: tiles[index].stride = register.stride
      case .row: tiles[index].stride = 0
      }
    }
    for row in stride(from: rows.lowerBound, to: rows.upperBound, by: height) {
      let tileRows = min(height, rows.upperBound - row)
      for column in stride(from: columns.lowerBound, to: columns.upperBound, by: width) {
        let tileColumns = paddedToLanes(min(width, columns.upperBound - column))
        for (index, register) in registers.enumerated() {
          switch register.kind {
          case .every:
            tiles[index].start = register.start + offset + row * register.stride + column
          case .row: tiles[index].start = register.start + column
          case .column:
            for line in 0..<tileRows {
              fill(
                tiles[index].start + line * width, tileColumns,
                Lanes(repeating: register.start[row + line]))
            }
          default: break
          }
        }
        for instruction in instructions {
          let bound = TileInstruction(
            s: instruction.s, t: instruction.t, output: tiles[Int(instruction.output)],
            a: tiles[Int(instruction.a)], b: tiles[Int(instruction.b)],
            c: tiles[Int(instruction.c)], d: tiles[Int(instruction.d)])
          instruction.function.compute(bound, tileRows, tileColumns)
        }
        if let streaming {
          for result in streamed {
            streaming.copy(
              result.target + offset + column, tiles[result.register].start, tileColumns)
          }
        }
      }
    }
  }

  @inline(__always)
  private func fill(_ slot: UnsafeMutablePointer<Float>, _ count: Int, _ value: Lanes) {
    for index in stride(from: 0, to: count, by: 16) { slot.store(value, at: index) }
  }
}
