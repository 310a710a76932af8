#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers as a reader wants them in tables, descriptions and hover texts.
package enum NumberText {
  /// The minus of typography, as wide as a digit.
  static let minus = "\u{2212}"

  /// Four significant digits without needless zeros: `0.4213`, `109,386`, `1.2e-4`.
  package static func short(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? minus + "∞" : "∞" }
    let magnitude = abs(value)
    if magnitude == 0 { return "0" }
    if value == value.rounded(), magnitude < 1e15 { return grouped(Int(value)) }
    if magnitude >= 1e6 || magnitude < 1e-3 { return scientific(value) }
    let decimals = max(0, 3 - Int(floor(log10(magnitude))))
    return fixed(value, decimals: decimals, dropsZeros: true)
  }

  /// An integer with its thousands apart: `109,386`.
  package static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var result = value < 0 ? minus : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// A fixed number of decimals; zero is `0`.
  static func fixed(_ value: Double, decimals: Int, dropsZeros: Bool = false) -> String {
    let decimals = min(max(decimals, 0), 17)
    let scaled = (abs(value) * pow(10, Double(decimals))).rounded()
    guard scaled < 9e15 else { return scientific(value) }
    var digits = String(Int(scaled))
    if digits == "0" { return "0" }
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    let whole = digits.dropLast(decimals)
    var fraction = digits.suffix(decimals)
    if dropsZeros { while fraction.last == "0" { fraction.removeLast() } }
    let body = grouped(Int(whole) ?? 0) + (fraction.isEmpty ? "" : "." + fraction)
    return (value < 0 ? minus : "") + body
  }

  /// Three significant digits and a power of ten that can be copied: `1.23e-4`.
  static func scientific(_ value: Double) -> String {
    let (mantissa, exponent) = parts(of: value, decimals: 2)
    return fixed(mantissa, decimals: 2, dropsZeros: true) + "e" + String(exponent)
  }

  /// The mantissa, from 1 to below 10 after rounding to `decimals`, and the exponent of ten.
  static func parts(of value: Double, decimals: Int) -> (mantissa: Double, exponent: Int) {
    guard value != 0, value.isFinite else { return (value, 0) }
    var exponent = Int(floor(log10(abs(value))))
    // In two steps: ten to the power of -exponent overflows for the smallest numbers.
    var mantissa = value / pow(10, Double(exponent / 2)) / pow(10, Double(exponent - exponent / 2))
    let rounding = pow(10, Double(decimals))
    mantissa = (mantissa * rounding).rounded() / rounding
    if abs(mantissa) >= 10 {
      mantissa /= 10
      exponent += 1
    } else if abs(mantissa) < 1 {
      mantissa *= 10
      exponent -= 1
    }
    return (mantissa, exponent)
  }
}
