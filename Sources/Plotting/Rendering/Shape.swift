import MarkupTree

/// Elements of a drawing; lengths given as shares become percentages.
enum Shape {
  /// A share as a percentage with two decimals: `12.5%`.
  static func percent(_ share: Double) -> String {
    let text = number(share * 100, decimals: 2)
    return text == "0" ? text : text + "%"
  }

  /// Pixels with one decimal.
  static func pixels(_ value: Double) -> String { number(value, decimals: 1) }

  /// A number with at most so many decimals.
  static func number(_ value: Double, decimals: Int) -> String {
    let value = min(max(value.isNaN ? 0 : value, -1e7), 1e7)
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int(saturating: value * Double(scale))
    let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: scale.magnitude)
    guard rest > 0 else { return (scaled < 0 ? "-" : "") + String(whole) }
    var fraction = String(rest)
    fraction = String(repeating: "0", count: decimals - fraction.count) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    return (scaled < 0 ? "-" : "") + String(whole) + "." + fraction
  }

  /// Widths of a chart in pixels below which parts of it can be hidden, in ascending order; the
  /// style sheet has a class for each.
  static let thresholds: [Double] = [336, 416, 544, 640]

  /// The class of something that needs a chart at least this wide, with a space before it.
  static func hidden(below width: Double) -> String {
    guard width > 320, let place = thresholds.firstIndex(where: { $0 >= width - 0.5 }) else {
      return width > 640 ? " n4" : ""
    }
    return " n\(place + 1)"
  }

  /// The class that hides something where a chart is too narrow for it, with a space before it.
  ///
  /// - Parameter isVisible: whether there is room for it in a chart of so many pixels.
  static func hidden(unless isVisible: (Double) -> Bool) -> String {
    // Between two thresholds, what holds for the narrower one counts.
    for place in thresholds.indices.reversed()
    where !isVisible(place > 0 ? thresholds[place - 1] : 300) {
      return " n\(place + 1)"
    }
    return ""
  }

  static func text(
    _ content: String, class name: String, x: String, y: String, dx: Double = 0, dy: Double = 0
  ) -> MarkupNode {
    var node = MarkupNode.element("text", ["class": name, "x": x, "y": y], [.text(content)])
    if dx != 0 { node = node.attribute("dx", pixels(dx)) }
    if dy != 0 { node = node.attribute("dy", pixels(dy)) }
    return node
  }

  static func text(
    _ label: TickLabel, class name: String, x: String, y: String, dx: Double = 0, dy: Double = 0
  ) -> MarkupNode {
    let node = text(label.text, class: name, x: x, y: y, dx: dx, dy: dy)
    guard let exponent = label.exponent,
      case .element(let element, let attributes, let children) = node
    else { return node }
    let raised = MarkupNode.element("tspan", ["class": "sup", "dy": "-4"], [.text(exponent)])
    return .element(name: element, attributes: attributes, children: children + [raised])
  }

  static func horizontal(_ y: String, class name: String) -> MarkupNode {
    .element("line", ["class": name, "x2": "100%", "y1": y, "y2": y])
  }

  /// A viewport that stretches a drawing of `width` × `height` pixels, in the units of paths, over
  /// the plot area.
  static func stretched(
    width: Double, height: Double, _ children: [MarkupNode], clips: Bool = false
  ) -> MarkupNode {
    let unit = PathData.unitsPerPixel
    let box = "0 0 \(pixels(width * unit)) \(pixels(height * unit))"
    let node = MarkupNode.element(
      "svg",
      [
        "width": "100%", "height": "100%", "viewBox": box, "preserveAspectRatio": "none",
      ], children)
    return clips ? node.attribute("class", "clip") : node
  }

  static func path(_ data: PathData, class name: String, opacity: Double? = nil) -> MarkupNode {
    let node = MarkupNode.element("path", ["class": name, "d": data.text])
    return opacity.map { node.attribute("opacity", number($0, decimals: 2)) } ?? node
  }
}
