import MarkupTree

/// Draws a ``CartesianModel``: axes, marks, labels and the layer that shows values.
struct CartesianDrawing {
  var model: CartesianModel
  var insets: ChartDrawing.Insets
  var space: PlotSpace
  var directLabels: DirectLabels
  /// What the axes cannot show.
  let limits: LimitMarkers
  private let contours: [ContourDrawing]
  /// Whether units that were to be equally long would make the plot too low or too high.
  private var hasUnequalUnits = false
  /// Values printed at bars.
  private var barTexts: BarTexts?
  /// Texts of marks and annotations.
  private let texts: TextDrawing

  /// How low and how high a plot with equal units may become, in pixels.
  private static let heights = 60.0...1200.0

  /// Pixels of the whole drawing from top to bottom.
  var totalHeight: Double { space.height + insets.top + insets.bottom }

  init(_ chart: Chart, colors: SeriesColors, width reference: Double) {
    // The room for labels depends on the ticks and they on the room; two rounds settle it.
    var insets = ChartDrawing.Insets()
    let draft = CartesianModel(
      chart, colors: colors, plotWidth: reference - insets.left - insets.right, plotHeight: 294)
    let total = Self.height(chart, draft, insets)
    insets.left = Self.leftInset(draft, reference: reference)
    insets.bottom += draft.extraHeightBelow(width: reference - insets.left - insets.right)
    if draft.x.title == nil { insets.bottom -= 16 }
    var height = total - insets.top - insets.bottom
    // The last label of the x axis may reach beyond the plot.
    insets.right = max(insets.right, Self.overhang(draft.x, atEnd: true))
    let least = insets.right
    let roomy = reference - insets.left - insets.right
    var labels = DirectLabels(draft, width: reference, plotWidth: roomy, height: height)
    if !labels.labels.isEmpty { insets.right = max(least, labels.margin) }
    let texts = BarTexts(draft, plotWidth: reference - insets.left - insets.right, height: height)
    if let texts, texts.areHorizontal {
      insets.right = max(insets.right, texts.widest + 14)
      insets.bottom = draft.x.title == nil ? 8 : 24
      height = total - insets.top - insets.bottom
    }
    let width = max(reference - insets.left - insets.right, 40)
    model = draft.resized(plotWidth: width, plotHeight: height)
    if let ratio = model.aspectRatio {
      height = min(max(width / ratio, Self.heights.lowerBound), Self.heights.upperBound)
      hasUnequalUnits = height != width / ratio
    }
    labels = DirectLabels(model, width: reference, plotWidth: width, height: height)
    self.insets = insets
    let space = PlotSpace(x: model.x.scale, y: model.y.scale, width: width, height: height)
    self.space = space
    contours = draft.contours.map { ContourDrawing($0, space: space, options: chart.options) }
    directLabels = labels
    limits = LimitMarkers(model: model)
    self.texts = TextDrawing(model: model, space: space)
    barTexts = texts == nil ? nil : BarTexts(model, plotWidth: width, height: height)
  }

  private static func height(
    _ chart: Chart, _ model: CartesianModel, _ insets: ChartDrawing.Insets
  ) -> Double {
    if let rows = model.rowHeight, case .categories(let names) = model.y.kind {
      return min(Double(max(names.count, 1)) * rows, 2400) + insets.top + insets.bottom
    }
    if let height = chart.options.height { return Double(height) }
    return model.traces.map(\.shape.traits.height).max() ?? 300
  }

  /// What the texts to the left of the plot need.
  private static func leftInset(_ model: CartesianModel, reference: Double) -> Double {
    var widest = model.y.ticks.labels.map(\.width).max() ?? 0
    if case .categories = model.y.kind { widest = min(widest, CartesianAxes.widestName) }
    var left = max(20, min(widest, reference * 0.45) + 14)
    left = max(left, overhang(model.x, atEnd: false))
    return left
  }

  /// How far labels of the ticks of x reach beyond an end of the plot on a narrow page.
  private static func overhang(_ axis: AxisModel, atEnd: Bool) -> Double {
    if case .categories = axis.kind { return 0 }
    let reach = zip(axis.ticks.values, axis.ticks.labels).map { value, label in
      let share = axis.scale.position(value)
      return label.width / 2 + 2 - (atEnd ? 1 - share : share) * narrowestPlot
    }
    return min(reach.max() ?? 0, 60)
  }

  /// Pixels of the plot on a phone.
  private static let narrowestPlot = 260.0

