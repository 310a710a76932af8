/// A chart with two axes, before any pixel is known.
struct CartesianModel {
  var traces: [Trace]
  var rules: [Rule] = []
  var contours: [ContourData] = []
  var bins: HistogramBins?
  var x: AxisModel
  var y: AxisModel
  var options: ChartOptions
  /// The colours of marks coloured by numbers.
  var shades: ShadeScale?
  /// Whether categories are numbers that do not follow each other at equal distances.
  let hasUnevenCategories: Bool
  /// What the axes have to show, whatever the size of the plot.
  private let requests: (x: AxisModel.Request, y: AxisModel.Request)

  /// A straight line at a place of one axis.
  struct Rule {
    var place: Double
    var isHorizontal: Bool
    var style: MarkStyle

    var name: String? { style.annotation ?? style.series }
  }

  init(_ chart: Chart, colors: SeriesColors, plotWidth: Double, plotHeight: Double) {
    options = chart.options
    let places = chart.places
    options.x.ticks?.values = places.x.places(ofTicks: chart.options.x.ticks?.values ?? [])
    options.y.ticks?.values = places.y.places(ofTicks: chart.options.y.ticks?.values ?? [])
    hasUnevenCategories = places.x.areUnevenNumbers || places.y.areUnevenNumbers
    shades = ShadeScale(chart.marks, options: chart.options)
    traces = Trace.traces(of: chart.marks, places: places, shades: shades, colors: colors)
    for mark in chart.marks {
      if case .rule(let rule) = mark.content {
        let axis = rule.isHorizontal ? places.y : places.x
        rules.append(
          Rule(
            place: axis.places(rule.value).first ?? .nan, isHorizontal: rule.isHorizontal,
            style: mark.style))
      }
      if case .contour(let data) = mark.content { contours.append(data) }
    }
    let normalization = Self.bin(&traces, &bins, chart)
    if let bins, options.x.scale == .robust, options.x.domain == nil {
      options.x.domain = bins.edge(0)...bins.edge(bins.count)
    }
    Trace.arrange(&traces)

    options.x.ticks = options.x.ticks ?? Self.ticksAtBars(traces, places.x.kind, options)
    let traits = traces.map(\.shape.traits)
    let areHorizontal = traces.contains(where: \.isHorizontal)
    let labels = Self.labels(chart, bins == nil ? nil : normalization.label)
    let averages = Set(traces.compactMap(\.smoothingLabel))
    let isCloud = !traits.isEmpty && traits.allSatisfy(\.isCloud)
    let includesZero = traits.contains { $0.zero == .always }
    // Between two neighbours of a scale of values, fractions are wanted.
    let haveWholePlaces =
      contours.isEmpty
      && Self.areWhole(
        traces.map(\.wholePlaces) + [rules.filter { !$0.isHorizontal }.map(\.place)],
        span: areHorizontal ? 2 : 1)
    let haveWholeValues =
      contours.isEmpty
      && Self.areWhole(
        traces.flatMap(\.wholeValues) + [rules.filter(\.isHorizontal).map(\.place)], span: 2)
    requests = (
      AxisModel.Request(
        kind: places.x.kind, values: Self.xValues(traces, rules, contours, bins, options),
        options: options.x, label: labels.x, remark: Self.remark([], traces, options.x),
        areCounts: !traces.isEmpty && bins == nil && traces.allSatisfy(\.areCountsOnX),
        areWhole: bins == nil && haveWholePlaces,
        isRounded: areHorizontal || isCloud,
        includesZero: areHorizontal && options.x.scale != .log),
      AxisModel.Request(
        kind: places.y.kind, values: Self.yValues(traces, rules, contours, options),
        options: options.y,
        label: labels.y, remark: Self.remark(averages, traces, options.y),
        areCounts: bins != nil && normalization == .count,
        areWhole: bins == nil && haveWholeValues,
        isRounded: contours.isEmpty,
        includesZero: includesZero && !areHorizontal && options.y.scale != .log,
        prefersZero: traits.contains { $0.zero == .ifNear },
        isReversed: places.y.kind != .numbers && places.y.kind != .times)
    )
    (x, y) = Self.axes(requests, plotWidth: plotWidth, plotHeight: plotHeight)
  }

