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
    default:
      TickLabel(
        text: "10", exponent: (power < 0 ? NumberText.minus : "") + String(power.magnitude))
    }
  }

  /// Labels with one number of decimals for all of them.
  ///
  /// - Parameter step: the distance of equally spaced ticks.
  static func labels(
    _ values: [Double], step: Double? = nil, format: NumberFormat
  ) -> [TickLabel] {
    let largest = values.map(abs).max() ?? 0
    switch format {
    case .percent:
      let decimals = decimalsNeeded(values.map { $0 * 100 })
      return values.map {
        TickLabel(text: NumberText.fixed($0 * 100, decimals: decimals) + " %")
      }
    case .decimals(let decimals):
      return values.map { TickLabel(text: NumberText.fixed($0, decimals: decimals)) }
    case .scientific:
      return scientific(values)
    case .automatic:
      if let step, let labels = abbreviated(values, step: step, largest: largest) { return labels }
      if largest >= 1e6 || (largest < 1e-3 && largest > 0) { return scientific(values) }
      let decimals = decimalsNeeded(values)
      return values.map { TickLabel(text: NumberText.fixed($0, decimals: decimals)) }
    }
  }

  /// `20k` and `1.5M` where every label is a multiple of a thousand or of ten thousand.
  private static func abbreviated(
    _ values: [Double], step: Double, largest: Double
  ) -> [TickLabel]? {
    func isMultiple(of unit: Double) -> Bool {
      values.allSatisfy { ($0 / unit).rounded() * unit == $0 }
    }
    if largest >= 1e6, largest < 1e9, step >= 1e4, isMultiple(of: 1e4) {
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
    let mantissas = values.map { NumberText.parts(of: $0, decimals: 3).mantissa }
    let decimals = decimalsNeeded(mantissas)
    let areBare = mantissas.allSatisfy { $0 == 1 }
    return zip(values, mantissas).map { value, mantissa in
      guard value != 0 else { return TickLabel(text: "0") }
      let exponent = NumberText.parts(of: value, decimals: 3).exponent
      if areBare { return power(exponent) }
      let text = NumberText.fixed(mantissa, decimals: decimals)
      guard exponent != 0 else { return TickLabel(text: text) }
      return TickLabel(
        text: text + "×10",
        exponent: (exponent < 0 ? NumberText.minus : "") + String(exponent.magnitude))
    }
  }

  /// The fewest decimals that write every value exactly, as far as ten of them go.
  static func decimalsNeeded(_ values: [Double]) -> Int {
    let largest = values.map(abs).max() ?? 0
    return (0...10).first { decimals in
      let scale = pow(10, Double(decimals))
      return values.allSatisfy {
        abs(($0 * scale).rounded() / scale - $0) <= largest * 1e-12
      }
    } ?? 10
  }
}
