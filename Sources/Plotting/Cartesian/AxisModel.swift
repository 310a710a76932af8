#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An axis with numbers: its scale, its ticks and its name.
struct AxisModel {
  var scale: AxisScale
  var ticks: AxisTicks
  var label: String?
  /// Values that are cut off at the ends of the axis exist.
  var clips: Bool

  /// What an axis has to show.
  struct Request {
    var values: [Double]
    var options: ChartOptions.Axis
    var label: String?
    /// How many labels are wanted.
    var count: Int
    var areCounts = false
    /// Whether the axis may reach beyond the values to a round number.
    var isRounded = true
    /// Whether zero belongs to it in any case.
    var includesZero = false
    /// Whether zero belongs to it when the values come near.
    var prefersZero = false
  }

  init(_ request: Request) {
    let type = request.options.scale ?? .linear
    let finite = request.values.filter { $0.isFinite && (type != .log || $0 > 0) }
    var low = finite.min() ?? (type == .log ? 1 : 0)
    var high = finite.max() ?? (type == .log ? 10 : 1)
    if type == .robust, finite.count > 2 {
      let sorted = finite.sorted()
      low = sorted[Int((Double(sorted.count - 1) * 0.05).rounded())]
      high = sorted[Int((Double(sorted.count - 1) * 0.95).rounded())]
    }
    let isUnitRange = low >= 0 && high <= 1 && high > 0.5
    if type != .log && request.options.domain == nil {
      if request.includesZero || (request.prefersZero && low >= 0 && low < 0.25 * high) {
        (low, high) = (min(low, 0), max(high, 0))
      }
    }
    (low, high) = Self.opened(low, high, isLogarithmic: type == .log, areCounts: request.areCounts)
    if let domain = request.options.domain { (low, high) = (domain.lowerBound, domain.upperBound) }
    clips = finite.contains { $0 < low || $0 > high }
    label = request.label
    let format = request.options.format
    switch type {
    case .log:
      if request.options.domain == nil {
        let margin = pow(10, (log10(high) - log10(low)) * 0.05)
        (low, high) = (max(low / margin, 1e-305), min(high * margin, 1e305))
      }
      scale = AxisScale(.log, domain: low...high)
      ticks = .logarithmic(low...high, count: request.count, format: format)
    case .symlog:
      let constant = pow(10, (log10(max(abs(low), abs(high))) - 3).rounded(.up))
      scale = AxisScale(.symlog(constant), domain: low...high)
      ticks = .symmetric(scale, constant: constant, format: format)
    case .linear, .sqrt, .robust:
      ticks = .linear(
        low: low, high: high, count: request.count, areCounts: request.areCounts, format: format)
      if request.isRounded && request.options.domain == nil {
        low = min(low, ticks.values.first ?? low)
        high = max(high, ticks.values.last ?? high)
        if isUnitRange && high > 1 { high = 1 }
      }
      let margin = (high - low) * 1e-9
      ticks = ticks.kept { $0 >= low - margin && $0 <= high + margin }
      scale = AxisScale(type == .sqrt ? .sqrt : .linear, domain: low...high)
    }
  }

  /// A range with a length, around the value where there is only one.
  private static func opened(
    _ low: Double, _ high: Double, isLogarithmic: Bool, areCounts: Bool
  ) -> (Double, Double) {
    // Differences beyond the largest number, or below what digits can tell, have no ticks.
    let low = max(low, isLogarithmic ? 1e-300 : -1e300)
    let high = min(max(high, low), 1e300)
    if max(abs(low), abs(high)) < 1e-300 { return (0, 1) }
    if high - low > max(abs(low), abs(high)) * 1e-12 { return (low, high) }
    if isLogarithmic { return (low / 2, high * 2) }
    if low == 0 && high == 0 { return (0, 1) }
    let margin = areCounts ? 0.5 : abs(high) * 0.1
    return (low - margin, high + margin)
  }
}
