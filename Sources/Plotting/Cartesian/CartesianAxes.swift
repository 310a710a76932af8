import MarkupTree

/// The grid, the ticks and the names of two axes.
struct CartesianAxes {
  var model: CartesianModel
  var insets: ChartDrawing.Insets
  var width: Double
  var height: Double
  /// Whether the values along x are printed at the bars instead of below an axis.
  var hidesXTicks = false

  func nodes() -> [MarkupNode] {
    var nodes = grid() + yTicks()
    if !hidesXTicks { nodes.append(Shape.horizontal("100%", class: "axis")) }
    if model.traces.contains(where: { $0.shape == .bars }) { nodes += zeroLine() }
    if case .categories(let names) = model.x.kind, model.options.x.ticks == nil {
      nodes += CategoryLabels(
        names, width: width, margin: insets.left + insets.right,
        isReversed: model.x.scale.isReversed
      ).nodes(y: "100%", offset: 17)
    } else if !hidesXTicks {
      nodes.append(.element("svg", ["y": "100%"], xTicks()))
    }
    if let label = yLabel {
      nodes.append(Shape.text(label, class: "lb", x: Shape.pixels(-insets.left), y: "-12"))
    }
    if let label = xLabel {
      nodes.append(
        Shape.text(label, class: "lb e", x: "100%", y: "100%", dy: insets.bottom - 6))
    }
    return nodes
  }

  /// The names of the axes where they fit on a phone; longer ones stand outside of the drawing.
  var xLabel: String? { model.x.title.map { $0 + arrow(model.x, "→", "←") }.flatMap(fitting) }
  var yLabel: String? {
    model.y.title.map { label in
      let sign = arrow(model.y, "↑", "↓").dropFirst()
      return sign.isEmpty ? label : sign + " " + label
    }.flatMap(fitting)
  }

  private func fitting(_ text: String) -> String? {
    TextMetrics.width(text) <= min(300, width + insets.left) ? text : nil
  }

  private func arrow(_ axis: AxisModel, _ forward: String, _ backward: String) -> String {
    if case .categories = axis.kind { return "" }
    return " " + (axis.scale.isReversed ? backward : forward)
  }

