import MarkupTree
import NotebookDisplay

extension ChartDrawing {
  /// The drawing as it goes into a page: a legend where there is one, and the `<svg>` element.
  ///
  /// - Parameter suffix: told apart by it, several drawings of one figure keep their ids unique.
  func markup(title: String, description: String, suffix: String) -> MarkupNode {
    let id = Figure.identifierPlaceholder + suffix
    var style =
      "height:\(Shape.pixels(height))px;padding:\(Shape.pixels(insets.top))px "
      + "\(Shape.pixels(insets.right))px \(Shape.pixels(insets.bottom))px "
      + "\(Shape.pixels(insets.left))px"
    if let maximalWidth { style += ";max-width:\(Shape.pixels(maximalWidth))px" }
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
    let legend = legend.isEmpty ? [] : [legendMarkup]
    return .element("div", ["class": "chart"], legend + [svg])
  }

  private var legendMarkup: MarkupNode {
    .element("ul", ["class": "legend"], legend.map { .element("li", [:], $0.nodes) })
  }
}

extension LegendEntry {
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
    case .ramp(let low, let high, let colors):
      return [.text(low), Self.sample(Self.ramp(colors), class: "plot ramp"), .text(high)]
    }
  }

  private static func ramp(_ colors: RampColors) -> [MarkupNode] {
    switch colors {
    case .tokens(let prefix):
      return (0...8).map { step in
        .element(
          "rect",
          ["class": "\(prefix)\(step)", "x": "\(step * 14)", "width": "14", "height": "10"])
      }
    case .raster:
      let bytes = (0..<126).flatMap { Viridis.color(Double($0) / 125) }
      let png = PNGEncoder.encode(bytes, width: 126, height: 1, channels: 3)
      return [
        .element(
          "image",
          [
            "width": "126", "height": "10", "preserveAspectRatio": "none",
            "href": Base64.address(ofPNG: png),
          ])
      ]
    }
  }

  private static func sample(_ nodes: [MarkupNode], class name: String) -> MarkupNode {
    .element("svg", ["class": name, "aria-hidden": "true"], nodes)
  }
}
