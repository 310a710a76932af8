internal import SystemBasics

/// A checksum of 128 bits for what belongs to a training: fast enough for all its data at every run
/// (about the speed of memory), and meant to tell things apart, not to withstand an attacker.
///
/// Two chains of 64 bits for each of four lanes take 16 bytes at a time: the two words, each
/// combined with a number of the chain's, are multiplied to 128 bits, whose halves are combined, as
/// in Wang Yi's wyhash.
package struct ContentDigest {
  private var state: SIMD8<UInt64>

  /// 64 bits of the fractions of the square roots of 2, 3, 5, …, 19.
  private static let constants = SIMD8<UInt64>(
    0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179)

  package init() { state = Self.constants }

  /// Takes a text; two texts are not the same as one of both.
  package mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }

  /// Takes bytes and their number.
  package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    mix(UInt64(bytes.count), 0)
    let whole = bytes.count & ~63
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    let k = Self.constants
    for start in stride(from: 0, to: whole, by: 64) {
      func word(_ number: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: start + number * 8, as: UInt64.self)
      }
      let (w0, w1, w2, w3) = (word(0), word(1), word(2), word(3))
      let (w4, w5, w6, w7) = (word(4), word(5), word(6), word(7))
      a = Self.folded(w0 ^ k[0], w1 ^ a)
      b = Self.folded(w2 ^ k[1], w3 ^ b)
      c = Self.folded(w4 ^ k[2], w5 ^ c)
      d = Self.folded(w6 ^ k[3], w7 ^ d)
      e = Self.folded(w0 ^ e, w1 ^ k[4])
      f = Self.folded(w2 ^ f, w3 ^ k[5])
      g = Self.folded(w4 ^ g, w5 ^ k[6])
      h = Self.folded(w6 ^ h, w7 ^ k[7])
    }
    state = SIMD8(a, b, c, d, e, f, g, h)
    for start in stride(from: whole, to: bytes.count, by: 16) {
      let rest = bytes[start..<min(start + 16, bytes.count)]
      mix(Self.word(rest.prefix(8)), Self.word(rest.dropFirst(8)))
    }
  }

  /// The digest as 32 digits.
  package var hexadecimal: String {
    var end = self
    for lane in 0..<4 { end.mix(state[lane], state[lane + 4]) }
    let first = Self.folded(end.state[0] ^ end.state[1], end.state[2] ^ end.state[3] ^ state[4])
    let second = Self.folded(end.state[4] ^ end.state[5], end.state[6] ^ end.state[7] ^ state[0])
    return first.hexadecimalDigits + second.hexadecimalDigits
  }

  /// Takes two words into every lane.
  private mutating func mix(_ first: UInt64, _ second: UInt64) {
    for lane in 0..<8 {
      let neighbour = state[(lane + 1) & 7]
      state[lane] = Self.folded(
        first ^ state[lane] ^ Self.constants[lane],
        second ^ neighbour ^ Self.constants[(lane + 3) & 7])
    }
  }

  @inline(__always)
  private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Up to eight bytes, the lowest first.
  private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.enumerated().reduce(0) { $0 | UInt64($1.element) << (8 * UInt64($1.offset)) }
  }
}