  private func grid() -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    let isCloud = !model.traces.isEmpty && model.traces.allSatisfy(\.shape.traits.isCloud)
    let hasHorizontalBars = model.traces.contains(where: \.isHorizontal)
    if isCloud || (hasHorizontalBars && !hidesXTicks) {
      for value in model.x.ticks.values {
        let x = Shape.percent(model.x.scale.position(value))
        nodes.append(.element("line", ["class": "grid", "x1": x, "x2": x, "y2": "100%"]))
      }
    }
    if model.contours.isEmpty, model.y.kind == .numbers || model.y.kind == .times {
      for value in model.y.ticks.values {
        nodes.append(
          Shape.horizontal(Shape.percent(1 - model.y.scale.position(value)), class: "grid"))
      }
    }
    return nodes
  }

  private func zeroLine() -> [MarkupNode] {
    let axis = model.traces.contains(where: \.isHorizontal) ? model.x : model.y
    let share = axis.scale.position(PlotSpace.baseline(axis.scale))
    guard share.isFinite, axis.kind == .numbers else { return [] }
    if model.traces.contains(where: \.isHorizontal) {
      let x = Shape.percent(share)
      return [.element("line", ["class": "axis", "x1": x, "x2": x, "y2": "100%"])]
    }
    return share > 0.001 ? [Shape.horizontal(Shape.percent(1 - share), class: "axis")] : []
  }

  private func yTicks() -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    for value in model.y.ticks.minor {
      let y = Shape.percent(1 - model.y.scale.position(value))
      nodes.append(.element("line", ["class": "tick", "x1": "-3", "x2": "0", "y1": y, "y2": y]))
    }
    let count = model.y.ticks.values.count
    let step = max(1, Int(saturating: (13 * Double(count) / max(height, 1)).rounded(.up)))
    let names = Self.lines(
      model.y.ticks.labels.map(\.text), isTwoLines: height / Double(max(count, 1)) >= 26)
    var last: Double?
    for (index, label) in model.y.ticks.labels.enumerated() where index % step == 0 {
      let position = model.y.scale.position(model.y.ticks.values[index])
      // Chosen ticks may lie at any distance.
      if let last, abs(position - last) * height < 11 { continue }
      last = position
      let y = Shape.percent(1 - position)
      if case .categories = model.y.kind {
        nodes += Self.name(names[index], y: y)
      } else {
        nodes.append(Shape.text(label, class: "e", x: "0", y: y, dx: -7, dy: 4))
      }
    }
    return nodes
  }

  /// The lines of the names to the left of a plot, two where they are long.
  static func lines(_ names: [String], isTwoLines: Bool) -> [[String]] {
    TextMetrics.wrapped(names, to: widestName, lines: isTwoLines ? 2 : 1)
  }

  /// A name to the left of the plot.
  static func name(_ lines: [String], y: String) -> [MarkupNode] {
    lines.enumerated().map { index, line in
      let dy = 4 + (Double(index) - Double(lines.count - 1) / 2) * 13
      return Shape.text(line, class: "lb e", x: "0", y: y, dx: -8, dy: dy)
    }
  }

  /// The most pixels that names to the left of the plot get.
  static let widestName = 132.0

  /// Ticks below the base line; labels that would touch are left out, always every other one.
  private func xTicks() -> [MarkupNode] {
    let ticks = model.x.ticks
    let positions = ticks.values.map(model.x.scale.position)
    let widths = ticks.labels.map(\.width)
    let step = Self.labelStep(positions: positions.map { $0 * width }, widths: widths)
    let offset = Self.phase(ticks.values, step)
    var nodes: [MarkupNode] = []
    for value in ticks.minor {
      let x = Shape.percent(model.x.scale.position(value))
      nodes.append(.element("line", ["class": "tick", "x1": x, "x2": x, "y2": "3"]))
    }
    for (index, position) in positions.enumerated() {
      let x = Shape.percent(position)
      nodes.append(.element("line", ["class": "tick", "x1": x, "x2": x, "y2": "5"]))
      guard (index + step - offset) % step == 0 else { continue }
      nodes.append(
        Shape.text(
          ticks.labels[index],
          class: "m" + hiding(index, step: step, positions: positions, widths: widths), x: x,
          y: "17"))
    }
    return nodes
  }

  /// The class that hides a label where the page is so narrow that it would touch another one.
  private func hiding(
    _ index: Int, step: Int, positions: [Double], widths: [Double]
  ) -> String {
    Shape.hidden { narrow in
      let plot = max(narrow - insets.left - insets.right, 60)
      let needed = Self.labelStep(
        positions: positions.map { $0 * plot }, widths: widths, from: step)
      let offset = Self.phase(model.x.ticks.values, needed)
      return (index + needed - offset) % needed == 0
    }
  }

  /// Which of every `step` ticks are labelled: those at rounder numbers, such as 2, 4, 6 rather
  /// than 1, 3, 5.
  static func phase(_ values: [Double], _ step: Int) -> Int {
    guard step > 1, values.count > 1 else { return 0 }
    let distance = (values[1] - values[0]) * Double(step)
    return (0..<min(step, values.count)).first { index in
      let share = values[index] / distance
      return abs(share - share.rounded()) < 1e-6
    } ?? 0
  }

  /// The smallest power of two times `start` so that labels at every such place keep 8 pixels
  /// between them.
  static func labelStep(positions: [Double], widths: [Double], from start: Int = 1) -> Int {
    var step = max(start, 1)
    while step < positions.count {
      let kept = Array(stride(from: 0, to: positions.count, by: step))
      let fits = zip(kept, kept.dropFirst()).allSatisfy { a, b in
        abs(positions[b] - positions[a]) >= (widths[a] + widths[b]) / 2 + 8
      }
      if fits { return step }
      step *= 2
    }
    return step
  }
}
