import MarkupTree
import NotebookDisplay

extension ChartDrawing {
  /// The drawing as it goes into a page: a legend where there is one, and the `<svg>` element.
  ///
  /// - Parameter suffix: told apart by it, several drawings of one figure keep their ids unique.
  func markup(title: String, description: String, suffix: String) -> MarkupNode {
    let id = Figure.identifierPlaceholder + suffix
    let svg = MarkupNode.element(
      "svg",
      [
        "class": "plot", "role": "img", "aria-labelledby": id + "-t",
        "aria-describedby": id + "-d", "style": style,
      ],
      [
        .element("title", ["id": id + "-t"], [.text(title)]),
        .element("desc", ["id": id + "-d"], [.text(description)]),
        .element("g", ["aria-hidden": "true"], nodes),
      ])
    let legend = legend.isEmpty ? [] : [LegendEntry.list(legend)]
    return .element(
      "div", ["class": "chart"],
      legend + header.map { Self.line($0, "axis-name") } + [svg]
        + footer.map { Self.line($0, "remark") })
  }

  private static func line(_ text: String, _ name: String) -> MarkupNode {
    .element("p", ["class": name, "aria-hidden": "true"], [.text(text)])
  }

  private var style: String {
    let padding =
      "padding:\(Shape.pixels(insets.top))px \(Shape.pixels(insets.right))px "
      + "\(Shape.pixels(insets.bottom))px \(Shape.pixels(insets.left))px"
    let limit = maximalWidth.map { ";max-width:\(Shape.pixels($0))px" } ?? ""
    guard let aspectRatio else { return "height:\(Shape.pixels(height))px;\(padding)\(limit)" }
    let sides = insets.left + insets.right
    let most = (maximalWidth ?? Self.referenceWidth) - sides
    return "box-sizing:content-box;height:auto;width:calc(100% - \(Shape.pixels(sides))px);"
      + "max-width:\(Shape.pixels(most))px;"
      + "aspect-ratio:\(Shape.number(aspectRatio, decimals: 2));\(padding)"
  }

}

extension LegendEntry {
  static func list(_ entries: [LegendEntry]) -> MarkupNode {
    .element(
      "ul", ["class": "legend"],
      entries.map { entry in
        let item = MarkupNode.element("li", [:], entry.nodes)
        // On a narrow page a ramp and the numbers at its ends need several lines.
        if case .ramp = entry { return item.attribute("style", "flex-wrap:wrap") }
        return item
      })
  }

  fileprivate var nodes: [MarkupNode] {
    switch self {
    case .text(let text): return [.text(text)]
    case .series(let name, let classes, let isLine):
      let sample =
        isLine
        ? MarkupNode.element("path", ["class": classes, "d": "M1 5h20"])
        : .element(
          "rect", ["class": classes, "x": "6", "width": "10", "height": "10", "rx": "1"])
      return [Self.sample([sample], class: "plot"), .text(name)]
    case .ramp(let label, let marks, let colors):
      let ramp = Self.sample(Self.ramp(colors), class: "plot ramp")
      let middle = marks.count == 3 ? " (middle: \(marks[1]))" : ""
      return [
        .text((label.map { $0 + ": " } ?? "") + (marks.first ?? "")), ramp,
        .text((marks.last ?? "") + middle),
      ]
    }
  }

  /// The width of a ramp.
  static let rampWidth = 126

  static func ramp(_ colors: RampColors) -> [MarkupNode] {
    switch colors {
    case .tokens(let prefix, let first):
      let steps = Array(first...8)
      let width = Double(rampWidth) / Double(steps.count)
      return steps.enumerated().map { index, step in
        .element(
          "rect",
          [
            "class": "\(prefix)\(step)", "x": Shape.pixels(Double(index) * width),
            "width": Shape.pixels(width), "height": "10",
          ])
      }
    case .raster(let isDiverging):
      let shares = (0..<rampWidth).map { Double($0) / Double(rampWidth - 1) }
      let bytes = shares.flatMap { PictureColors.color($0, isDiverging: isDiverging) }
      let png = PNGEncoder.encode(bytes, width: rampWidth, height: 1, channels: 3)
      return [
        .element(
          "image",
          [
            "width": "\(rampWidth)", "height": "10", "preserveAspectRatio": "none",
            "href": Base64.address(ofPNG: png),
          ])
      ]
    }
  }

  private static func sample(_ nodes: [MarkupNode], class name: String) -> MarkupNode {
    .element("svg", ["class": name, "aria-hidden": "true"], nodes)
  }
}
