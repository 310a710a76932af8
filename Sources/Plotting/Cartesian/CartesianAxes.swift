import MarkupTree

/// The grid, the ticks and the names of two axes of numbers.
struct CartesianAxes {
  var model: CartesianModel
  var insets: ChartDrawing.Insets
  var width: Double

  /// How much of the width is left of the plot on a phone of 390 pixels.
  private var narrowing: Double {
    let phone = 358 - insets.left - insets.right
    return min(max(phone, 100) / width, 1)
  }

  func nodes() -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    let isScatter = !model.traces.isEmpty && model.traces.allSatisfy { $0.shape == .points }
    if isScatter {
      for value in model.x.ticks.values {
        let x = Shape.percent(model.x.scale.position(value))
        nodes.append(.element("line", ["class": "grid", "x1": x, "x2": x, "y2": "100%"]))
      }
    }
    for (value, label) in zip(model.y.ticks.values, model.y.ticks.labels) {
      let y = Shape.percent(1 - model.y.scale.position(value))
      if model.contours.isEmpty { nodes.append(Shape.horizontal(y, class: "grid")) }
      nodes.append(Shape.text(label, class: "e", x: "0", y: y, dx: -7, dy: 4))
    }
    nodes.append(Shape.horizontal("100%", class: "axis"))
    nodes.append(.element("svg", ["y": "100%"], xTicks()))
    if let label = model.y.label {
      nodes.append(Shape.text("↑ " + label, class: "lb", x: Shape.pixels(-insets.left), y: "-12"))
    }
    if let label = model.x.label {
      nodes.append(Shape.text(label + " →", class: "lb e", x: "100%", y: "100%", dy: 34))
    }
    return nodes
  }

  /// Ticks below the base line; labels that would touch are left out, always every other one.
  private func xTicks() -> [MarkupNode] {
    let ticks = model.x.ticks
    let positions = ticks.values.map(model.x.scale.position)
    let widths = ticks.labels.map(\.width)
    let step = Self.labelStep(positions: positions.map { $0 * width }, widths: widths)
    let narrowStep = Self.labelStep(
      positions: positions.map { $0 * width * narrowing }, widths: widths)
    var nodes: [MarkupNode] = []
    for value in ticks.minor {
      let x = Shape.percent(model.x.scale.position(value))
      nodes.append(.element("line", ["class": "tick", "x1": x, "x2": x, "y2": "3"]))
    }
    for (index, position) in positions.enumerated() {
      let x = Shape.percent(position)
      nodes.append(.element("line", ["class": "tick", "x1": x, "x2": x, "y2": "5"]))
      guard index % step == 0 else { continue }
      let name = index % narrowStep == 0 ? "m" : "m alt"
      nodes.append(Shape.text(ticks.labels[index], class: name, x: x, y: "17"))
    }
    return nodes
  }

  /// The smallest power of two so that labels at every such place keep 8 pixels between them.
  static func labelStep(positions: [Double], widths: [Double]) -> Int {
    var step = 1
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
