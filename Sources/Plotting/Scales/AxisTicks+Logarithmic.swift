#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension AxisTicks {
  /// Ticks of a logarithmic axis: powers of ten where there are three of them, else the fewest of
  /// 1-3, 1-2-5 and all whole multiples that give three labels, else ticks at equal distances.
  static func logarithmic(
    _ domain: ClosedRange<Double>, count: Int, areCounts: Bool = false, format: NumberFormat
  ) -> AxisTicks {
    let (low, high) = (log10(domain.lowerBound), log10(domain.upperBound))
    let powers = Int(saturating: floor(max(low, -324)))...Int(saturating: ceil(high))
    func multiples(_ factors: [Double]) -> [Double] {
      powers.flatMap { power in factors.map { $0 * pow(10, Double(power)) } }
        .filter(domain.contains)
    }
    let minor = high - low <= 4 ? multiples([2, 3, 4, 5, 6, 7, 8, 9]) : []
    for factors in [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]] as [[Double]] {
      let values = multiples(factors)
      guard values.count >= 3, values.count <= max(2 * count, 6) || factors.count == 1 else {
        continue
      }
      if factors.count == 1 {
        return powersOfTen(powers, domain, count: count, minor: minor, format: format)
      }
      return AxisTicks(
        values: values, labels: TickLabel.separate(values, format: format),
        minor: minor.filter { !values.contains($0) })
    }
    let ticks = linear(
      low: domain.lowerBound, high: domain.upperBound, count: max(count, 3), areCounts: areCounts,
      format: format)
    return ticks.kept { domain.contains($0) }
  }

  /// More ticks without labels than these would run together.
  private static let mostMinorPowers = 60

  /// Powers of ten, every second, third, … of them where they are many.
  private static func powersOfTen(
    _ powers: ClosedRange<Int>, _ domain: ClosedRange<Double>, count: Int, minor: [Double],
    format: NumberFormat
  ) -> AxisTicks {
    let inside = powers.filter { domain.contains(pow(10, Double($0))) }
    var every = 1
    while inside.count / every > max(count, 2) { every += 1 }
    let labelled = inside.filter { $0 % every == 0 }
    let values = labelled.map { pow(10, Double($0)) }
    return AxisTicks(
      values: values,
      labels: format == .automatic
        ? labelled.map(TickLabel.power) : TickLabel.separate(values, format: format),
      minor: every == 1
        ? minor
        : inside.count > mostMinorPowers
          ? [] : inside.filter { $0 % every != 0 }.map { pow(10, Double($0)) })
  }
}
