import NotebookDisplay

/// Single numbers as a reader wants them in descriptions and messages; for several numbers that are
/// compared with each other, see ``NumberColumn``.
package enum NumberText {
  /// The minus of typography, as wide as a digit.
  static let minus = "\u{2212}"

  /// Four significant digits without needless zeros: `0.4213`, `109,386`, `1.2e-4`.
  ///
  /// A number that is not whole is never rounded to one that is: 0.99998 stays `0.99998`.
  package static func short(_ value: Double) -> String {
    let value = value.withoutSinglePrecisionDigits
    return significant(value, digits: digitsOfShort(value), isGrouped: value.magnitude >= 1e4)
  }

  /// Four digits, or as many as a number that is not whole needs not to look whole: those behind
  /// the point up to the first that is not zero below a thousand, and above all of them where three
  /// suffice.
  static func digitsOfShort(_ value: Double) -> Int {
    guard value.isFinite, value != value.rounded() else { return 4 }
    if value.magnitude < 1000 {
      return (4..<15).first { DecimalDigits(value, significant: $0).decimals > 0 } ?? 4
    }
    guard value.magnitude < mostInFull else { return 4 }
    let whole = DecimalDigits(value, significant: 15).exponent + 1
    return ((whole + 1)...(whole + 3)).first {
      DecimalDigits(value, significant: $0).value == value
    } ?? 4
  }

  /// From here on a number that is not whole is written with a power of ten where few digits
  /// suffice.
  private static let mostInFull = 1e9

  /// A number with so many significant digits, without zeros at the end; whole numbers below 10¹⁵
  /// in full, very large and very small ones with a power of ten that can be copied: `1.23e-4`.
  /// Where more than four digits are wanted, a whole number is in full as long as it is exact.
  static func significant(_ value: Double, digits: Int, isGrouped: Bool) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? minus + "∞" : "∞" }
    if value == 0 { return "0" }
    let magnitude = value.magnitude
    if value == value.rounded(), magnitude < (digits > 4 ? Double.firstInexactInteger : 1e15) {
      return DecimalDigits(value, significant: 17).plain(decimals: 0, isGrouped: isGrouped)
    }
    if magnitude >= mostInFull && digits < 10 || magnitude >= 1e15 || magnitude < 1e-3 {
      return scientific(value, digits: digits > 4 ? digits : 3)
    }
    // Digits before the point are never replaced by zeros.
    let whole = DecimalDigits(value, significant: 1).exponent + 1
    let rounded = DecimalDigits(value, significant: max(digits, whole))
    return rounded.plain(decimals: rounded.decimals, isGrouped: isGrouped)
  }

  /// A count with its thousands apart: `109,386`.
  package static func grouped(_ value: Int) -> String {
    (value < 0 ? minus : "") + NotebookDisplay.NumberFormat.grouped(value.magnitude)
  }

  /// A count and what is counted: `1 value`, `2,500 values`.
  package static func counted(_ count: Int, _ noun: String) -> String {
    NotebookDisplay.NumberFormat.counted(count, noun)
  }

  /// A fixed number of decimals, at most 17; a number that rounds to zero is `0`, one of 10¹⁵ and
  /// more has all its digits and a power of ten.
  static func fixed(_ value: Double, decimals: Int, isGrouped: Bool? = nil) -> String {
    guard value.isFinite, value.magnitude < 1e15 else {
      let digits = (4...17).first { DecimalDigits(value, significant: $0).value == value }
      return value.isFinite
        ? scientific(value, digits: digits ?? 17) : significant(value, digits: 4, isGrouped: false)
    }
    let decimals = min(max(decimals, 0), 17)
    let all = DecimalDigits(value, significant: 17)
    // Rounded where the last wanted decimal stands, not where 17 digits end.
    let wanted = all.exponent + 1 + decimals
    guard wanted > 0 else { return roundsUp(all, wanted) ? unit(value < 0, decimals) : "0" }
    let digits = wanted < 17 ? DecimalDigits(value, significant: wanted) : all
    if digits.digits == [0x30] { return "0" }
    return digits.plain(
      decimals: decimals, isGrouped: isGrouped ?? (value.magnitude >= 1e4))
  }

  /// Whether a number below the last decimal is at least half of it.
  private static func roundsUp(_ digits: DecimalDigits, _ wanted: Int) -> Bool {
    wanted == 0 && (digits.digits.first ?? 0) >= UInt8(ascii: "5")
  }

  /// One unit of the last decimal.
  private static func unit(_ isNegative: Bool, _ decimals: Int) -> String {
    let zeros = String(repeating: "0", count: max(decimals - 1, 0))
    return (isNegative ? minus : "") + (decimals == 0 ? "1" : "0." + zeros + "1")
  }

  /// So many significant digits and a power of ten that can be copied: `1.23e-4`.
  static func scientific(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return significant(value, digits: digits, isGrouped: false) }
    let (mantissa, exponent) = parts(of: value, digits: digits)
    return mantissa + "e" + String(exponent)
  }

  /// The mantissa, from 1 to below 10 after rounding, without zeros at the end, and the exponent.
  static func parts(of value: Double, digits: Int) -> (mantissa: String, exponent: Int) {
    var rounded = DecimalDigits(value, significant: digits)
    let exponent = rounded.exponent
    rounded.exponent = 0
    return (rounded.plain(decimals: rounded.decimals, isGrouped: false), exponent)
  }
}
