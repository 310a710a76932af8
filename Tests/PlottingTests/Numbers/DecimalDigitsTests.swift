import Testing

@testable import Plotting

/// Digits found the fast way are those of the C library, which rounds the exact binary value.
@Suite struct DecimalDigitsTests {
  @Test func ofNumbersOfAllSizes() {
    var random = Randomness(seed: 3)
    for _ in 0..<3_000 {
      let bits = UInt64(random.next() * 9e15) &* 0x9E37_79B9_7F4A_7C15
      compare(Double(bitPattern: bits))
    }
  }

  @Test func ofNumbersThatPeopleWrite() {
    var random = Randomness(seed: 4)
    for _ in 0..<3_000 {
      let whole = (random.next() * 1e6).rounded()
      let power = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6][Int(random.next() * 7)]
      compare(whole / power)
      compare(whole * power)
      compare(whole / 1024)
    }
  }

  /// In binary 0.15 and 2.675 lie below the middle, 0.25 on it, 1.005 below and 1.115 above it.
  @Test(arguments: [
    0, -0.0, 0.15, 0.25, 0.35, 2.5, 3.5, 2.675, 1.005, 1.115, 0.5, 9.5, 99.5, 9.999_999_999_999_999,
    0.1, 1 / 3, 2 / 3, 1e22, 1e23, 9_007_199_254_740_993, 123_456_789_012_345_680, 4.35, -8.5,
    1e-290, 5e-320, .leastNormalMagnitude, .greatestFiniteMagnitude, 1e15, 999_999_999_999_999.9,
  ])
  func ofNumbersAtTheEdge(value: Double) { compare(value) }

  private func compare(_ value: Double) {
    guard value.isFinite else { return }
    for count in 1...17 {
      let expected = DecimalDigits.fromBinary(value, count: count)
      #expect(DecimalDigits(value, significant: count) == expected, "\(value), \(count) digits")
    }
  }
}
