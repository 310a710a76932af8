/// FNV-1a with 128 bits: names cache entries by what went into them.
///
/// Not cryptographic; the cache is the user's own folder, so nobody is kept out by it.
/// Parameters: draft-eastlake-fnv, section 5.
package struct ContentHash {
  package init() {}

  private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
  private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b

  /// Adds one text and its end, so that "ab", "c" differs from "a", "bc".
  package mutating func combine(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0)
  }

  private mutating func add(_ byte: UInt8) {
    state = (state ^ UInt128(byte)) &* Self.prime
  }

  /// 32 hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
