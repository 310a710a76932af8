/// Numbers that look random and are the same in every run.
struct Randomness {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// From 0 to below 1.
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992
  }

  /// About normal: the sum of twelve.
  mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + next() }
  }

  /// A decaying curve with noise that grows with its height.
  mutating func lossCurve(count: Int, from start: Double, to end: Double, noise: Double) -> [Double]
  {
    (0..<count).map { step in
      let share = Double(step) / Double(count)
      let value = end + (start - end) * (1 - share) * (1 - share) * (1 - share)
      return max(value * (1 + noise * normal()), 1e-6)
    }
  }
}
