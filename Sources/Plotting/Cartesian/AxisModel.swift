#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What stands along an axis.
enum AxisKind: Equatable {
  case numbers
  /// Seconds since 1970.
  case times
  /// Names at the places 0, 1, 2, ….
  case categories([String])
}

/// An axis: its scale, its ticks and its name.
struct AxisModel {
  var kind: AxisKind
  var scale: AxisScale
  var ticks: AxisTicks
  /// What the values are.
  let label: String?
  /// What is said about them with the label, such as the scale.
  private let remark: String?
  /// How the axis, tables, hover texts and descriptions write its numbers.
  var format: NumberFormat

  /// What an axis has to show.
  struct Request {
    var kind = AxisKind.numbers
    var values: [Double]
    var options: ChartOptions.Axis
    var label: String?
    var remark: String?
    var areCounts = false
    /// Whether all values are whole, so that no tick is a fraction.
    var areWhole = false
    /// Whether the axis may reach beyond the values to a round number.
    var isRounded = true
    /// Whether zero belongs to it in any case.
    var includesZero = false
    /// Whether zero belongs to it when the values come near.
    var prefersZero = false
    /// Whether the axis runs from right to left or from top to bottom unless asked otherwise.
    var isReversed = false
  }

  /// - Parameter count: how many labels are wanted.
  init(_ request: Request, count: Int) {
    kind = request.kind
    remark = request.remark
    let options = request.options
    let isReversed = request.isReversed != options.isReversed
    format = options.format
    switch request.kind {
    case .categories(let names):
      scale = AxisScale(
        .linear, domain: -0.5...(Double(max(names.count, 1)) - 0.5), isReversed: isReversed)
      ticks = AxisTicks(
        values: names.indices.map(Double.init), labels: names.map { TickLabel(text: $0) })
      label = request.label
    case .times:
      let domain = options.domain ?? Self.extent(request)
      scale = AxisScale(.linear, domain: domain, isReversed: isReversed)
      ticks = .time(domain, count: count)
      label = Self.timeLabel(request.label, domain)
    case .numbers:
      label = request.label
      (scale, ticks) = Self.numbers(request, count: count, isReversed: isReversed)
      if request.areWhole, ticks.values.contains(where: { $0 != $0.rounded() }) {
        var whole = request
        whole.areCounts = true
        (scale, ticks) = Self.numbers(whole, count: count, isReversed: isReversed)
      }
    }
    if let chosen = options.ticks { use(chosen, format: options.format) }
  }

  /// The label with what is said about it.
  var name: String? {
    guard let remark else { return label }
    return label.map { "\($0) (\(remark))" } ?? remark
  }

  /// What stands at the axis: its name, less what the labels of the ticks leave out.
  var title: String? {
    guard let offset = ticks.offset else { return name }
    let digits = DecimalDigits(offset.magnitude, significant: 17)
    let sign = offset < 0 ? "+" : NumberText.minus
    return "\(name ?? "value") \(sign) \(digits.plain(decimals: 0, isGrouped: true))"
  }

  /// The name of an axis of time with its zone and, where the ticks say neither day nor year,
  /// these.
  private static func timeLabel(_ label: String?, _ domain: ClosedRange<Double>) -> String {
    let (first, last) = (
      CivilTime(secondsSince1970: domain.lowerBound), CivilTime(secondsSince1970: domain.upperBound)
    )
    let year = first.year == last.year ? ", \(first.year)" : ""
    return (label ?? "time") + " (UTC\(year))"
  }

  /// Replaces the ticks by those the author chose.
  private mutating func use(_ chosen: ChartOptions.Ticks, format: NumberFormat) {
    let values = chosen.values.filter { scale.position($0).isFinite && scale.domain.contains($0) }
    var labels =
      switch kind {
      case .numbers: TickLabel.labels(values, format: format)
      case .times: values.map { TickLabel(text: CivilTime(secondsSince1970: $0).text) }
      case .categories(let names):
        values.map { value in
          let index = Int(exactly: value).flatMap { names.indices.contains($0) ? $0 : nil }
          return TickLabel(text: index.map { names[$0] } ?? "")
        }
      }
    if let names = chosen.labels {
      labels = zip(chosen.values, names).filter { values.contains($0.0) }.map {
        TickLabel(text: $0.1)
      }
    }
    ticks = AxisTicks(values: values, labels: labels)
  }

