import MarkupTree

/// The names of lines at their ends: to the right of the plot where a line reaches its edge, next
/// to the end of a line that stops earlier.
struct DirectLabels {
  struct Label {
    var text: String
    var color: TraceColor
    /// Shares of the plot area, from the top.
    var end: PlotPoint
    /// In pixels from the top.
    var y: Double
    /// Whether the line stops before the edge of the plot.
    var isInside: Bool
  }

  private(set) var labels: [Label] = []
  /// Whether a series has no label.
  private(set) var needsLegend = false
  private var height: Double
  private var plotWidth: Double
  /// Pixels at the upper edge that say where lines broke off.
  private var top: Double

  /// The widest label, in pixels; longer names stand above the plot.
  private static let widest = 124.0
  private static let gap = 14.0
  /// Pixels from the middle of a label down to its baseline.
  private static let baseline = 4.0

  /// - Parameters:
  ///   - width: of the whole drawing.
  ///   - plotWidth: of the plot area.
  ///   - height: of the plot area.
  init(_ model: CartesianModel, width: Double, plotWidth: Double, height: Double) {
    self.height = height
    self.plotWidth = plotWidth
    top = LimitMarkers.height(model)
    let traces = Self.labelled(model)
    let ends = traces.compactMap { trace in Self.end(trace, model).map { (trace, $0) } }
    let texts = traces.compactMap(\.label)
    let widest = texts.map { TextMetrics.width($0, isBold: true) }.max() ?? 0
    if ends.count <= 8, Double(ends.count) * Self.gap <= height,
      widest <= min(Self.widest, width * 0.3)
    {
      labels = Self.placed(ends, height: height)
      if overlaps { labels = [] }
    }
    let named = Set(model.traces.filter(\.shades.isEmpty).compactMap(\.name))
    let shown = labels.isEmpty ? [] : Set(traces.compactMap(\.name))
    needsLegend = !named.subtracting(shown).isEmpty
  }

  /// The traces named at their ends: paths over two quantities end anywhere, so their names stand
  /// above the plot.
  private static func labelled(_ model: CartesianModel) -> [Trace] {
    guard model.contours.isEmpty, !model.x.scale.isReversed else { return [] }
    let lines = model.traces.filter { $0.shape == .line }
    guard lines.allSatisfy(\.isFunction) else { return [] }
    var seen: Set<String> = []
    return Trace.Shape.allCases.filter(\.traits.isJoined).flatMap { shape in
      model.traces.filter { trace in
        guard trace.shape == shape, let label = trace.label, trace.isFunction else { return false }
        return seen.insert(label).inserted
      }
    }
  }

  private static func end(_ trace: Trace, _ model: CartesianModel) -> PlotPoint? {
    let values = trace.edge
    func place(_ index: Int) -> PlotPoint? {
      let point = PlotPoint(
        model.x.scale.position(trace.x[index]), 1 - model.y.scale.position(values[index]))
      return point.x.isFinite && point.y.isFinite ? point : nil
    }
    guard let last = values.indices.last(where: { place($0) != nil }), var end = place(last) else {
      return nil
    }
    if trace.isNoisy {
      // The last of many noisy values says little about where the line is.
      let tail = values.indices.suffix(max(values.count / 40, 1)).compactMap { place($0)?.y }
      if !tail.isEmpty { end.y = tail.sorted()[tail.count / 2] }
    }
    return PlotPoint(min(max(end.x, 0), 1), min(max(end.y, 0), 1))
  }

  private static func placed(_ ends: [(Trace, PlotPoint)], height: Double) -> [Label] {
    var labels = ends.map { trace, end in
      Label(
        text: trace.label ?? "", color: trace.color, end: end, y: end.y * height,
        isInside: end.x < 0.97)
    }
    let outside = labels.indices.filter { !labels[$0].isInside }
    let positions = LabelDodge.positions(
      for: outside.map { labels[$0].y }, gap: gap, in: 0...max(height, 1))
    for (index, y) in zip(outside, positions) { labels[index].y = y }
    return labels
  }

  /// Whether a label inside of the plot would lie on another one.
  private var overlaps: Bool {
    let boxes = labels.map { label -> (left: Double, right: Double, y: Double) in
      let left = (label.isInside ? label.end.x : 1) * plotWidth
      let shift = label.isInside ? dy(label) - Self.baseline : 0
      return (left, left + TextMetrics.width(label.text, isBold: true) + 12, label.y + shift)
    }
    for (first, label) in labels.enumerated() {
      for second in boxes.indices where second > first {
        guard label.isInside || labels[second].isInside else { continue }
        let (a, b) = (boxes[first], boxes[second])
        if a.left < b.right && b.left < a.right && abs(a.y - b.y) < Self.gap { return true }
      }
    }
    return false
  }

  /// Pixels to the right of the plot.
  var margin: Double {
    labels.map { label in
      let width = TextMetrics.width(label.text, isBold: true) + 18
      return label.isInside ? width - (1 - label.end.x) * plotWidth : width
    }.max() ?? 0
  }

  /// Where a label inside of the plot stands below its line's end: at the upper edge, under what is
  /// said there.
  private func dy(_ label: Label) -> Double {
    label.y < top + 12 ? max(top + 17 - label.y, 17) : Self.baseline
  }

  func nodes() -> [MarkupNode] {
    labels.flatMap { label -> [MarkupNode] in
      let name = "dl " + label.color.textName
      if label.isInside {
        return [
          Shape.text(
            label.text, class: name, x: Shape.percent(label.end.x), y: Shape.percent(label.end.y),
            dx: 6, dy: dy(label))
        ]
      }
      var nodes: [MarkupNode] = []
      let rise = label.y - label.end.y * height
      if abs(rise) > 3 {
        nodes.append(
          .element(
            "svg", ["x": "100%", "y": Shape.percent(label.end.y)],
            [.element("path", ["class": "lead", "d": "M1 0L7 " + Shape.pixels(rise)])]))
      }
      nodes.append(
        Shape.text(
          label.text, class: name, x: "100%", y: Shape.percent(label.y / height), dx: 9,
          dy: Self.baseline))
      return nodes
    }
  }
}
