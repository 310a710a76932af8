#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The ticks of an axis: labelled ones and, on logarithmic axes, small ones between.
struct AxisTicks {
  var values: [Double]
  var labels: [TickLabel]
  var minor: [Double] = []
  /// What has to be added to the labels, said in the axis's name: ticks at 1,700,000,000 and a few
  /// seconds more are labelled 0, 5, 10.
  var offset: Double?

  /// Ticks of a linear or square-root axis over data from `low` to `high`.
  ///
  /// - Parameters:
  ///   - count: how many labels are wanted; where the data are whole numbers, up to ten are all
  ///     labelled if that is no more than half as much again.
  ///   - areCounts: whether the data are whole numbers, which have no fractions between them; two
  ///     of them have to lie within the axis.
  static func linear(
    low: Double, high: Double, count: Int, areCounts: Bool, format: NumberFormat
  ) -> AxisTicks {
    let magnitude = max(low.magnitude, high.magnitude)
    // Close to the ends of what numbers can be, a power of ten keeps the arithmetic inside.
    let unit = magnitude > 1e300 ? 1e20 : magnitude < 1e-280 ? 1e-40 : 1
    if unit != 1 { return scaled(low: low, high: high, count: count, format: format, by: unit) }
    let span = high - low
    let areCounts = areCounts && high.rounded(.down) - low.rounded(.up) >= 1
    if format == .automatic, magnitude > 1e6, magnitude / span > 2e4 {
      return relative(low: low, high: high, count: count, areCounts: areCounts)
    }
    if areCounts, let all = wholeNumbers(low: low, high: high, count: count, format: format) {
      return all
    }
    var search = TickSearch()
    if areCounts { search = TickSearch(steps: [1, 5, 2], smallestStep: 1) }
    if case .decimals(let decimals) = format {
      // Closer ticks need more decimals than were asked for, but there have to be two.
      let unit = pow(10, -Double(min(max(decimals, 0), 17)))
      if span >= 2 * unit { search.smallestStep = max(search.smallestStep, unit) }
    }
    guard let best = search.best(low: low, high: high, count: count) else {
      return AxisTicks(values: [low, high], labels: TickLabel.labels([low, high], format: format))
    }
    return AxisTicks(
      values: best.values, labels: TickLabel.labels(best.values, format: format))
  }

  /// Every whole number, or every second one, where there are few of them.
  private static func wholeNumbers(
    low: Double, high: Double, count: Int, format: NumberFormat
  ) -> AxisTicks? {
    let (first, last) = (low.rounded(.up), high.rounded(.down))
    guard last - first >= 1, last - first < 15 else { return nil }
    let every = last - first + 1 <= Double(count) * 1.7 ? 1.0 : 2.0
    let start = (first / every).rounded(.up) * every
    let values = Array(stride(from: start, through: last, by: every))
    guard values.count <= max(count * 2, 4), values.count > 1 else { return nil }
    return AxisTicks(values: values, labels: TickLabel.labels(values, format: format))
  }

  /// Ticks labelled by their distance from a round number below all of them.
  private static func relative(
    low: Double, high: Double, count: Int, areCounts: Bool
  ) -> AxisTicks {
    let unit = pow(10, (log10(high - low)).rounded(.up))
    // A round number shortly above the lower end will do as well.
    let base = ((low + (high - low) * 0.1) / unit).rounded(.down) * unit
    var ticks = linear(
      low: low - base, high: high - base, count: count, areCounts: areCounts, format: .automatic)
    ticks.values = ticks.values.map { base + $0 }
    ticks.offset = base
    return ticks
  }

  private static func scaled(
    low: Double, high: Double, count: Int, format: NumberFormat, by unit: Double
  ) -> AxisTicks {
    let (small, large) = (low / unit, high / unit)
    guard let best = TickSearch().best(low: small, high: large, count: count) else {
      return AxisTicks(values: [low, high], labels: TickLabel.labels([low, high], format: format))
    }
    let values = best.values.map { $0 * unit }.filter(\.isFinite)
    // Between neighbours at the lower end of the numbers there is nothing.
    guard Set(values).count == best.values.count, values.count > 1 else {
      return AxisTicks(values: [low, high], labels: TickLabel.labels([low, high], format: format))
    }
    return AxisTicks(values: values, labels: TickLabel.labels(values, format: format))
  }

  /// Zero and the powers of ten to both sides.
  static func symmetric(_ scale: AxisScale, constant: Double) -> AxisTicks {
    let largest = max(abs(scale.domain.lowerBound), abs(scale.domain.upperBound))
    let first = Int(saturating: log10(constant))
    let powers = Array(first...max(first, Int(saturating: floor(log10(max(largest, constant))))))
    let every = max(1, (powers.count + 3) / 4)
    let kept = powers.reversed().enumerated().filter { $0.offset % every == 0 }.map(\.element)
    let sides = kept.flatMap { power -> [(Double, TickLabel)] in
      let label = TickLabel.power(power)
      let negative = TickLabel(text: NumberText.minus + label.text, exponent: label.exponent)
      return [(-pow(10, Double(power)), negative), (pow(10, Double(power)), label)]
    }
    let all = (sides + [(0, TickLabel(text: "0"))]).sorted { $0.0 < $1.0 }
      .filter { scale.domain.contains($0.0) }
    return AxisTicks(values: all.map(\.0), labels: all.map(\.1))
  }

  /// Only the ticks a condition holds for.
  func kept(where condition: (Double) -> Bool) -> AxisTicks {
    let kept = values.indices.filter { condition(values[$0]) }
    return AxisTicks(
      values: kept.map { values[$0] }, labels: kept.map { labels[$0] },
      minor: minor.filter(condition), offset: offset)
  }
}
