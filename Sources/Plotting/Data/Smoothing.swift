/// A way to make the trend of a noisy series visible.
public enum Smoothing: Sendable, Equatable {
  /// The exponential moving average with the weight of the past, as TensorBoard draws it: debiased,
  /// so that the first value equals the first raw one. Its half-life is ln 0.5 / ln weight steps:
  /// 0.9 has 6.6, 0.95 has 13.5, 0.98 has 34.
  case ema(Double)

  /// The smoothed values of the whole series. A constant series stays as it is; values that are
  /// not finite pass through and leave the average alone.
  package func apply(to values: [Double]) -> [Double] {
    guard case .ema(let weight) = self else { return values }
    let finite = values.filter(\.isFinite)
    guard let first = finite.first, finite.contains(where: { $0 != first }) else { return values }
    var average = 0.0
    var remaining = 1.0
    return values.map { value in
      guard value.isFinite else { return value }
      average = average * weight + (1 - weight) * value
      remaining *= weight
      return average / (1 - remaining)
    }
  }

  /// What the axis label says about it.
  package var label: String {
    switch self {
    case .ema(let weight): "EMA " + NumberText.short(weight)
    }
  }

  /// Why the smoothing cannot be applied.
  package var problem: String? {
    guard case .ema(let weight) = self, !(weight >= 0 && weight < 1) else { return nil }
    return "smoothed(.ema(\(weight))): the weight of the past must be at least 0 and below 1"
  }
}
