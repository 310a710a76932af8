extension Double {
  /// The value as it was meant, for one that was a `Float`: 0.905 for 0.9049999713897705; else the
  /// value itself.
  ///
  /// A number that has no more digits than a `Float` in binary but fifteen and more in decimal is
  /// taken for one. Hardly a `Double` that was computed or written as such looks like that.
  var withoutSinglePrecisionDigits: Double { single.flatMap { Double($0.description) } ?? self }

  /// What rounding may have changed the value by: more for one that was a `Float`, which a
  /// difference from 1 often is.
  var roundingUnit: Double { single.map { 2 * Double($0.ulp) } ?? ulp }

  private var single: Float? {
    let single = Float(self)
    guard Double(single) == self, self != rounded(), isFinite, decimalDigits >= 15 else {
      return nil
    }
    return single
  }

  /// How many decimal digits lead back to the value.
  private var decimalDigits: Int {
    var count = 0
    for byte in description.utf8 {
      if byte == UInt8(ascii: "e") { break }
      if count > 0 ? (0x30...0x39).contains(byte) : (0x31...0x39).contains(byte) { count += 1 }
    }
    return count
  }
}