  private static func numbers(
    _ request: Request, count: Int, isReversed: Bool
  ) -> (AxisScale, AxisTicks) {
    let options = request.options
    let type = options.scale ?? .linear
    let range = extent(request)
    var (low, high) = (range.lowerBound, range.upperBound)
    let format = options.format
    switch type {
    case .log:
      if options.domain == nil {
        let margin = pow(10, (log10(high) - log10(low)) * 0.05)
        (low, high) = (
          max(low / margin, .leastNonzeroMagnitude), min(high * margin, .greatestFiniteMagnitude)
        )
      }
      return (
        AxisScale(.log, domain: low...high, isReversed: isReversed),
        .logarithmic(low...high, count: count, areCounts: request.areCounts, format: format)
      )
    case .symlog:
      let constant = max(
        pow(10, (log10(max(abs(low), abs(high))) - 3).rounded(.up)), .leastNonzeroMagnitude)
      let scale = AxisScale(.symlog(constant), domain: low...high, isReversed: isReversed)
      return (scale, .symmetric(scale, constant: constant))
    case .linear, .sqrt, .robust:
      var ticks = AxisTicks.linear(
        low: low, high: high, count: count, areCounts: request.areCounts, format: format)
      if request.isRounded && options.domain == nil {
        let isUnitRange = low >= 0 && high <= 1 && high > 0.5
        low = min(low, ticks.values.first ?? low)
        high = max(high, ticks.values.last ?? high)
        if isUnitRange && high > 1 { high = 1 }
      }
      let margin = (high / 2 - low / 2) * 2e-9
      ticks = ticks.kept { $0 >= low - margin && $0 <= high + margin }
      return (
        AxisScale(type == .sqrt ? .sqrt : .linear, domain: low...high, isReversed: isReversed),
        ticks
      )
    }
  }

  /// The lowest and the highest value to show, with zero where it belongs to them.
  private static func extent(_ request: Request) -> ClosedRange<Double> {
    if let domain = request.options.domain { return domain }
    let type = request.options.scale ?? .linear
    var (low, high) = (Double.infinity, -Double.infinity)
    func include(_ values: [Double]) {
      for value in values where value.isFinite && (type != .log || value > 0) {
        low = min(low, value)
        high = max(high, value)
      }
    }
    include(request.values)
    if type == .robust, let middle = request.values.robustRange {
      (low, high) = (middle.lowerBound, middle.upperBound)
    }
    // The axis reaches the ticks that were chosen.
    include(request.options.ticks?.values ?? [])
    if low > high { (low, high) = type == .log ? (1, 10) : (0, 1) }
    if type != .log, request.kind == .numbers {
      if request.includesZero || (request.prefersZero && low >= 0 && low < 0.25 * high) {
        (low, high) = (min(low, 0), max(high, 0))
      }
    }
    if request.kind == .times, low == high { return (low - halfDay)...(high + halfDay) }
    return opened(low, high, isLogarithmic: type == .log, areCounts: request.areCounts)
  }

  /// Around the only time of an axis, in seconds.
  private static let halfDay = 43_200.0

  /// A range with a length, around the value where there is only one.
  private static func opened(
    _ low: Double, _ high: Double, isLogarithmic: Bool, areCounts: Bool
  ) -> ClosedRange<Double> {
    let high = max(high, low)
    let magnitude = max(abs(low), abs(high))
    if magnitude == 0 { return 0...1 }
    // Between subnormal and between whole numbers there are no rounding errors.
    let areExact = magnitude < .leastNormalMagnitude || low.isExactInteger && high.isExactInteger
    if high / 2 - low / 2 > magnitude.ulp * 8 || low < high && areExact { return low...high }
    if isLogarithmic {
      return max(low / 2, .leastNonzeroMagnitude)...min(high * 2, .greatestFiniteMagnitude)
    }
    let margin = max(
      areCounts ? 0.5 : 0, areCounts ? magnitude.ulp * 16 : magnitude * 0.1,
      .leastNonzeroMagnitude)
    let largest = Double.greatestFiniteMagnitude
    return max(low - margin, -largest)...min(high + margin, largest)
  }
}
