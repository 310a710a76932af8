// The one place where numbers with a fraction become integers.

extension FixedWidthInteger {
  /// The number with its fraction cut off, `nil` for NaN and for what does not fit.
  package init?(withoutFraction value: Double) {
    self.init(exactly: value.rounded(.towardZero))
  }

  /// The nearest integer that fits; 0 for NaN.
  package init(clamping value: Double) {
    if let integer = Self(exactly: value.rounded()) {
      self = integer
    } else {
      self = value > 0 ? .max : value < 0 ? .min : 0
    }
  }
}
