extension Int {
  /// The integer nearest to a number, within ±9 × 10¹⁸; 0 for NaN.
  ///
  /// Every conversion of this module from a floating-point number to an integer goes through here:
  /// data may hold any number, and `Int(_:)` ends the process for most of them.
  init(saturating value: Double) {
    guard !value.isNaN else {
      self = 0
      return
    }
    self = Int(exactly: Swift.min(Swift.max(value.rounded(), -9e18), 9e18)) ?? 0
  }
}

extension UInt8 {
  /// The byte nearest to a number, within 0...255; 0 for NaN.
  init(saturating value: Double) {
    self = UInt8(truncatingIfNeeded: Int(saturating: Swift.min(Swift.max(value, 0), 255)))
  }
}
