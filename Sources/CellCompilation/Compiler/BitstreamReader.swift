/// Reads the blocks and records of an LLVM bitstream container, the format of the compiler's
/// serialized diagnostics.
///
/// Source of the format: "LLVM Bitcode File Format", llvm.org.
struct BitstreamReader {
  /// What stands next in the stream.
  enum Item: Equatable {
    case blockStart(id: UInt64)
    case blockEnd
    case record(code: UInt64, fields: [UInt64], blob: [UInt8])
  }

  private enum Operand {
    case literal(UInt64)
    case fixed(Int)
    case variable(Int)
    case array
    case character
    case blob
  }

  private struct Block {
    var id: UInt64
    var abbreviationWidth: Int
    var abbreviations: [[Operand]]
  }

  private let bytes: [UInt8]
  private var bit = 0
  private var blocks = [Block(id: .max, abbreviationWidth: 2, abbreviations: [])]
  /// Abbreviations that a block-info block gives to all blocks of an id.
  private var shared: [UInt64: [[Operand]]] = [:]

  /// Starts behind the four bytes of the file's signature; `nil` if they are others.
  init?(_ bytes: [UInt8], signature: String) {
    guard bytes.starts(with: signature.utf8) else { return nil }
    self.bytes = bytes
    bit = signature.utf8.count * 8
  }

  /// The next start of a block, end of a block or record; `nil` at the end of the stream or where
  /// it is damaged.
  mutating func next() -> Item? {
    while bit + blocks[blocks.count - 1].abbreviationWidth <= bytes.count * 8 {
      let block = blocks[blocks.count - 1]
      guard let id = fixed(block.abbreviationWidth) else { return nil }
      switch id {
      case 0:
        align()
        guard blocks.count > 1 else { return nil }
        blocks.removeLast()
        return .blockEnd
      case 1:
        guard let id = variable(8), let width = variable(4), (2...32).contains(width) else {
          return nil
        }
        align()
        bit += 32  // The block's length, needed only to skip it.
        if id == 0 {
          guard readSharedAbbreviations(width: Int(width)) else { return nil }
        } else {
          blocks.append(
            Block(id: id, abbreviationWidth: Int(width), abbreviations: shared[id] ?? []))
          return .blockStart(id: id)
        }
      case 2:
        guard let abbreviation = readAbbreviation() else { return nil }
        blocks[blocks.count - 1].abbreviations.append(abbreviation)
      case 3:
        return readPlainRecord()
      default:
        guard Int(id) - 4 < block.abbreviations.count else { return nil }
        return readRecord(block.abbreviations[Int(id) - 4])
      }
    }
    return nil
  }
}

extension BitstreamReader {
  private mutating func fixed(_ width: Int) -> UInt64? {
    guard width <= 64, bit + width <= bytes.count * 8 else { return nil }
    var value: UInt64 = 0
    for index in 0..<width {
      let place = bit + index
      value |= UInt64((bytes[place >> 3] >> UInt8(place & 7)) & 1) << UInt64(index)
    }
    bit += width
    return value
  }

  private mutating func variable(_ width: Int) -> UInt64? {
    guard width > 1 else { return nil }
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let chunk = fixed(width) {
      let more = UInt64(1) << UInt64(width - 1)
      value |= (chunk & (more - 1)) << shift
      if chunk & more == 0 { return value }
      shift += UInt64(width - 1)
      if shift > 63 { return nil }
    }
    return nil
  }

  private mutating func align() { bit = (bit + 31) / 32 * 32 }

  private mutating func readSharedAbbreviations(width: Int) -> Bool {
    var id: UInt64?
    while let code = fixed(width) {
      switch code {
      case 0:
        align()
        return true
      case 2:
        guard let id, let abbreviation = readAbbreviation() else { return false }
        shared[id, default: []].append(abbreviation)
      case 3:
        guard case .record(let code, let fields, _) = readPlainRecord() else { return false }
        if code == 1 { id = fields.first }
      default: return false
      }
    }
    return false
  }

  private mutating func readAbbreviation() -> [Operand]? {
    guard let count = variable(5) else { return nil }
    var operands: [Operand] = []
    for _ in 0..<count {
      guard let isLiteral = fixed(1) else { return nil }
      if isLiteral == 1 {
        guard let value = variable(8) else { return nil }
        operands.append(.literal(value))
        continue
      }
      switch fixed(3) {
      case 1:
        guard let width = variable(5) else { return nil }
        operands.append(.fixed(Int(width)))
      case 2:
        guard let width = variable(5) else { return nil }
        operands.append(.variable(Int(width)))
      case 3: operands.append(.array)
      case 4: operands.append(.character)
      case 5: operands.append(.blob)
      default: return nil
      }
    }
    return operands
  }

  private mutating func readPlainRecord() -> Item? {
    guard let code = variable(6), let count = variable(6) else { return nil }
    var fields: [UInt64] = []
    for _ in 0..<count {
      guard let field = variable(6) else { return nil }
      fields.append(field)
    }
    return .record(code: code, fields: fields, blob: [])
  }

  private mutating func readScalar(_ operand: Operand) -> UInt64? {
    switch operand {
    case .literal(let value): value
    case .fixed(let width): fixed(width)
    case .variable(let width): variable(width)
    case .character: fixed(6)
    case .array, .blob: nil
    }
  }

  private mutating func readRecord(_ operands: [Operand]) -> Item? {
    var fields: [UInt64] = []
    var blob: [UInt8] = []
    var index = 0
    while index < operands.count {
      switch operands[index] {
      case .array:
        guard let count = variable(6), index + 1 < operands.count else { return nil }
        for _ in 0..<count {
          guard let field = readScalar(operands[index + 1]) else { return nil }
          fields.append(field)
        }
        index += 1
      case .blob:
        guard let count = variable(6) else { return nil }
        align()
        let start = bit / 8
        guard count <= UInt64(bytes.count), start + Int(count) <= bytes.count else { return nil }
        blob = Array(bytes[start..<start + Int(count)])
        bit += Int(count) * 8
        align()
      case let operand:
        guard let field = readScalar(operand) else { return nil }
        fields.append(field)
      }
      index += 1
    }
    guard let code = fields.first else { return nil }
    return .record(code: code, fields: Array(fields.dropFirst()), blob: blob)
  }
}
