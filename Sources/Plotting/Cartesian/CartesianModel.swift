/// A chart with two axes of numbers, before any pixel is known.
struct CartesianModel {
  var traces: [Trace]
  var rules: [(rule: RuleData, style: MarkStyle)] = []
  var contours: [ContourData] = []
  var bins: HistogramBins?
  var x: AxisModel
  var y: AxisModel
  var options: ChartOptions

  /// Values no logarithmic axis has a place for.
  var valuesBelowLog = 0

  init(_ chart: Chart, colors: SeriesColors, plotWidth: Double, plotHeight: Double) {
    options = chart.options
    traces = Trace.traces(of: chart.marks, colors: colors)
    for mark in chart.marks {
      if case .rule(let rule) = mark.content { rules.append((rule, mark.style)) }
      if case .contour(let data) = mark.content { contours.append(data) }
    }
    bins = Self.bins(chart, traces)
    if let bins {
      for index in traces.indices where traces[index].shape == .histogram {
        traces[index].y = bins.counts(traces[index].x)
        traces[index].x = (0..<bins.count).map { bins.edge($0) + bins.width / 2 }
      }
    }

    let onX = Self.xValues(traces, rules, contours, bins)
    let onY = Self.yValues(traces, rules, contours)
    let shapes = Set(traces.map(\.shape))
    let labels = Self.labels(chart, options)
    x = AxisModel(
      .init(
        values: onX, options: options.x, label: labels.x,
        count: max(Int((plotWidth / 90).rounded()), 3),
        areCounts: !traces.isEmpty && bins == nil && traces.allSatisfy(\.areCountsOnX),
        isRounded: shapes == [.points]))
    let averages = Set(traces.compactMap { $0.average == nil ? nil : $0.style.smoothing?.label })
    y = AxisModel(
      .init(
        values: onY, options: options.y,
        label: Self.label(labels.y ?? (bins == nil ? nil : "count"), averages, traces, options.y),
        count: Int((plotHeight / 45).rounded()), areCounts: bins != nil,
        isRounded: contours.isEmpty,
        includesZero: shapes.contains(.area) || shapes.contains(.histogram),
        prefersZero: shapes.contains(.line) || shapes.contains(.band)))
    if options.x.scale == .log { valuesBelowLog += onX.count { $0 <= 0 } }
    if options.y.scale == .log { valuesBelowLog += onY.count { $0 <= 0 } }
  }

  private static func bins(_ chart: Chart, _ traces: [Trace]) -> HistogramBins? {
    let counts = chart.marks.compactMap { mark -> Int? in
      if case .histogram(let data) = mark.content { data.bins } else { nil }
    }
    guard let count = counts.first else { return nil }
    return HistogramBins(
      values: traces.filter { $0.shape == .histogram }.flatMap(\.x), count: count,
      domain: chart.options.x.domain)
  }

  private static func xValues(
    _ traces: [Trace], _ rules: [(rule: RuleData, style: MarkStyle)], _ contours: [ContourData],
    _ bins: HistogramBins?
  ) -> [Double] {
    var values = traces.flatMap(\.x)
    if let bins { values += [bins.low, bins.edge(bins.count)] }
    values += rules.filter { !$0.rule.isHorizontal }.map(\.rule.value)
    return values + contours.flatMap { [$0.x.lowerBound, $0.x.upperBound] }
  }

  private static func yValues(
    _ traces: [Trace], _ rules: [(rule: RuleData, style: MarkStyle)], _ contours: [ContourData]
  ) -> [Double] {
    var values = traces.flatMap { $0.shape == .band ? $0.low + $0.high : $0.y }
    values += rules.filter(\.rule.isHorizontal).map(\.rule.value)
    return values + contours.flatMap { [$0.y.lowerBound, $0.y.upperBound] }
  }

  /// The names of the axes: those given to the chart, or those of the first values that have one.
  private static func labels(_ chart: Chart, _ options: ChartOptions) -> (x: String?, y: String?) {
    var (x, y) = (options.x.label, options.y.label)
    for mark in chart.marks {
      switch mark.content {
      case .line(let data), .area(let data), .points(let data):
        x = x ?? data.x.label
        y = y ?? data.y.label
      case .band(let data): x = x ?? data.x.label
      default: break
      }
    }
    return (x, y)
  }

  private static func label(
    _ label: String?, _ averages: Set<String>, _ traces: [Trace], _ axis: ChartOptions.Axis
  ) -> String? {
    var remarks: [String] = averages.sorted()
    if traces.contains(where: { $0.average != nil && $0.hasEnvelope }) {
      remarks.append("shaded: range")
    }
    switch axis.scale {
    case .log: remarks.append("log scale")
    case .symlog: remarks.append("symmetric log scale")
    case .sqrt: remarks.append("square-root scale")
    case .linear, .robust, nil: break
    }
    guard !remarks.isEmpty else { return label }
    let remark = remarks.joined(separator: ", ")
    return label.map { "\($0) (\(remark))" } ?? remark
  }
}

extension Trace {
  /// Whether the raw values behind an average are shown as their range in each column.
  var hasEnvelope: Bool { x.count > 500 && isFunction }
}
