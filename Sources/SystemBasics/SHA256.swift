/// The SHA-256 checksum (FIPS 180-4) of bytes that come in pieces.
package struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// The beginning of a block whose end has not come yet.
  private var rest: [UInt8] = []
  private var count = 0

  package init() {}

  /// The checksum of bytes as 64 hexadecimal digits.
  package static func hexadecimal(of bytes: some Collection<UInt8>) -> String {
    var checksum = SHA256()
    checksum.add(bytes)
    return checksum.hexadecimal
  }

  /// Adds the next bytes.
  package mutating func add(_ bytes: some Collection<UInt8>) {
    if bytes.withContiguousStorageIfAvailable({ add($0) }) == nil {
      Array(bytes).withUnsafeBufferPointer { add($0) }
    }
  }

  /// The 32 bytes of the checksum of bytes.
  package static func digest(of bytes: some Collection<UInt8>) -> [UInt8] {
    var checksum = SHA256()
    checksum.add(bytes)
    return checksum.digest
  }

  /// The checksum of all bytes so far, as 64 hexadecimal digits.
  package var hexadecimal: String {
    finalState.map(\.hexadecimalDigits).joined()
  }

  /// The checksum of all bytes so far, as 32 bytes.
  package var digest: [UInt8] {
    finalState.flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  private var finalState: [UInt32] {
    var whole = self
    let bitCount = UInt64(count) * 8
    var end = [UInt8](repeating: 0, count: (rest.count < 56 ? 56 : 120) - rest.count)
    end[0] = 0x80
    end += stride(from: 56, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: bitCount >> UInt64($0))
    }
    whole.add(end)
    return whole.state
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    count += bytes.count
    var bytes = bytes[...]
    if !rest.isEmpty {
      let missing = bytes.prefix(64 - rest.count)
      bytes = bytes.dropFirst(missing.count)
      let block = rest + missing
      rest = block.count < 64 ? block : []
      block.withUnsafeBufferPointer { absorb($0) }
    }
    absorb(UnsafeBufferPointer(rebasing: bytes))
    rest += bytes.suffix(bytes.count % 64)
  }

  /// Mixes the whole blocks of 64 bytes into the state. Unsafe pointers, because a bounds check at
  /// each of the 64 rounds would double the time for a file of 30 MB.
  private mutating func absorb(_ bytes: UnsafeBufferPointer<UInt8>) {
    let blocks = bytes.count / 64
    guard blocks > 0, let start = bytes.baseAddress else { return }
    Self.roundConstants.withUnsafeBufferPointer { constants in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
        for block in 0..<blocks {
          Self.expand(start + block * 64, into: schedule)
          Self.compress(schedule, constants, into: &state)
        }
      }
    }
  }

  private static func expand(
    _ block: UnsafePointer<UInt8>, into schedule: UnsafeMutableBufferPointer<UInt32>
  ) {
    let words = UnsafeRawPointer(block)
    for t in 0..<16 {
      schedule[t] = UInt32(
        bigEndian: words.loadUnaligned(fromByteOffset: 4 * t, as: UInt32.self))
    }
    for t in 16..<64 {
      let early = schedule[t - 15]
      let late = schedule[t - 2]
      let first = rotate(early, 7) ^ rotate(early, 18) ^ (early &>> 3)
      let second = rotate(late, 17) ^ rotate(late, 19) ^ (late &>> 10)
      schedule[t] = schedule[t - 16] &+ first &+ schedule[t - 7] &+ second
    }
  }

  private static func compress(
    _ schedule: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>,
    into state: inout [UInt32]
  ) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let first =
        h &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) &+ choice &+ constants[t]
        &+ schedule[t]
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    (word &>> count) | (word &<< (32 &- count))
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