  /// Ticks at the dates of bars where there are few: round dates would stand between them.
  private static func ticksAtBars(
    _ traces: [Trace], _ kind: AxisKind, _ options: ChartOptions
  ) -> ChartOptions.Ticks? {
    guard kind == .times, options.x.domain == nil, !traces.isEmpty,
      traces.allSatisfy({ $0.shape == .bars && !$0.isHorizontal })
    else { return nil }
    let dates = Set(traces.flatMap(\.x).filter(\.isFinite)).sorted()
    guard (1...mostNamedDates).contains(dates.count) else { return nil }
    return .init(values: dates, labels: nil)
  }

  /// As many dates in full as have room below a plot.
  private static let mostNamedDates = 6

  /// The same chart on a plot of another size, which has room for other ticks.
  func resized(plotWidth: Double, plotHeight: Double) -> CartesianModel {
    var model = self
    (model.x, model.y) = Self.axes(requests, plotWidth: plotWidth, plotHeight: plotHeight)
    return model
  }

  private static func axes(
    _ requests: (x: AxisModel.Request, y: AxisModel.Request), plotWidth: Double, plotHeight: Double
  ) -> (AxisModel, AxisModel) {
    (
      AxisModel(requests.x, count: max(Int(saturating: plotWidth / 90), 3)),
      AxisModel(requests.y, count: max(Int(saturating: plotHeight / 45), 2))
    )
  }

  /// Sorts the values of histograms into bins; what their heights say.
  private static func bin(
    _ traces: inout [Trace], _ bins: inout HistogramBins?, _ chart: Chart
  ) -> HistogramNormalization {
    let data = chart.marks.compactMap { mark -> HistogramData? in
      if case .histogram(let data) = mark.content { data } else { nil }
    }
    guard let first = data.first else { return .count }
    let shared = HistogramBins(
      values: traces.lazy.filter { $0.shape == .histogram }.flatMap(\.x), count: first.bins,
      domain: chart.options.x.domain ?? Self.robustDomain(traces, chart.options.x.scale),
      isLogarithmic: chart.options.x.scale == .log)
    for index in traces.indices where traces[index].shape == .histogram {
      let counted = shared.counted(traces[index].x)
      traces[index].lost = counted.lost
      traces[index].count = Int(saturating: counted.counts.reduce(0, +))
      traces[index].y = shared.heights(counted.counts, first.normalization)
      traces[index].x = (0..<shared.count).map(shared.middle)
    }
    bins = shared
    return first.normalization
  }

  /// What the bins of a robust axis cover; `nil` for other axes.
  private static func robustDomain(
    _ traces: [Trace], _ scale: ScaleType?
  ) -> ClosedRange<Double>? {
    guard scale == .robust else { return nil }
    return traces.lazy.filter { $0.shape == .histogram }.flatMap(\.x).robustRange
  }

