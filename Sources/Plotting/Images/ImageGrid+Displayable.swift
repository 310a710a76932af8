import MarkupTree
public import NotebookDisplay

extension ImageGrid: Displayable {
  public var cellOutput: CellOutput {
    if let problem { return CellOutput(.text("ImageGrid: " + problem)) }
    let panel = Chart.Panel(
      title: defaultTitle, description: alternativeText, images: self, suffix: "")
    var figure = Figure(
      drawing: panel.markup.serialized(), title: panel.title, description: panel.description)
    if FigureSize.current.drawsFile {
      figure.standaloneSVG = panel.standaloneFile(width: ChartDrawing.referenceWidth)
    }
    return CellOutput(.figure(figure))
  }
}

extension ImageGrid: FailableDisplayable {}

extension ImageGrid {
  var defaultTitle: String { "\(images.count) image\(images.count == 1 ? "" : "s")" }

  /// How many there are, their size and what they show.
  var alternativeText: String {
    var text = "\(images.count) images of \(width) × \(height) pixels."
    if images.isEmpty { text = "No images." }
    if key.count == 3 { text += " Values from \(key[0]) (blue) over 0 to \(key[2]) (orange)." }
    if !captions.isEmpty { text += " In order: " + captions.joined(separator: ", ") + "." }
    return text
  }

  /// One picture holds all images; each place shows its part of it.
  func markup(title: String, description: String, suffix: String) -> MarkupNode {
    guard !images.isEmpty else {
      return .element("div", ["class": "chart"], [.element("p", [:], [.text("No images.")])])
    }
    let id = Figure.identifierPlaceholder + suffix
    // The sprite has one column, so that images follow each other in the bytes as they are.
    let png = PNGEncoder.encode(
      Array(images.joined()), width: width, height: height * images.count, channels: channels)
    let sprite = MarkupNode.element(
      "image",
      [
        "id": id + "-s", "width": "\(width)", "height": "\(height * images.count)",
        "href": Base64.address(ofPNG: png),
      ])
    let scale = max(1, Int(saturating: 56 / Double(max(width, height))))
    let places = images.indices.map { index in
      let picture = MarkupNode.element(
        "svg",
        [
          "class": "pic", "viewBox": "0 \(index * height) \(width) \(height)",
        ], [.element("use", ["href": "#\(id)-s"])])
      guard !captions.isEmpty else { return picture }
      let caption = MarkupNode.element("span", [:], [.text(captions[index])])
      return MarkupNode.element("div", ["class": "im"], [picture, caption])
    }
    let place = max(width * scale + 4, captions.isEmpty ? 0 : 76)
    let grid = MarkupNode.element(
      "div",
      [
        "class": "images", "role": "img", "aria-label": title + ". " + description,
        "style":
          "--w:\(width * scale)px;--h:\(height * scale)px;grid-template-columns:repeat(auto-fill,minmax(\(place)px,1fr));"
          + "max-width:\(columns * (place + 6))px",
      ],
      [
        .element(
          "svg", ["class": "store", "aria-hidden": "true"], [.element("defs", [:], [sprite])])
      ] + places)
    guard !key.isEmpty else { return grid }
    let entry = LegendEntry.ramp(label: nil, marks: key, colors: .raster(isDiverging: true))
    return .element("div", ["class": "chart"], [LegendEntry.list([entry]), grid])
  }
}
