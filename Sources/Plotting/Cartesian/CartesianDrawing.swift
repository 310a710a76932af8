import MarkupTree

/// Draws a ``CartesianModel``: axes, marks, labels and the layer that shows values.
struct CartesianDrawing {
  var model: CartesianModel
  var insets: ChartDrawing.Insets
  var width: Double
  var height: Double
  var directLabels: [DirectLabel]
  var usesLegend: Bool

  /// The name at the right end of a line.
  struct DirectLabel {
    var text: String
    var slot: Int
    /// Shares of the plot area, from the top.
    var end: PlotPoint
    /// In pixels from the top.
    var y: Double
  }

  init(_ chart: Chart, colors: SeriesColors, height total: Double, width reference: Double) {
    // The room for labels depends on the ticks and they on the room; two rounds settle it.
    var insets = ChartDrawing.Insets()
    var model = CartesianModel(
      chart, colors: colors, plotWidth: reference - insets.left - insets.right,
      plotHeight: total - insets.top - insets.bottom)
    var labels = Self.labelled(model)
    height = total - insets.top - insets.bottom
    let widest = labels.compactMap(\.label).map { TextMetrics.width($0, isBold: true) }.max() ?? 0
    let fits = Double(labels.count) * 14 <= height && labels.count <= 8 && widest <= 150
    if !fits { labels = [] }
    usesLegend = Self.needsLegend(model, labels: labels)
    if !labels.isEmpty { insets.right = max(20, widest + 18) }
    insets.left = max(20, (model.y.ticks.labels.map(\.width).max() ?? 0) + 14)
    if let first = model.x.ticks.labels.first, let value = model.x.ticks.values.first,
      model.x.scale.position(value) < 0.05
    {
      insets.left = max(insets.left, first.width / 2 + 2)
    }
    width = reference - insets.left - insets.right
    model = CartesianModel(chart, colors: colors, plotWidth: width, plotHeight: height)
    self.model = model
    self.insets = insets
    directLabels = Self.placed(labels, model: model, height: height)
  }

  /// The traces named at their right end.
  private static func labelled(_ model: CartesianModel) -> [Trace] {
    var seen: Set<String> = []
    let order = [Trace.Shape.line, .area, .band]
    // Paths over two quantities end anywhere: their names stand above the plot.
    let lines = model.traces.filter { $0.shape == .line }
    guard model.contours.isEmpty, lines.allSatisfy(\.isFunction) else { return [] }
    return order.flatMap { shape in
      model.traces.filter { trace in
        guard trace.shape == shape, let label = trace.label, trace.isFunction else { return false }
        return seen.insert(label).inserted
      }
    }
  }

  private static func needsLegend(_ model: CartesianModel, labels: [Trace]) -> Bool {
    let named = Set(model.traces.compactMap(\.name))
    return !named.subtracting(labels.compactMap(\.name)).isEmpty
  }

  private static func placed(
    _ traces: [Trace], model: CartesianModel, height: Double
  ) -> [DirectLabel] {
    let ends = traces.compactMap { trace -> (Trace, PlotPoint)? in
      let places = zip(trace.x, trace.drawn).map {
        PlotPoint(model.x.scale.position($0), 1 - model.y.scale.position($1))
      }.filter { $0.x.isFinite && $0.y.isFinite }
      guard var end = places.last else { return nil }
      if trace.isNoisy {
        // The last of many noisy values says little about where the line is.
        let tail = places.suffix(max(places.count / 40, 1)).map(\.y).sorted()
        end.y = tail[tail.count / 2]
      }
      return (trace, PlotPoint(min(max(end.x, 0), 1), min(max(end.y, 0), 1)))
    }
    let positions = LabelDodge.positions(
      for: ends.map { $0.1.y * height }, gap: 14, in: 0...max(height, 1))
    return zip(ends, positions).map {
      DirectLabel(text: $0.0.label ?? "", slot: $0.0.slot, end: $0.1, y: $1)
    }
  }

