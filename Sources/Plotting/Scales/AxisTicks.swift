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

  /// Ticks of a linear or square-root axis over data from `low` to `high`.
  static func linear(
    low: Double, high: Double, count: Int, areCounts: Bool, format: NumberFormat
  ) -> AxisTicks {
    var search = TickSearch()
    if areCounts { search = TickSearch(steps: [1, 5, 2], smallestStep: 1) }
    guard let best = search.best(low: low, high: high, count: count) else {
      return AxisTicks(values: [low, high], labels: TickLabel.labels([low, high], format: format))
    }
    return AxisTicks(
      values: best.values,
      labels: TickLabel.labels(best.values, step: best.step, format: format))
  }

  /// Ticks of a logarithmic axis: powers of ten over 1.5 decades and more, 1-2-5 below that, and
  /// linear ones where the data spans less than half a decade.
  static func logarithmic(
    _ domain: ClosedRange<Double>, count: Int, format: NumberFormat
  ) -> AxisTicks {
    let (low, high) = (log10(domain.lowerBound), log10(domain.upperBound))
    guard high - low >= 0.5 else {
      let ticks = linear(
        low: domain.lowerBound, high: domain.upperBound, count: count, areCounts: false,
        format: format)
      return ticks.kept { domain.contains($0) }
    }
    let powers = Int(floor(low))...Int(ceil(high))
    if high - low < 1.5 {
      let values = powers.flatMap { power in [1.0, 2, 5].map { $0 * pow(10, Double(power)) } }
        .filter(domain.contains)
      return AxisTicks(values: values, labels: TickLabel.labels(values, format: format))
    }
    let inside = powers.filter { domain.contains(pow(10, Double($0))) }
    var every = 1
    while inside.count / every > max(count, 2) { every += 1 }
    let labelled = inside.filter { $0 % every == 0 }
    let minor =
      high - low <= 3
      ? powers.flatMap { power in (2...9).map { Double($0) * pow(10, Double(power)) } } : []
    return AxisTicks(
      values: labelled.map { pow(10, Double($0)) }, labels: labelled.map(TickLabel.power),
      minor: minor.filter(domain.contains))
  }

  /// Zero and the powers of ten to both sides.
  static func symmetric(_ scale: AxisScale, constant: Double, format: NumberFormat) -> AxisTicks {
    let largest = max(abs(scale.domain.lowerBound), abs(scale.domain.upperBound))
    let powers = Array(Int(log10(constant).rounded())...Int(floor(log10(max(largest, constant)))))
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
      minor: minor.filter(condition))
  }
}
