/// Numbers, sizes and durations as people read them: in one form on the console, in the report and
/// in errors.
package enum NumberFormat {
  /// A number with a fixed count of decimals: `0.6600`.
  ///
  /// A number too small for the decimals, or with more digits than a `Double` has, is written with
  /// an exponent and three significant digits (`1.2e-07`, `1e+300`); infinities and NaN by name.
  ///
  /// - Parameter decimals: From 0 to 9.
  package static func fixed(_ number: Double, decimals: Int) -> String {
    guard number.isFinite else { return short(number) }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (number.magnitude * scale).rounded()
    guard scaled < 1e15, scaled >= 1 || number == 0 else { return short(number) }
    let whole = Int(clamping: scaled)
    let unit = Int(clamping: scale)
    let sign = number < 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let fraction = String(whole % unit)
    let padding = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(whole / unit).\(padding)\(fraction)"
  }

  /// A number with at most three significant digits: `1.2e-07`, `1e+300`, `0.25`; infinities and
  /// NaN by name, without the sign and payload that processors give NaN.
  package static func short(_ number: Double) -> String {
    number.isNaN ? "nan" : "\(number.rounded(toSignificantDigits: 3))"
  }

  /// A whole number with its digits in groups of three: `109,386`.
  package static func grouped(_ number: some BinaryInteger) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A count with its noun in a sentence: `1 line`, `312 lines`, `no errors`.
  package static func count(_ number: Int, _ noun: String) -> String {
    number == 0 ? "no \(noun)s" : counted(number, noun)
  }

  /// A count with its noun among figures: `1 line`, `312 lines`, `0 errors`.
  package static func counted(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}
