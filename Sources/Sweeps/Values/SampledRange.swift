internal import NotebookDisplay
internal import SystemBasics

/// A range that values are drawn from.
package struct SampledRange: Sendable, Equatable {
  var lower: Double
  var upper: Double
  /// Whether each power of ten is as likely as the next.
  var isLogarithmic: Bool
  var isWhole: Bool

  /// The value at a share of the range, from 0 to below 1.
  func value(at share: Double) -> String {
    if isWhole, !isLogarithmic {
      let count = upper - lower + 1
      return "\(Int(clamping: min(lower + (share * count).rounded(.down), upper)))"
    }
    let value =
      isLogarithmic
      ? lower * power(upper / lower, share) : lower + share * (upper - lower)
    // Six digits are more than any choice of a parameter needs, and can be typed again.
    let rounded = min(max(value.rounded(toSignificantDigits: 6), lower), upper)
    return isWhole ? "\(Int(clamping: rounded.rounded()))" : "\(rounded)"
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
