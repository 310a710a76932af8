/// Compresses bytes as one block of the deflate format with codes of its own (RFC 1951).
enum Deflate {
  static func compress(_ data: [UInt8]) -> [UInt8] {
    let tokens = MatchFinder.tokens(data)
    var literals = [Int](repeating: 0, count: 286)
    var distances = [Int](repeating: 0, count: 30)
    literals[256] = 1
    for token in tokens {
      switch token {
      case .literal(let byte): literals[Int(byte)] += 1
      case .match(let length, let distance):
        literals[257 + LengthCode.index(of: length)] += 1
        distances[DistanceCode.index(of: distance)] += 1
      }
    }
    // A decoder needs at least one distance code, used or not.
    if distances.allSatisfy({ $0 == 0 }) { distances[0] = 1 }
    let literalCode = HuffmanCode(frequencies: literals, longest: 15)
    let distanceCode = HuffmanCode(frequencies: distances, longest: 15)

    var bits = BitWriter()
    bits.write(1, count: 1)
    bits.write(2, count: 2)
    writeCodes(literalCode, distanceCode, to: &bits)
    for token in tokens {
      switch token {
      case .literal(let byte): bits.write(literalCode, symbol: Int(byte))
      case .match(let length, let distance):
        let lengthIndex = LengthCode.index(of: length)
        bits.write(literalCode, symbol: 257 + lengthIndex)
        bits.write(
          length - LengthCode.starts[lengthIndex], count: LengthCode.extraBits[lengthIndex])
        let distanceIndex = DistanceCode.index(of: distance)
        bits.write(distanceCode, symbol: distanceIndex)
        bits.write(
          distance - DistanceCode.starts[distanceIndex],
          count: DistanceCode.extraBits(distanceIndex))
      }
    }
    bits.write(literalCode, symbol: 256)
    return bits.finished()
  }

  /// The lengths of both codes, themselves coded.
  private static func writeCodes(
    _ literals: HuffmanCode, _ distances: HuffmanCode, to bits: inout BitWriter
  ) {
    let lengths = literals.lengths + distances.lengths
    let code = HuffmanCode(
      frequencies: (0..<19).map { symbol in lengths.count { $0 == symbol } }, longest: 7)
    bits.write(literals.lengths.count - 257, count: 5)
    bits.write(distances.lengths.count - 1, count: 5)
    bits.write(19 - 4, count: 4)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    for symbol in order { bits.write(code.lengths[symbol], count: 3) }
    for length in lengths { bits.write(code, symbol: length) }
  }
}

/// How deflate writes the length of a match: 3 to 258.
enum LengthCode {
  static let starts = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  static let extraBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]

  static func index(of length: Int) -> Int {
    starts.lastIndex { $0 <= length } ?? 0
  }
}

/// How deflate writes the distance of a match: 1 to 32,768.
enum DistanceCode {
  static let starts = (0..<30).map { index in
    index < 2 ? index + 1 : (2 + index % 2) << (index / 2 - 1) + 1
  }

  static func extraBits(_ index: Int) -> Int { index < 2 ? 0 : index / 2 - 1 }

  static func index(of distance: Int) -> Int {
    starts.lastIndex { $0 <= distance } ?? 0
  }
}
