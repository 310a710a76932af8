import MarkupTree
import NotebookDisplay

/// What a kind of chart hands to the common frame.
struct ChartDrawing {
  /// Pixels around the plot area.
  struct Insets {
    var top = 26.0
    var right = 20.0
    var bottom = 40.0
    var left = 38.0
  }

  /// The width of the whole drawing for which positions are computed; pages scale it.
  static let referenceWidth = 640.0

  /// Pixels of the whole drawing.
  var height: Double
  var insets = Insets()
  /// Beyond this width the drawing does not grow.
  var maximalWidth: Double?
  /// Positions are shares of the plot area, text and strokes are in pixels.
  var nodes: [MarkupNode]
  var legend: [LegendEntry] = []
  var description: String
  var table: Table?
  /// What stands in for a missing title.
  var fallbackTitle: String

  var plotHeight: Double { height - insets.top - insets.bottom }
}

/// One line of a legend.
enum LegendEntry {
  case series(name: String, classes: String, isLine: Bool)
  /// The colours of cells with the numbers at both ends.
  case ramp(low: String, high: String, colors: RampColors)
  case text(String)

  enum RampColors {
    /// The nine steps of the tokens with this prefix.
    case tokens(String)
    /// The colours of pictures in pixels.
    case raster
  }
}

/// Elements of a drawing; lengths given as shares become percentages.
enum Shape {
  /// A share as a percentage with two decimals: `12.5%`.
  static func percent(_ share: Double) -> String {
    let text = number(share * 100, decimals: 2)
    return text == "0" ? text : text + "%"
  }

  /// Pixels with one decimal.
  static func pixels(_ value: Double) -> String { number(value, decimals: 1) }

  private static func number(_ value: Double, decimals: Int) -> String {
    let value = min(max(value.isNaN ? 0 : value, -1e6), 1e6)
    let scale = decimals == 1 ? 10.0 : 100.0
    let scaled = Int((value * scale).rounded())
    let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
    guard rest > 0 else { return (scaled < 0 ? "-" : "") + String(whole) }
    var fraction = String(rest)
    if decimals == 2 && rest < 10 { fraction = "0" + fraction }
    if fraction.last == "0" { fraction.removeLast() }
    return (scaled < 0 ? "-" : "") + String(whole) + "." + fraction
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

  /// A viewport that stretches a drawing of `width` × `height` pixels over the plot area.
  static func stretched(
    width: Double, height: Double, _ children: [MarkupNode], clips: Bool = false
  ) -> MarkupNode {
    let box = "0 0 \(pixels(width)) \(pixels(height))"
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
