/// The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers:
/// as easy as 1, 2, 3", 2011): four random words are a pure function of a key and a counter, so any
/// part of a random tensor can be computed by any thread, in any order, with the same result.
package struct Philox: Sendable {
  private let key: (UInt32, UInt32)

  /// The generator of a key.
  package init(_ first: UInt32, _ second: UInt32) { key = (first, second) }

  /// The words of one counter.
  @inline(__always)
  package func words(
    _ c0: UInt32, _ c1: UInt32, _ c2: UInt32, _ c3: UInt32
  ) -> SIMD4<UInt32> {
    var (a, b, c, d) = (c0, c1, c2, c3)
    var (k0, k1) = key
    for _ in 0..<10 {
      let left = UInt64(a) &* 0xD251_1F53
      let right = UInt64(c) &* 0xCD9E_8D57
      (a, b, c, d) = (
        UInt32(truncatingIfNeeded: right &>> 32) ^ b ^ k0, UInt32(truncatingIfNeeded: right),
        UInt32(truncatingIfNeeded: left &>> 32) ^ d ^ k1, UInt32(truncatingIfNeeded: left)
      )
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return SIMD4(a, b, c, d)
  }

  /// The words of block `index` of stream `stream`.
  @inline(__always)
  package func block(_ index: Int, stream: UInt32) -> SIMD4<UInt32> {
    words(
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), 0, stream)
  }
}