  /// What an axis needs to know of a long list: its ends, and enough values to see their digits.
  private static func summary(_ values: [Double], _ scale: ScaleType?) -> [Double] {
    let most = 2_000
    guard values.count > 2 * most, scale != .robust else { return values }
    var (low, high) = (Double.infinity, -Double.infinity)
    var leastPositive = Double.infinity
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
      if value > 0 { leastPositive = min(leastPositive, value) }
    }
    let some = (0..<most).map { values[$0 * (values.count - 1) / (most - 1)] }
    return [low, high, leastPositive].filter(\.isFinite) + some
  }

  private static func xValues(
    _ traces: [Trace], _ rules: [Rule], _ contours: [ContourData], _ bins: HistogramBins?,
    _ options: ChartOptions
  ) -> [Double] {
    var values: [Double] = []
    for trace in traces {
      if trace.isHorizontal {
        values += trace.low + trace.high + trace.whiskers
      } else if trace.shape == .bars {
        values += trace.lanes.flatMap { [$0.middle - trace.slot / 2, $0.middle + trace.slot / 2] }
      } else {
        values += Self.summary(trace.x, options.x.scale)
      }
    }
    if let bins { values += [bins.edge(0), bins.edge(bins.count)] }
    values += rules.filter { !$0.isHorizontal }.map(\.place)
    return values + contours.flatMap { [$0.x.lowerBound, $0.x.upperBound] }
  }

  private static func yValues(
    _ traces: [Trace], _ rules: [Rule], _ contours: [ContourData], _ options: ChartOptions
  ) -> [Double] {
    var values: [Double] = []
    for trace in traces {
      switch trace.shape {
      case .bars where trace.isHorizontal:
        values += trace.lanes.flatMap { [$0.middle - trace.slot / 2, $0.middle + trace.slot / 2] }
      case .bars: values += trace.low + trace.high + trace.whiskers
      case .area where trace.style.stacking != nil:
        values += trace.pile.flatMap { [$0.low, $0.high] }
          .flatMap { Self.summary($0, options.y.scale) }
      case .band:
        values += [trace.low, trace.high].flatMap { Self.summary($0, options.y.scale) }
      case .line, .area, .points, .texts, .histogram:
        values += Self.summary(trace.y, options.y.scale) + trace.whiskers
      }
    }
    values += rules.filter(\.isHorizontal).map(\.place)
    return values + contours.flatMap { [$0.y.lowerBound, $0.y.upperBound] }
  }

  /// The names of the axes: those given to the chart, or those of the first values that have one.
  private static func labels(_ chart: Chart, _ height: String?) -> (x: String?, y: String?) {
    var (x, y) = (chart.options.x.label, chart.options.y.label)
    for mark in chart.marks {
      let axes = mark.content.axes
      x = x ?? axes.x.label
      y = y ?? axes.y.label
    }
    return (x, y ?? height)
  }

  private static func remark(
    _ averages: Set<String>, _ traces: [Trace], _ axis: ChartOptions.Axis
  ) -> String? {
    var remarks: [String] = averages.sorted()
    if !averages.isEmpty, traces.contains(where: { $0.average != nil && $0.hasEnvelope }) {
      remarks.append("shaded: range")
    }
    switch axis.scale {
    case .log: remarks.append("log scale")
    case .symlog: remarks.append("symmetric log scale")
    case .sqrt: remarks.append("square-root scale")
    case .linear, .robust, nil: break
    }
    return remarks.isEmpty ? nil : remarks.joined(separator: ", ")
  }

  /// Whether what the name of the y axis says about averages holds for every trace.
  var isSmoothedAlike: Bool { Set(traces.map(\.smoothingLabel)).count <= 1 }

  /// Whether nothing can be drawn.
  var isEmpty: Bool {
    contours.isEmpty && (rules.isEmpty || !traces.isEmpty)
      && traces.allSatisfy { trace in
        trace.shape == .histogram
          ? trace.count == 0 : !zip(trace.x, trace.y).contains { $0.isFinite && $1.isFinite }
      }
  }
}

extension Chart {
  /// Where the values of the marks lie along both axes.
  var places: Trace.Places {
    let axes = marks.map(\.content.axes)
    return Trace.Places(
      x: AxisPlaces(axes.map(\.x), format: options.x.format, shared: options.x.categories),
      y: AxisPlaces(axes.map(\.y), format: options.y.format, shared: options.y.categories))
  }
}

extension Trace {
  /// The ends of all whiskers.
  var whiskers: [Double] {
    guard let errors else { return [] }
    return zip(ends, errors).flatMap { value, error in
      error.isFinite ? [value - error.magnitude, value + error.magnitude] : []
    }
  }
}
