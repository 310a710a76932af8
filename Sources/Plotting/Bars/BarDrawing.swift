import MarkupTree

/// Draws lying bars, one row for each category, or standing ones.
struct BarDrawing {
  var model: BarModel
  /// Pixels from the top to the bottom of one bar.
  private var thickness: Double { model.series.count > 1 && !isStacked ? 15 : 22 }

  /// Where every category has one bar only, bars of different series do not stand side by side.
  private var isStacked: Bool {
    model.categories.indices.allSatisfy { row in
      model.series.count { $0.values[row] != nil } <= 1
    }
  }

  init(_ chart: Chart, colors: SeriesColors) { model = BarModel(chart, colors: colors) }

  func drawing(height: Int?) -> ChartDrawing {
    let names = model.series.compactMap(\.name)
    var drawing = model.areLying ? lying() : standing(height: Double(height ?? 300))
    if Set(names).count > 1 || names.count == 1 && model.series.count > 1 {
      drawing.legend = model.series.compactMap { series in
        series.name.map {
          .series(name: $0, classes: "b s\(series.slot)", isLine: false)
        }
      }
    }
    return drawing
  }

  private func base(height: Double, nodes: [MarkupNode]) -> ChartDrawing {
    ChartDrawing(
      height: height, nodes: nodes, description: model.description, table: model.table,
      fallbackTitle: (model.valueLabel ?? "Values")
        + (model.categoryLabel.map { " by \($0)" } ?? ""))
  }

