extension Double {
  /// The number that a text writes; `nil` for other texts, and for numbers that lie beyond the
  /// range of a `Double`: `1e400`, and `1e-400`, which is not 0.
  package init?(written text: String) {
    guard let number = Double(text), number.isFinite else { return nil }
    let isHexadecimal = text.contains { $0 == "x" || $0 == "X" }
    let mantissa = text.lowercased().prefix { $0 != (isHexadecimal ? "p" : "e") }
    guard number != 0 || mantissa.allSatisfy({ !$0.isHexDigit || $0 == "0" }) else { return nil }
    self = number
  }

  /// Whether a text writes a number that lies beyond the range of a `Double`.
  static func isBeyondRange(_ text: String) -> Bool {
    text.contains(where: \.isNumber) && Double(text) != nil && Double(written: text) == nil
  }
}
