internal import NotebookDisplay
internal import SystemBasics

/// A range that values are drawn from.
package struct SampledRange: Sendable, Equatable {
  var lower: Double
  var upper: Double
  /// Whether each power of ten is as likely as the next.
  var isLogarithmic: Bool
  /// The ends of a range of whole numbers, which may be larger than ``lower`` and ``upper`` can say
  /// exactly.
  var whole: ClosedRange<Int>?

  /// The value at a share of the range, from 0 to below 1.
  func value(at share: Double) -> String {
    if let whole, !isLogarithmic {
      let length = Double(UInt(bitPattern: whole.upperBound &- whole.lowerBound)) + 1
      let place = Int(clamping: (share * length).rounded(.down))
      let (value, overflows) = whole.lowerBound.addingReportingOverflow(place)
      return "\(overflows ? whole.upperBound : min(value, whole.upperBound))"
    }
    let value = isLogarithmic ? logarithmic(share) : linear(share)
    // Six digits are more than any choice of a parameter needs, and can be typed again.
    let rounded = min(max(value.rounded(toSignificantDigits: 6), lower), upper)
    guard let whole else { return "\(rounded)" }
    return "\(min(max(Int(clamping: rounded.rounded()), whole.lowerBound), whole.upperBound))"
  }

  private func linear(_ share: Double) -> Double {
    let width = upper - lower
    return width.isFinite ? lower + share * width : (1 - share) * lower + share * upper
  }

  private func logarithmic(_ share: Double) -> Double {
    let factor = upper / lower
    return factor.isFinite
      ? lower * power(factor, share) : power(lower, 1 - share) * power(upper, share)
  }
}

/// Random numbers that follow from what they are for: the same parameter of the same draw has the
/// same one, whatever else is drawn and however many.
enum Draw {
  /// A number from 0 to below 1.
  static func share(of name: String, draw: Int, seed: UInt64) -> Double {
    let digest = SHA256.hexadecimal(of: Array("\(seed) \(draw) \(name)".utf8))
    // 52 of its bits.
    let bits = UInt64(digest.prefix(13), radix: 16) ?? 0
    return Double(bits) / 0x1p52
  }
}