  /// Everything but what a pointer shows, the description and the table.
  func nodes(suffix: String) -> [MarkupNode] {
    let traces = TraceDrawing(model: model, space: space, suffix: suffix)
    let (lines, points) = (contours.flatMap(\.lineNodes) + traces.lineNodes(), traces.pointNodes())
    var nodes = axes.nodes()
    if !lines.isEmpty {
      nodes.append(
        Shape.stretched(width: space.width, height: space.height, lines, clips: model.clips))
    }
    if !points.isEmpty {
      nodes.append(Shape.stretched(width: space.width, height: space.height, points))
    }
    nodes += contours.flatMap(\.labelNodes)
    nodes += RuleDrawing(model: model, space: space).nodes() + directLabels.nodes()
    nodes += barTexts?.nodes() ?? []
    nodes += texts.nodes()
    return nodes + limits.nodes()
  }

  /// What shows values while the pointer is over them.
  ///
  /// - Parameter bytes: what there is room for.
  func hoverNodes(bytes: Int) -> [MarkupNode] {
    HoverLayer(model: model, space: space, printsBars: barTexts != nil).nodes(bytes: bytes)
  }

  private var axes: CartesianAxes {
    CartesianAxes(
      model: model, insets: insets, width: space.width, height: space.height,
      hidesXTicks: barTexts?.areHorizontal ?? false)
  }

  /// Names of axes that are too long for the drawing.
  var header: [String] { axes.yLabel == nil ? model.y.title.map { [$0] } ?? [] : [] }

  var footer: [String] {
    let name = axes.xLabel == nil ? model.x.title.map { [$0] } ?? [] : []
    let units = hasUnequalUnits ? ["the units of x and y are not equally long"] : []
    return name + units + limits.remarks + (texts.remark.map { [$0] } ?? [])
  }

  /// The width of the plot divided by its height, where that is to stay.
  var aspectRatio: Double? { hasUnequalUnits ? nil : model.aspectRatio }

  var legend: [LegendEntry] {
    var entries: [LegendEntry] = []
    if directLabels.needsLegend { entries += seriesLegend }
    entries += RuleDrawing(model: model, space: space).legend
    if let shades = model.shades { entries.append(shades.key) }
    return entries + contours.flatMap(\.legend)
  }

  /// Every series with a colour of its own once, and how many have none.
  private var seriesLegend: [LegendEntry] {
    let unshaded = model.traces.filter(\.shades.isEmpty)
    var names: Set<String> = []
    let colored = unshaded.compactMap { trace -> LegendEntry? in
      guard trace.color != .series(0), let name = trace.name, names.insert(name).inserted else {
        return nil
      }
      guard trace.shape.traits.hasLineInLegend else {
        return .series(name: name, classes: "b \(trace.color.name)", isLine: false)
      }
      let dash = trace.dashesOnScreen ? " k\(trace.dash)" : ""
      return .series(name: name, classes: "l \(trace.color.name)\(dash)", isLine: true)
    }
    let others = Set(unshaded.filter { $0.color == .series(0) }.compactMap(\.name)).count
    return colored + (others == 0 ? [] : [.text("grey: \(others) more")])
  }
}

extension CartesianModel {
  /// Pixels of a row of horizontal bars; `nil` for other charts.
  fileprivate var rowHeight: Double? {
    let bars = traces.filter { $0.shape == .bars }
    guard !bars.isEmpty, bars.allSatisfy(\.isHorizontal) else { return nil }
    guard let narrowest = bars.flatMap(\.lanes).map(\.width).min(), narrowest > 0 else { return 32 }
    // A bar alone in its category takes three quarters of the slot, several share it.
    return narrowest > 0.7 ? 32 : min(16 / narrowest, 400)
  }

  /// What a second row of category names below the plot needs.
  fileprivate func extraHeightBelow(width: Double) -> Double {
    guard case .categories(let names) = x.kind else { return 0 }
    return CategoryLabels(names, width: width, margin: 60).extraHeight
  }

  /// The width of the plot divided by its height where a unit of x is as long as one of y.
  var aspectRatio: Double? {
    guard options.hasEqualAspect else { return nil }
    let (x, y) = (x.scale.domain, y.scale.domain)
    let ratio = (x.upperBound - x.lowerBound) / (y.upperBound - y.lowerBound)
    return ratio.isFinite && ratio > 0 ? ratio : nil
  }

  /// Whether something lies beyond the ends of an axis.
  var clips: Bool {
    options.x.domain != nil || options.y.domain != nil || options.x.scale == .robust
      || options.y.scale == .robust || options.y.scale == .log && hasTooSmallValues
  }

  /// Whether values lie below the least that a logarithmic axis can show.
  private var hasTooSmallValues: Bool {
    traces.contains { trace in
      [trace.y, trace.low, trace.high].contains { values in
        values.contains { $0 > 0 && $0 < y.scale.domain.lowerBound }
      }
    }
  }
}
