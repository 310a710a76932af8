import MarkupTree

/// Draws the rules of a chart with their names, which never lie on each other.
struct RuleDrawing {
  var model: CartesianModel
  var space: PlotSpace

  /// A rule that the axes have a place for.
  private struct Line {
    var rule: CartesianModel.Rule
    /// From the left or from the top.
    var share: Double
  }

  private var lines: [Line] {
    model.rules.compactMap { rule in
      let position = (rule.isHorizontal ? model.y : model.x).scale.position(rule.place)
      guard position >= -1e-9, position <= 1 + 1e-9 else { return nil }
      return Line(rule: rule, share: rule.isHorizontal ? 1 - position : position)
    }
  }

  /// Names that would not fit into the plot of a phone or might lie on bars stand in the legend.
  private func isShort(_ name: String) -> Bool {
    !model.traces.contains { $0.shape == .bars }
      && TextMetrics.width(name) <= min(space.width * 0.45, 150)
  }

  var legend: [LegendEntry] {
    lines.compactMap { line in
      guard let name = line.rule.name, !isShort(name) else { return nil }
      return .series(name: name, classes: strokeClass(line.rule), isLine: true)
    }
  }

  func nodes() -> [MarkupNode] {
    let lines = lines
    let strokes = lines.map { line -> MarkupNode in
      let share = Shape.percent(line.share)
      let node =
        line.rule.isHorizontal
        ? Shape.horizontal(share, class: strokeClass(line.rule))
        : .element(
          "line", ["class": strokeClass(line.rule), "x1": share, "x2": share, "y2": "100%"])
      guard let opacity = line.rule.style.opacity else { return node }
      return node.attribute("opacity", Shape.number(opacity, decimals: 2))
    }
    return strokes + horizontalNames(lines) + verticalNames(lines)
  }

  private func strokeClass(_ rule: CartesianModel.Rule) -> String {
    switch rule.style.lineStyle {
    case .solid: "rule k1"
    case .dotted: "rule k3"
    case .dashed, nil: "rule"
    }
  }

  /// Above the rules, at their right end.
  private func horizontalNames(_ lines: [Line]) -> [MarkupNode] {
    let named = lines.filter { $0.rule.isHorizontal && $0.rule.name.map(isShort) ?? false }
    let wanted = named.map { max($0.share * space.height - 5, 9) }
    let places = LabelDodge.positions(for: wanted, gap: 13, in: 9...max(space.height, 10))
    return zip(named, places).map { line, y in
      Shape.text(
        line.rule.name ?? "", class: "note e", x: "100%", y: Shape.percent(y / space.height), dx: -2
      )
    }
  }

  /// Next to the rules, at their top, one row lower where two would touch.
  private func verticalNames(_ lines: [Line]) -> [MarkupNode] {
    let named = lines.filter { !$0.rule.isHorizontal && $0.rule.name.map(isShort) ?? false }
      .sorted { $0.share < $1.share }
    var ends: [Double] = []
    return named.map { line in
      let name = line.rule.name ?? ""
      let isLate = line.share > 0.6
      let width = TextMetrics.width(name) + 10
      let left = line.share * space.width - (isLate ? width : 0)
      let row = ends.firstIndex { $0 <= left } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = left + width
      return Shape.text(
        name, class: isLate ? "note e" : "note", x: Shape.percent(line.share), y: "0",
        dx: isLate ? -5 : 5, dy: 9 + 13 * Double(row))
    }
  }
}
