extension Sequence<Double> {
  /// The ends of the middle 90 % of the finite values; `nil` where there are fewer than three.
  var robustRange: ClosedRange<Double>? {
    let sorted = filter(\.isFinite).sorted()
    guard sorted.count > 2 else { return nil }
    let last = Double(sorted.count - 1)
    return sorted[Int(saturating: last * 0.05)]...sorted[Int(saturating: last * 0.95)]
  }
}
