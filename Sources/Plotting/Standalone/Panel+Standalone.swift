import MarkupTree
import NotebookDisplay

extension Chart.Panel {
  /// Something to be put into a file: its size, and its elements once it has a place.
  struct Standalone {
    var width: Double
    var height: Double
    var nodes: (_ x: Double, _ y: Double, _ prefix: String) -> [MarkupNode]
  }

  /// - Parameter width: of the whole drawing in pixels.
  func standalone(width: Double) -> Standalone {
    if let drawing {
      let file = StandaloneDrawing(
        drawing, title: title, description: description, width: width)
      return Standalone(width: file.width, height: file.height) {
        file.nodes(x: $0, y: $1, prefix: $2)
      }
    }
    let grid = images?.standaloneGrid ?? ImageGrid.StandaloneGrid(nodes: [], width: 0, height: 0)
    return Standalone(width: grid.width, height: grid.height) { x, y, _ in
      [StandaloneDrawing.group(x: x, y: y, grid.nodes)]
    }
  }

  /// The panel as a file.
  func standaloneFile(width: Double) -> String {
    let part = standalone(width: width)
    return StandaloneDrawing.file(
      title: title, description: description, width: part.width, height: part.height,
      part.nodes(StandaloneDrawing.margin, StandaloneDrawing.margin, "p"))
  }

  /// Panels in rows of `columns`, with their titles and one legend where they share it, as a file.
  static func standaloneFile(
    _ panels: [Chart.Panel], titles: [String?], legend: [LegendEntry], columns: Int, width: Double,
    title: String, description: String
  ) -> String {
    let (gap, heading) = (28.0, 20.0)
    var nodes: [MarkupNode] = []
    var y = StandaloneDrawing.margin
    let total = Double(columns) * width + Double(columns - 1) * gap
    if !legend.isEmpty {
      let empty = ChartDrawing(
        height: 0, insets: .init(top: 0, right: 0, bottom: 0, left: 0), nodes: [], legend: legend,
        description: "", fallbackTitle: "")
      let part = StandaloneDrawing(empty, title: "", description: "", width: total)
      nodes += part.nodes(x: StandaloneDrawing.margin, y: y, prefix: "key")
      y += part.height + 8
    }
    for start in stride(from: 0, to: panels.count, by: columns) {
      let row = start..<min(start + columns, panels.count)
      let parts = row.map { panels[$0].standalone(width: width) }
      let hasTitles = row.contains { titles[$0] != nil }
      for (column, part) in parts.enumerated() {
        let x = StandaloneDrawing.margin + Double(column) * (width + gap)
        if let text = titles[start + column] {
          nodes.append(
            Shape.text(
              TextMetrics.truncated(text, to: width * 0.8), class: "heading", x: Shape.pixels(x),
              y: Shape.pixels(y + 13)))
        }
        nodes += part.nodes(x, y + (hasTitles ? heading : 0), "p\(start + column + 1)")
      }
      y += (parts.map(\.height).max() ?? 0) + (hasTitles ? heading : 0) + 20
    }
    return StandaloneDrawing.file(
      title: title, description: description, width: total,
      height: y - StandaloneDrawing.margin - 20,
      nodes)
  }
}

extension ImageGrid {
  /// The pictures of a grid with their captions, in pixels.
  struct StandaloneGrid {
    var nodes: [MarkupNode]
    var width: Double
    var height: Double
  }

  var standaloneGrid: StandaloneGrid {
    let scale = max(1, Int(saturating: 56 / Double(max(width, height))))
    let (wide, high) = (Double(width * scale), Double(height * scale))
    let place = max(wide + 10, captions.isEmpty ? 0 : 82)
    let row = high + (captions.isEmpty ? 6 : 24)
    let nodes = images.indices.flatMap { index -> [MarkupNode] in
      let (x, y) = (Double(index % columns) * place, Double(index / columns) * row)
      let png = PixelBlocks(
        images[index], width: width, height: height, channels: channels, size: 2 * scale
      ).png
      let picture = MarkupNode.element(
        "image",
        [
          "x": Shape.pixels(x + (place - wide) / 2), "y": Shape.pixels(y),
          "width": Shape.pixels(wide), "height": Shape.pixels(high),
          "href": Base64.address(ofPNG: png),
        ])
      guard !captions.isEmpty else { return [picture] }
      return [
        picture,
        Shape.text(
          TextMetrics.truncated(captions[index], to: place - 4), class: "m",
          x: Shape.pixels(x + place / 2), y: Shape.pixels(y + high + 13)),
      ]
    }
    let rows = (images.count + columns - 1) / columns
    let size = PlotPoint(
      Double(min(columns, max(images.count, 1))) * place, Double(max(rows, 1)) * row)
    guard !key.isEmpty else { return StandaloneGrid(nodes: nodes, width: size.x, height: size.y) }
    let entry = LegendEntry.ramp(label: nil, marks: key, colors: .raster(isDiverging: true))
    let top = 22.0
    return StandaloneGrid(
      nodes: entry.standaloneNodes(limit: 640) + [StandaloneDrawing.group(x: 0, y: top, nodes)],
      width: max(size.x, entry.standaloneWidth), height: size.y + top)
  }
}
