import MarkupTree
import NotebookDisplay

/// A drawing as a file of its own: no HTML, no CSS variables, no percentages and no nested
/// viewports, which other programs than browsers draw differently or not at all.
struct StandaloneDrawing {
  var drawing: ChartDrawing
  var title: String
  var description: String
  /// Pixels from left to right: of the drawing, or of its legend and remarks where these are wider.
  let width: Double
  private let drawingWidth: Double
  private let legendRows: [[Int]]

  private static let lineHeight = 16.0
  private static let legendHeight = 20.0
  /// Pixels between two entries of the legend.
  private static let legendGap = 16.0
  /// Pixels around the drawing.
  static let margin = 12.0

  init(_ drawing: ChartDrawing, title: String, description: String, width: Double) {
    self.drawing = drawing
    self.title = title
    self.description = description
    drawingWidth = min(width, drawing.maximalWidth ?? width)
    legendRows = Self.rows(drawing.legend, width: width)
    let entries = legendRows.map { row in
      row.reduce(-Self.legendGap) {
        $0 + drawing.legend[$1].standaloneWidth + Self.legendGap
      }
    }
    let lines = (drawing.header + drawing.footer).map { TextMetrics.width($0) }
    self.width = max(drawingWidth, min((entries + lines).max() ?? 0, width))
  }

  private var headerLines: [String] { lines(drawing.header) }
  private var footerLines: [String] { lines(drawing.footer) }

  private func lines(_ texts: [String]) -> [String] {
    texts.flatMap { TextMetrics.wrapped($0, to: width, lines: 4) }
  }

  private var top: Double {
    Double(legendRows.count) * Self.legendHeight + Double(headerLines.count) * Self.lineHeight
  }

  /// Pixels of the whole drawing from top to bottom.
  var height: Double { top + drawing.height + Double(footerLines.count) * Self.lineHeight }

  /// The elements, with the upper left corner of the drawing at a place.
  ///
  /// - Parameter prefix: keeps ids of several drawings in one file apart.
  func nodes(x: Double, y: Double, prefix: String) -> [MarkupNode] {
    let size = PlotPoint(
      max(drawingWidth - drawing.insets.left - drawing.insets.right, 1), drawing.plotHeight)
    var flattener = SVGFlattener(chartWidth: drawingWidth, prefix: prefix)
    let plot = flattener.flattened(
      drawing.fileNodes?() ?? drawing.nodes, width: size.x, height: size.y)
    var nodes = legendNodes
    for (index, line) in headerLines.enumerated() {
      let place = Double(legendRows.count) * Self.legendHeight + Double(index + 1) * Self.lineHeight
      nodes.append(Shape.text(line, class: "lb", x: "0", y: Shape.pixels(place - 4)))
    }
    nodes.append(
      Self.group(x: drawing.insets.left, y: top + drawing.insets.top, plot))
    for (index, line) in footerLines.enumerated() {
      let place = top + drawing.height + Double(index + 1) * Self.lineHeight
      nodes.append(Shape.text(line, class: "note", x: "0", y: Shape.pixels(place - 4)))
    }
    return [Self.group(x: x, y: y, nodes)]
  }

  static func group(x: Double, y: Double, _ nodes: [MarkupNode]) -> MarkupNode {
    .element(
      "g", ["transform": "translate(\(Shape.pixels(x)) \(Shape.pixels(y)))"], nodes)
  }

  /// The file with one drawing.
  func file() -> String {
    Self.file(
      title: title, description: description, width: width, height: height,
      nodes(x: Self.margin, y: Self.margin, prefix: "p"))
  }

  /// A file of elements on white ground.
  static func file(
    title: String, description: String, width: Double, height: Double, _ nodes: [MarkupNode]
  ) -> String {
    let (wide, high) = (
      Shape.pixels((width + 2 * margin).rounded(.up)),
      Shape.pixels((height + 2 * margin).rounded(.up))
    )
    let root = MarkupNode.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "plot", "width": wide, "height": high,
        "viewBox": "0 0 \(wide) \(high)", "role": "img",
      ],
      [
        .element("title", [:], [.text(title)]), .element("desc", [:], [.text(description)]),
        .element("style", [:], [.text(ChartStyle.standalone)]),
        .element("rect", ["width": wide, "height": high, "style": "fill:#ffffff"]),
      ] + nodes)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.serialized(as: .svg) + "\n"
  }
}

extension StandaloneDrawing {
  /// Which entries stand in which row of the legend.
  private static func rows(_ legend: [LegendEntry], width: Double) -> [[Int]] {
    var rows: [[Int]] = []
    var used = Double.infinity
    for (index, entry) in legend.enumerated() {
      let needed = entry.standaloneWidth
      if used + needed > width {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(index)
      used += needed + legendGap
    }
    return rows
  }

  private var legendNodes: [MarkupNode] {
    legendRows.enumerated().flatMap { row, entries in
      var x = 0.0
      return entries.map { index in
        let entry = drawing.legend[index]
        defer { x += entry.standaloneWidth + Self.legendGap }
        return Self.group(
          x: x, y: Double(row) * Self.legendHeight, entry.standaloneNodes(limit: width))
      }
    }
  }
}

extension LegendEntry {
  private static let sampleWidth = 28.0

  /// Pixels of the entry from left to right.
  var standaloneWidth: Double {
    func width(_ text: String) -> Double { TextMetrics.width(text, size: 12) }
    return switch self {
    case .text(let text): width(text)
    case .series(let name, _, _): Self.sampleWidth + width(name)
    case .ramp: texts.reduce(Double(Self.rampWidth) + 12) { $0 + width($1) }
    }
  }

  /// The texts before and after a ramp.
  private var texts: [String] {
    guard case .ramp(let label, let marks, _) = self else { return [] }
    let middle = marks.count == 3 ? " (middle: \(marks[1]))" : ""
    return [(label.map { $0 + ": " } ?? "") + (marks.first ?? ""), (marks.last ?? "") + middle]
  }

  /// The entry without HTML, its upper left corner at zero.
  func standaloneNodes(limit: Double) -> [MarkupNode] {
    func text(_ content: String, x: Double) -> MarkupNode {
      Shape.text(
        TextMetrics.truncated(content, to: limit - x), class: "key", x: Shape.pixels(x), y: "11")
    }
    switch self {
    case .text(let content): return [text(content, x: 0)]
    case .series(let name, let classes, let isLine):
      let sample =
        isLine
        ? MarkupNode.element("path", ["class": classes, "d": "M1 7h20"])
        : .element(
          "rect",
          ["class": classes, "x": "6", "y": "2", "width": "10", "height": "10", "rx": "1"])
      return [sample, text(name, x: Self.sampleWidth)]
    case .ramp(_, _, let colors):
      let first = TextMetrics.width(texts[0], size: 12)
      return [
        text(texts[0], x: 0),
        StandaloneDrawing.group(x: first + 6, y: 2, Self.ramp(colors)),
        text(texts[1], x: first + Double(Self.rampWidth) + 12),
      ]
    }
  }
}
