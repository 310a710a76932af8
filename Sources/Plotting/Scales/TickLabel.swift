#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The text at a tick, with a raised exponent where it needs one.
struct TickLabel: Equatable {
  var text: String
  var exponent: String?

  /// In pixels, for laying out.
  var width: Double {
    TextMetrics.width(text) + (exponent.map { TextMetrics.width($0, size: 9) } ?? 0)
  }

  /// The label in one line of plain text: `10^−3`.
  var plain: String { text + (exponent.map { "^" + $0 } ?? "") }

  /// A power of ten; small ones are written out.
  static func power(_ power: Int) -> TickLabel {
    switch power {
    case 0: TickLabel(text: "1")
    case 1: TickLabel(text: "10")
    default: TickLabel(text: "10", exponent: raised(power))
    }
  }

  private static func raised(_ power: Int) -> String {
    (power < 0 ? NumberText.minus : "") + String(power.magnitude)
  }

  /// Labels that write every tick exactly, with one number of decimals for all of them.
  static func labels(_ values: [Double], format: NumberFormat) -> [TickLabel] {
    switch format {
    case .percent:
      let hundredths = values.map { $0 * 100 }
      let decimals = decimalsNeeded(hundredths)
      return hundredths.map {
        TickLabel(text: NumberText.fixed($0, decimals: decimals) + "\u{202F}%")
      }
    case .decimals(let least):
      let texts = values.map { NumberText.fixed($0, decimals: least) }
      let isTold =
        Set(texts).count == Set(values).count
        && !zip(values, texts).contains { $0 != 0 && $1 == "0" }
      let decimals = isTold ? least : max(least, decimalsNeeded(values))
      return values.map { TickLabel(text: NumberText.fixed($0, decimals: decimals)) }
    case .scientific: return scientific(values)
    case .automatic:
      return abbreviated(values) ?? plain(values) ?? scientific(values)
    }
  }

  /// Each number in the shortest way, as on a logarithmic axis: `0.02`, `5`, `2×10⁻⁴`.
  static func separate(_ values: [Double], format: NumberFormat) -> [TickLabel] {
    values.flatMap { value in
      format == .automatic && (value.magnitude >= 1e4 || value.magnitude < 1e-2)
        ? scientific([value]) : labels([value], format: format)
    }
  }

  /// The longest text of a number in full; longer ones are written with a power of ten.
  private static let mostCharacters = 12

  /// In full, where that is short enough.
  private static func plain(_ values: [Double]) -> [TickLabel]? {
    let largest = values.map(\.magnitude).max() ?? 0
    guard largest == 0 || (largest >= 1e-3 && largest < 1e15) else { return nil }
    let decimals = decimalsNeeded(values)
    let isGrouped = largest >= 1e4
    let texts = values.map { NumberText.fixed($0, decimals: decimals, isGrouped: isGrouped) }
    let needsFewDigits = significantDigits(values) <= 3
    guard !(largest >= 1e6 && needsFewDigits), texts.allSatisfy({ $0.count <= mostCharacters })
    else { return nil }
    return texts.map { TickLabel(text: $0) }
  }

  /// `20k` and `1.5M` where every label is a multiple of a thousand or of ten thousand.
  private static func abbreviated(_ values: [Double]) -> [TickLabel]? {
    let largest = values.map(\.magnitude).max() ?? 0
    func isMultiple(of unit: Double) -> Bool {
      values.allSatisfy { ($0 / unit).rounded() * unit == $0 }
    }
    if largest >= 1e6, largest < 1e9, isMultiple(of: 1e4) {
      let decimals = decimalsNeeded(values.map { $0 / 1e6 })
      return values.map {
        TickLabel(text: $0 == 0 ? "0" : NumberText.fixed($0 / 1e6, decimals: decimals) + "M")
      }
    }
    if largest >= 1e4, largest < 1e6, isMultiple(of: 1e3) {
      return values.map {
        TickLabel(text: $0 == 0 ? "0" : NumberText.fixed($0 / 1e3, decimals: 0) + "k")
      }
    }
    return nil
  }

  private static func scientific(_ values: [Double]) -> [TickLabel] {
    let digits = significantDigits(values)
    let rounded = values.map { DecimalDigits($0, significant: digits) }
    let decimals = rounded.map { $0.trimmed.digits.count - 1 }.max() ?? 0
    let areBare = rounded.allSatisfy { $0.trimmed.digits == [UInt8(ascii: "1")] && !$0.isNegative }
    return zip(values, rounded).map { value, digits in
      guard value != 0, value.isFinite else { return TickLabel(text: NumberText.short(value)) }
      if areBare { return power(digits.exponent) }
      var mantissa = digits
      mantissa.exponent = 0
      let text = mantissa.plain(decimals: decimals, isGrouped: false)
      guard digits.exponent != 0 else { return TickLabel(text: text) }
      return TickLabel(text: text + "×10", exponent: raised(digits.exponent))
    }
  }

  /// The fewest significant digits that write every value, up to what the distance between them
  /// makes of rounding errors.
  private static func significantDigits(_ values: [Double]) -> Int {
    let margin = tolerance(values)
    return (1...16).first { digits in
      values.allSatisfy { value in
        guard value.isFinite, value != 0 else { return true }
        return abs(DecimalDigits(value, significant: digits).value - value) <= margin
      }
    } ?? 17
  }

  /// The fewest decimals that write every value, up to rounding errors.
  static func decimalsNeeded(_ values: [Double]) -> Int {
    let margin = tolerance(values)
    return (0...16).first { decimals in
      let scale = pow(10, Double(decimals))
      return values.allSatisfy {
        !$0.isFinite || abs(($0 * scale).rounded() / scale - $0) <= margin
      }
    } ?? 17
  }

  /// A thousandth of the smallest distance between two values, or of the value where there is one.
  private static func tolerance(_ values: [Double]) -> Double {
    let sorted = values.filter(\.isFinite).sorted()
    let distances = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
    let largest = sorted.map(\.magnitude).max() ?? 0
    return (distances.min() ?? largest * 1e-9) * 1e-3
  }
}

extension DecimalDigits {
  /// The number that the digits write, to rounding.
  var value: Double {
    let text = String(decoding: digits, as: UTF8.self)
    let number = Double("\(text)e\(exponent - digits.count + 1)") ?? 0
    return isNegative ? -number : number
  }
}
