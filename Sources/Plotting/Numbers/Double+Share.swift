extension Double {
  /// How far a value lies between two others, 0 at `start` and 1 at `end`; right for the largest
  /// numbers, whose difference overflows, and for the smallest, which cannot be halved.
  static func share(of value: Double, from start: Double, to end: Double) -> Double {
    (end - start).isFinite && (value - start).isFinite
      ? (value - start) / (end - start) : (value / 2 - start / 2) / (end / 2 - start / 2)
  }
}
