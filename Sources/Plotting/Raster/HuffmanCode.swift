/// A prefix code in the canonical form of deflate.
struct HuffmanCode {
  /// Bits of each symbol; 0 for symbols that do not occur.
  private(set) var lengths: [Int]
  /// Each symbol's code, its first bit lowest.
  private(set) var codes: [Int]

  /// The best code whose words have at most `longest` bits, or one close to it.
  init(frequencies: [Int], longest: Int) {
    var frequencies = frequencies
    lengths = Self.lengths(frequencies)
    // Flatter frequencies make a flatter tree.
    while (lengths.max() ?? 0) > longest {
      frequencies = frequencies.map { $0 > 0 ? $0 / 2 + 1 : 0 }
      lengths = Self.lengths(frequencies)
    }
    codes = Self.codes(lengths)
  }

  private static func lengths(_ frequencies: [Int]) -> [Int] {
    var lengths = [Int](repeating: 0, count: frequencies.count)
    var groups = frequencies.enumerated().filter { $0.element > 0 }
      .map { (weight: $0.element, symbols: [$0.offset]) }
    if groups.count == 1 { lengths[groups[0].symbols[0]] = 1 }
    while groups.count > 1 {
      // The lightest at the end; of equal ones the one with the lower symbol, always the same.
      groups.sort { ($0.weight, $0.symbols[0]) > ($1.weight, $1.symbols[0]) }
      let (a, b) = (groups.removeLast(), groups.removeLast())
      let symbols = a.symbols + b.symbols
      for symbol in symbols { lengths[symbol] += 1 }
      groups.append((a.weight + b.weight, symbols))
    }
    return lengths
  }

  private static func codes(_ lengths: [Int]) -> [Int] {
    var next = 0
    var codes = [Int](repeating: 0, count: lengths.count)
    for length in 1...15 {
      for symbol in lengths.indices where lengths[symbol] == length {
        codes[symbol] = (0..<length).reduce(0) { $0 | (next >> $1 & 1) << (length - 1 - $1) }
        next += 1
      }
      next <<= 1
    }
    return codes
  }
}

/// Collects bits into bytes, the lowest bit first.
struct BitWriter {
  private var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var pendingCount = 0

  mutating func write(_ value: Int, count: Int) {
    pending |= UInt64(value) << UInt64(pendingCount)
    pendingCount += count
    while pendingCount >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingCount -= 8
    }
  }

  mutating func write(_ code: HuffmanCode, symbol: Int) {
    write(code.codes[symbol], count: code.lengths[symbol])
  }

  /// All bytes, the last one filled up with zeros.
  func finished() -> [UInt8] {
    pendingCount > 0 ? bytes + [UInt8(truncatingIfNeeded: pending)] : bytes
  }
}
