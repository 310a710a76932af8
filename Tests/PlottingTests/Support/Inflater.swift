/// Reads deflate blocks with codes of their own, to check the compressor against the format.
struct Inflater {
  struct Damaged: Error {}

  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func inflate() throws -> [UInt8] {
    guard try bits(1) == 1, try bits(2) == 2 else { throw Damaged() }
    let (literalCount, distanceCount) = (try bits(5) + 257, try bits(5) + 1)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var lengths = [Int](repeating: 0, count: 19)
    for index in 0..<(try bits(4) + 4) { lengths[order[index]] = try bits(3) }
    let code = Self.table(lengths)
    var all: [Int] = []
    while all.count < literalCount + distanceCount {
      let length = try symbol(code)
      guard length < 16 else { throw Damaged() }
      all.append(length)
    }
    let literals = Self.table(Array(all.prefix(literalCount)))
    let distances = Self.table(Array(all.dropFirst(literalCount)))
    var result: [UInt8] = []
    while true {
      let value = try symbol(literals)
      if value == 256 { return result }
      if value < 256 {
        result.append(UInt8(value))
        continue
      }
      let (start, extra) = Self.lengthRange(value)
      let length = start + (try bits(extra))
      let index = try symbol(distances)
      let more = index < 2 ? 0 : index / 2 - 1
      let base = index < 2 ? index + 1 : ((2 + index % 2) << (index / 2 - 1)) + 1
      let distance = base + (try bits(more))
      guard distance <= result.count else { throw Damaged() }
      for _ in 0..<length { result.append(result[result.count - distance]) }
    }
  }

  /// The table of RFC 1951, section 3.2.5, worked out.
  private static func lengthRange(_ symbol: Int) -> (start: Int, extraBits: Int) {
    if symbol == 285 { return (258, 0) }
    if symbol < 265 { return (symbol - 254, 0) }
    let extra = (symbol - 261) / 4
    return (3 + ((4 + (symbol - 265) % 4) << extra), extra)
  }

  /// Symbols by their code, written as its length and its bits from the first on.
  private static func table(_ lengths: [Int]) -> [[Int]: Int] {
    var table: [[Int]: Int] = [:]
    var code = 0
    for length in 1...15 {
      for symbol in lengths.indices where lengths[symbol] == length {
        table[[length, code]] = symbol
        code += 1
      }
      code <<= 1
    }
    return table
  }

  private mutating func symbol(_ table: [[Int]: Int]) throws -> Int {
    var code = 0
    for length in 1...15 {
      code = code << 1 | (try bits(1))
      if let symbol = table[[length, code]] { return symbol }
    }
    throw Damaged()
  }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for shift in 0..<count {
      guard place / 8 < bytes.count else { throw Damaged() }
      value |= Int(bytes[place / 8] >> (place % 8) & 1) << shift
      place += 1
    }
    return value
  }
}
