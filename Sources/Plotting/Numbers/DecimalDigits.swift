#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A finite number as decimal digits and a power of ten: 0.0123 is "123" and −2.
struct DecimalDigits: Equatable {
  var isNegative: Bool
  /// At least one; the first is zero only for the number zero.
  var digits: [UInt8]
  /// The power of ten of the first digit.
  var exponent: Int

  /// Rounds to so many significant digits (1 to 17), half to even on the exact binary value.
  ///
  /// - Precondition: `value` is finite.
  init(_ value: Double, significant: Int) {
    var buffer = [CChar](repeating: 0, count: 64)
    let decimals = CInt(Swift.min(Swift.max(significant, 1), 17) - 1)
    let length = withVaList([decimals, value]) { vsnprintf(&buffer, 64, "%.*e", $0) }
    let text = buffer.prefix(Swift.max(Int(length), 0)).map { UInt8(bitPattern: $0) }
    isNegative = text.first == UInt8(ascii: "-")
    let split = text.firstIndex(of: UInt8(ascii: "e")) ?? text.endIndex
    digits = text[..<split].filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let power = String(decoding: text[split...].dropFirst(), as: UTF8.self)
    exponent = Int(power.hasPrefix("+") ? String(power.dropFirst()) : power) ?? 0
    if digits.allSatisfy({ $0 == UInt8(ascii: "0") }) { (digits, exponent) = ([0x30], 0) }
  }

  /// The same number without zeros at the end.
  var trimmed: DecimalDigits {
    var result = self
    while result.digits.count > 1, result.digits.last == UInt8(ascii: "0") {
      result.digits.removeLast()
    }
    return result
  }

  /// How many digits lie behind the decimal point, without zeros at the end.
  var decimals: Int { Swift.max(trimmed.digits.count - 1 - exponent, 0) }

  /// The number in full, without an exponent.
  ///
  /// - Parameters:
  ///   - decimals: digits behind the point; further ones are zeros.
  ///   - isGrouped: whether commas keep the thousands apart.
  func plain(decimals: Int, isGrouped: Bool) -> String {
    let zero = UInt8(ascii: "0")
    func digit(_ power: Int) -> UInt8 {
      let index = exponent - power
      return digits.indices.contains(index) ? digits[index] : zero
    }
    var text: [UInt8] = []
    for power in stride(from: Swift.max(exponent, 0), through: 0, by: -1) {
      text.append(digit(power))
      if isGrouped, power > 0, power % 3 == 0 { text.append(UInt8(ascii: ",")) }
    }
    if decimals > 0 {
      text.append(UInt8(ascii: "."))
      for place in 1...decimals { text.append(digit(-place)) }
    }
    let isZero = digits.allSatisfy { $0 == zero }
    return (isNegative && !isZero ? NumberText.minus : "") + String(decoding: text, as: UTF8.self)
  }
}
