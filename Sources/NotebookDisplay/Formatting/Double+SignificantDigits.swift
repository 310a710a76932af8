#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Double {
  /// The nearest number with this many significant decimal digits; infinities and NaN stay as they
  /// are, and so does a number whose rounding would be infinite.
  package func rounded(toSignificantDigits digits: Int) -> Double {
    guard isFinite, self != 0 else { return self }
    let exponent = Int(clamping: log10(magnitude).rounded(.down)) - digits + 1
    // Powers of ten up to 22 are exact: dividing by one keeps 0.8484 from becoming 0.84840001.
    guard (-22...22).contains(exponent) else { return roundedByParts(exponent) }
    let power = pow(10, Double(exponent.magnitude))
    return exponent < 0 ? (self * power).rounded() / power : (self / power).rounded() * power
  }

  /// For numbers far from 1, whose power of ten is not exact or not even finite: the digits are
  /// read back with their exponent, as the decimal text of the result.
  private func roundedByParts(_ exponent: Int) -> Double {
    let half = exponent / 2
    let scaled = self / pow(10, Double(half)) / pow(10, Double(exponent - half))
    let result = Double("\(Int(clamping: scaled.rounded()))e\(exponent)") ?? self
    return result.isFinite ? result : self
  }
}