  private func share(_ value: Double) -> Double {
    let domain = model.domain
    return (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
  }

  private func lying() -> ChartDrawing {
    let perRow = isStacked ? 1 : Double(model.series.count)
    let row = perRow * thickness + 10
    let height = Double(model.categories.count) * row
    var nodes: [MarkupNode] = []
    var widestText = 0.0
    for (index, name) in model.categories.enumerated() {
      let top = Double(index) * row + 5
      nodes.append(
        Shape.text(
          name, class: "lb e", x: "0", y: Shape.pixels(top + perRow * thickness / 2 + 4), dx: -8))
      var lane = 0.0
      for series in model.series {
        defer { if !isStacked { lane += 1 } }
        guard let value = series.values[index] else { continue }
        let (bar, width) = lyingBar(
          value, series.errors[index], slot: series.slot, top: top + lane * thickness)
        nodes += bar
        widestText = max(widestText, width)
      }
    }
    let zero = Shape.percent(share(0))
    nodes.append(
      .element(
        "line", ["class": "axis", "x1": zero, "x2": zero, "y2": Shape.pixels(height)]))
    for rule in model.rules where rule.value.isFinite {
      let x = Shape.percent(share(rule.value))
      nodes.append(
        .element("line", ["class": "rule", "x1": x, "x2": x, "y2": Shape.pixels(height)]))
      if let name = rule.name {
        nodes.append(Shape.text(name, class: "m note", x: x, y: Shape.pixels(height + 13)))
      }
    }
    if let label = model.valueLabel {
      nodes.append(Shape.text(label + " →", class: "lb", x: zero, y: "-9"))
    }
    let hasNames = model.rules.contains { $0.name != nil }
    var drawing = base(height: height + 24 + (hasNames ? 20 : 6), nodes: nodes)
    let widestName = model.categories.map { TextMetrics.width($0) }.max() ?? 0
    drawing.insets = .init(
      top: 24, right: widestText + 14, bottom: hasNames ? 20 : 6, left: widestName + 16)
    return drawing
  }

  /// A bar, its whisker and its value; the width of the value in pixels.
  private func lyingBar(
    _ value: Double, _ error: Double?, slot: Int, top: Double
  ) -> ([MarkupNode], Double) {
    let text = model.text(value, error: error)
    let middle = Shape.pixels(top + (thickness - 2) / 2)
    guard value.isFinite else {
      return (
        [
          Shape.text(
            text, class: "lost t\(slot)", x: Shape.percent(share(0)), y: middle, dx: 6, dy: 4)
        ],
        TextMetrics.width(text)
      )
    }
    let (from, to) = (min(share(0), share(value)), max(share(0), share(value)))
    var nodes: [MarkupNode] = [
      .element(
        "rect",
        [
          "class": "b s\(slot)", "x": Shape.percent(from), "y": Shape.pixels(top),
          "width": Shape.percent(to - from), "height": Shape.pixels(thickness - 2), "rx": "1",
        ])
    ]
    var end = share(max(value, 0))
    if let error, error.isFinite, error != 0 {
      let (low, high) = (share(value - abs(error)), share(value + abs(error)))
      nodes.append(
        .element(
          "line",
          [
            "class": "err", "x1": Shape.percent(low), "x2": Shape.percent(high), "y1": middle,
            "y2": middle,
          ]))
      for x in [low, high] {
        nodes.append(
          .element(
            "line",
            [
              "class": "err", "x1": Shape.percent(x), "x2": Shape.percent(x),
              "y1": Shape.pixels(top + thickness / 2 - 5),
              "y2": Shape.pixels(top + thickness / 2 + 3),
            ]))
      }
      end = max(end, high)
    }
    nodes.append(
      Shape.text(text, class: "vl", x: Shape.percent(end), y: middle, dx: 6, dy: 4))
    return (nodes, TextMetrics.width(text))
  }

  private func standing(height total: Double) -> ChartDrawing {
    let domain = model.domain
    let ticks = AxisTicks.linear(
      low: domain.lowerBound, high: domain.upperBound, count: Int(((total - 66) / 45).rounded()),
      areCounts: false, format: model.format)
    let isUnitRange = domain.lowerBound >= 0 && domain.upperBound <= 1
    var high = max(domain.upperBound, ticks.values.last ?? 0)
    if isUnitRange && domain.upperBound > 0.5 { high = min(high, 1) }
    let low = min(domain.lowerBound, ticks.values.first ?? 0)
    func y(_ value: Double) -> Double { 1 - (value - low) / (high - low) }

    var insets = ChartDrawing.Insets()
    insets.left = (ticks.labels.map(\.width).max() ?? 0) + 14
    let width = ChartDrawing.referenceWidth - insets.left - insets.right
    var nodes: [MarkupNode] = []
    for (value, label) in zip(ticks.values, ticks.labels) where value <= high {
      let place = Shape.percent(y(value))
      nodes.append(Shape.horizontal(place, class: "grid"))
      nodes.append(Shape.text(label, class: "e", x: "0", y: place, dx: -7, dy: 4))
    }
    let slotWidth = 1 / Double(max(model.categories.count, 1))
    let lanes = isStacked ? 1 : Double(model.series.count)
    let lane = slotWidth * 0.7 / lanes
    for index in model.categories.indices {
      var used = 0.0
      for series in model.series {
        defer { if !isStacked { used += 1 } }
        guard let value = series.values[index], value.isFinite else { continue }
        let x = (Double(index) + 0.15) * slotWidth + used * lane
        nodes += standingBar(
          value, series.errors[index], slot: series.slot, x: x, width: lane * 0.92, y: y)
        let text = model.text(value, error: nil)
        if lane * width >= TextMetrics.width(text) + 4 {
          let error = series.errors[index].map { abs($0) } ?? 0
          // On a phone, about half as wide, most of these would touch.
          let isTight = lane * width * 0.5 < TextMetrics.width(text) + 4
          nodes.append(
            Shape.text(
              text, class: isTight ? "vl m alt" : "vl m", x: Shape.percent(x + lane * 0.46),
              y: Shape.percent(y(max(value, 0) + error)), dy: -5))
        }
      }
    }
    nodes.append(Shape.horizontal(Shape.percent(y(0)), class: "axis"))
    let names = CategoryLabels(model.categories, width: width)
    nodes += names.nodes(y: "100%", offset: 16)
    insets.bottom = 22 + names.extraHeight + (model.categoryLabel == nil ? 0 : 18)
    if let label = model.categoryLabel {
      nodes.append(
        Shape.text(label, class: "lb e", x: "100%", y: "100%", dy: insets.bottom - 6))
    }
    if let label = model.valueLabel {
      nodes.append(Shape.text("↑ " + label, class: "lb", x: Shape.pixels(-insets.left), y: "-12"))
    }
    for rule in model.rules where rule.value.isFinite {
      nodes.append(Shape.horizontal(Shape.percent(y(rule.value)), class: "rule"))
      if let name = rule.name {
        nodes.append(
          Shape.text(
            name, class: "note e", x: "100%", y: Shape.percent(y(rule.value)), dx: -2, dy: -5))
      }
    }
    var drawing = base(height: total, nodes: nodes)
    drawing.insets = insets
    return drawing
  }

  private func standingBar(
    _ value: Double, _ error: Double?, slot: Int, x: Double, width: Double,
    y: (Double) -> Double
  ) -> [MarkupNode] {
    let (top, bottom) = (min(y(value), y(0)), max(y(value), y(0)))
    var nodes: [MarkupNode] = [
      .element(
        "rect",
        [
          "class": "b s\(slot)", "x": Shape.percent(x), "y": Shape.percent(top),
          "width": Shape.percent(width), "height": Shape.percent(bottom - top), "rx": "1",
        ])
    ]
    if let error, error.isFinite, error != 0 {
      let middle = Shape.percent(x + width / 2)
      nodes.append(
        .element(
          "line",
          [
            "class": "err", "x1": middle, "x2": middle, "y1": Shape.percent(y(value - abs(error))),
            "y2": Shape.percent(y(value + abs(error))),
          ]))
    }
    return nodes
  }
}
