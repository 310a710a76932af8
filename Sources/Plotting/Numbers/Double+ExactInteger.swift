extension Double {
  /// 2⁵³: below it every whole number has a value of its own, so that two of them never differ by
  /// rounding alone.
  static let firstInexactInteger = 9_007_199_254_740_992.0

  /// Whether the value is a whole number that no other whole number is rounded to.
  var isExactInteger: Bool { magnitude < Self.firstInexactInteger && self == rounded() }
}
