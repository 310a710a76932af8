extension FixedWidthInteger where Self: UnsignedInteger {
  /// The number in hexadecimal digits, two for each of its bytes.
  package var hexadecimalDigits: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: Self.bitWidth / 4 - digits.count) + digits
  }
}
