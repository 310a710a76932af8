import MarkupTree
import NotebookDisplay

/// Writes a drawing of percentages and nested viewports as one of pixels.
struct SVGFlattener {
  /// Pixels of the chart: what is hidden in narrower ones is left out.
  let chartWidth: Double
  /// Begins every id.
  let prefix: String
  private var clips = 0

  init(chartWidth: Double, prefix: String) {
    self.chartWidth = chartWidth
    self.prefix = prefix
  }

  /// The elements in a viewport of a size.
  mutating func flattened(_ nodes: [MarkupNode], width: Double, height: Double) -> [MarkupNode] {
    nodes.flatMap { flattened($0, width: width, height: height) }
  }

  private mutating func flattened(
    _ node: MarkupNode, width: Double, height: Double
  ) -> [MarkupNode] {
    guard case .element(let name, let attributes, let children) = node else { return [node] }
    let classes = Set(
      (attributes.first { $0.name == "class" }?.value ?? "").split(separator: " ").map(String.init))
    if classes.contains("h") || isHidden(classes) { return [] }
    if name == "svg" {
      return [viewport(attributes, children, classes, width: width, height: height)]
    }
    let inPixels = attributes.map { attribute in
      MarkupAttribute(attribute.name, resolved(attribute, width: width, height: height))
    }
    return [
      .element(
        name: name, attributes: inPixels,
        children: flattened(children, width: width, height: height))
    ]
  }

  private func isHidden(_ classes: Set<String>) -> Bool {
    Shape.thresholds.enumerated().contains { index, width in
      classes.contains("n\(index + 1)") && chartWidth <= width - 0.5
    }
  }

  /// The value with percentages as pixels and ids of this file.
  private func resolved(_ attribute: MarkupAttribute, width: Double, height: Double) -> String? {
    guard let value = attribute.value else { return nil }
    let placed = value.replacing(Figure.identifierPlaceholder, with: prefix)
    guard placed.hasSuffix("%"), let share = Double(placed.dropLast()) else { return placed }
    let isVertical = ["y", "y1", "y2", "cy", "height"].contains(attribute.name)
    return Shape.number(share / 100 * (isVertical ? height : width), decimals: 2)
  }

  /// A nested viewport as a group, moved and scaled.
  private mutating func viewport(
    _ attributes: [MarkupAttribute], _ children: [MarkupNode], _ classes: Set<String>,
    width: Double, height: Double
  ) -> MarkupNode {
    func length(_ name: String, _ fallback: Double) -> Double {
      guard let attribute = attributes.first(where: { $0.name == name }) else { return fallback }
      return resolved(attribute, width: width, height: height).flatMap { Double($0) } ?? fallback
    }
    let (x, y) = (length("x", 0), length("y", 0))
    let (own, high) = (length("width", width), length("height", height))
    let box = attributes.first { $0.name == "viewBox" }?.value?.split(separator: " ")
      .compactMap { Double($0) }
    var nodes: [MarkupNode]
    if let box, box.count == 4, box[2] > 0, box[3] > 0 {
      let scale = PlotPoint(own / box[2], high / box[3])
      nodes = flattened(children, width: box[2], height: box[3]).map { Self.scaled($0, by: scale) }
    } else {
      nodes = flattened(children, width: own, height: high)
    }
    if classes.contains("clip") {
      clips += 1
      let id = "\(prefix)-clip-\(clips)"
      let frame = MarkupNode.element(
        "rect", ["width": Shape.pixels(own), "height": Shape.pixels(high)])
      nodes = [
        .element("clipPath", ["id": id], [frame]),
        .element("g", ["clip-path": "url(#\(id))"], nodes),
      ]
    }
    return StandaloneDrawing.group(x: x, y: y, nodes)
  }

  /// Paths are written anew, so that their strokes keep their width; other elements have no
  /// strokes.
  private static func scaled(_ node: MarkupNode, by scale: PlotPoint) -> MarkupNode {
    guard case .element(let name, var attributes, let children) = node else { return node }
    if name == "path", let index = attributes.firstIndex(where: { $0.name == "d" }),
      let path = attributes[index].value
    {
      attributes[index].value = PathScaling.scaled(path, by: scale)
      return .element(name: name, attributes: attributes, children: children)
    }
    if name == "mask" { return node }
    let (x, y) = (Shape.number(scale.x, decimals: 4), Shape.number(scale.y, decimals: 4))
    return .element("g", ["transform": "scale(\(x) \(y))"], [node])
  }
}

/// Multiplies the numbers of a path.
enum PathScaling {
  /// The path with its x and y multiplied, to hundredths; it may use the commands M, m, l, h, v and
  /// z.
  static func scaled(_ path: String, by scale: PlotPoint) -> String {
    var result = ""
    var command: Character = "M"
    var isX = true
    var number = ""
    func flush() {
      guard let value = Double(number) else { return }
      let usesX = command == "h" || (command != "v" && isX)
      let text = Shape.number(value * (usesX ? scale.x : scale.y), decimals: 2)
      if let last = result.last, last.isNumber || last == ".", !text.hasPrefix("-") {
        result += " "
      }
      result += text
      isX.toggle()
      number = ""
    }
    for character in path {
      switch character {
      case "M", "m", "l", "h", "v", "z":
        flush()
        result.append(character)
        command = character
        isX = true
      case " ": flush()
      case "-":
        flush()
        number = "-"
      default: number.append(character)
      }
    }
    flush()
    return result
  }
}