  /// Everything but the description and the table.
  func nodes(chartBytesForHover: Int = 40_000) -> [MarkupNode] {
    var plot: [MarkupNode] = model.contours.flatMap(contourNodes)
    let lines = TraceDrawing(model: model, width: width, height: height)
    plot += lines.nodes()
    var nodes = CartesianAxes(model: model, insets: insets, width: width).nodes()
    let clips = model.x.clips || model.y.clips
    nodes.append(Shape.stretched(width: width, height: height, plot, clips: clips))
    nodes += model.contours.flatMap(contourLabels)
    nodes += ruleNodes() + directLabels.flatMap(labelNodes)
    nodes += LimitMarkers(model: model).nodes()
    let used = nodes.serialized(as: .svg).utf8.count
    nodes += HoverLayer(model: model).nodes(bytes: min(12_000, chartBytesForHover - 1_500 - used))
    return nodes
  }

  private func labelNodes(_ label: DirectLabel) -> [MarkupNode] {
    let y = label.y / height
    var nodes: [MarkupNode] = []
    let isMoved = abs(label.y - label.end.y * height) > 3
    if isMoved || label.end.x < 0.98 {
      // Across the gap in shares of the plot, then a short piece in pixels to the text.
      if label.end.x < 0.98 {
        nodes.append(
          .element(
            "line",
            [
              "class": "lead", "x1": Shape.percent(label.end.x), "x2": "100%",
              "y1": Shape.percent(label.end.y), "y2": Shape.percent(y),
            ]))
      } else {
        let rise = label.y - label.end.y * height
        nodes.append(
          .element(
            "svg", ["x": "100%", "y": Shape.percent(label.end.y)],
            [
              .element("path", ["class": "lead", "d": "M1 0L7 " + Shape.pixels(rise)])
            ]))
      }
    }
    nodes.append(
      Shape.text(
        label.text, class: "dl t\(label.slot)", x: "100%", y: Shape.percent(y), dx: 9, dy: 4))
    return nodes
  }

  private func ruleNodes() -> [MarkupNode] {
    model.rules.flatMap { rule, style -> [MarkupNode] in
      let scale = rule.isHorizontal ? model.y.scale : model.x.scale
      let position = scale.position(rule.value)
      guard (0...1).contains(position) else { return [] }
      let share = Shape.percent(rule.isHorizontal ? 1 - position : position)
      let name = style.annotation ?? style.series
      guard rule.isHorizontal else {
        let line = MarkupNode.element(
          "line", ["class": "rule", "x1": share, "x2": share, "y2": "100%"])
        let isLate = position > 0.6
        return [line]
          + (name.map {
            [
              Shape.text(
                $0, class: isLate ? "note e" : "note", x: share, y: "0", dx: isLate ? -5 : 5, dy: 9)
            ]
          } ?? [])
      }
      let line = Shape.horizontal(share, class: "rule")
      return [line]
        + (name.map { [Shape.text($0, class: "note e", x: "100%", y: share, dx: -2, dy: -5)] }
          ?? [])
    }
  }

  private func contourNodes(_ data: ContourData) -> [MarkupNode] {
    Contours(data).levels.enumerated().map { index, level in
      var path = PathData()
      for line in level.lines {
        let pixels = line.map { point in
          PlotPoint(
            model.x.scale.position(point.x) * width,
            (1 - model.y.scale.position(point.y)) * height)
        }
        path.add(LineSimplifier.douglasPeucker(pixels, tolerance: 0.5))
      }
      return Shape.path(path, class: index % 4 == 3 ? "xs" : "x")
    }
  }

  private func contourLabels(_ data: ContourData) -> [MarkupNode] {
    var taken: [PlotPoint] = []
    let levels = Contours(data).levels
    return levels.enumerated().reversed().compactMap { index, level -> MarkupNode? in
      guard levels.count <= 6 || index % 2 == 1,
        let longest = level.lines.max(by: { $0.count < $1.count }), longest.count > 8
      else { return nil }
      // Along the line, the first place that is clear of the edges and of the labels before.
      let candidates = [0.5, 0.25, 0.75, 0.1, 0.9, 0.35, 0.65].map { share in
        let point = longest[Int(Double(longest.count - 1) * share)]
        return PlotPoint(
          model.x.scale.position(point.x), 1 - model.y.scale.position(point.y))
      }
      let place = candidates.first { point in
        point.x > 0.06 && point.x < 0.94 && point.y > 0.06 && point.y < 0.94
          && !taken.contains {
            abs($0.x - point.x) * width < 44 && abs($0.y - point.y) * height < 16
          }
      }
      guard let place else { return nil }
      taken.append(place)
      return Shape.text(
        NumberText.short(level.value), class: "note m", x: Shape.percent(place.x),
        y: Shape.percent(place.y), dy: 4)
    }
  }
}
