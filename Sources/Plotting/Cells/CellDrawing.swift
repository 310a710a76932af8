import MarkupTree
import NotebookDisplay

/// Draws a table of numbers as cells, with the numbers in them where there is room.
struct CellDrawing {
  var data: CellData
  var options: ChartOptions
  private var colors: CellColors
  private var rows: Int { data.values.count }
  private var columns: Int { data.values.first?.count ?? 0 }

  /// More cells than this are drawn as one path for each colour.
  private static let mostSingleCells = 400
  /// More cells than this become a picture in pixels.
  private static let mostPathCells = 4096

  init(_ data: CellData, options: ChartOptions) {
    self.data = data
    self.options = options
    colors = CellColors(data.values.joined(), scale: options.colorScale)
  }

  private var cellSize: Double {
    let most = max(columns, 1)
    if rows * columns > Self.mostSingleCells { return max(320 / Double(max(rows, most)), 1) }
    if most <= 12 { return columns <= 6 ? 46 : 40 }
    return max(28, min(28, 560 / Double(most)))
  }

  private var showsText: Bool { rows * columns <= Self.mostSingleCells && cellSize >= 24 }

  func drawing() -> ChartDrawing {
    let rowNames = data.rows.map(Self.names)
    let columnNames = data.columns.map(Self.names)
    let size = cellSize
    let width = max(Double(columns) * wideness * size, 60)
    let height = max(Double(rows) * size, 20)
    var nodes = cellNodes(size: size, height: height)
    let rowStep = max(1, Int((13 / size).rounded(.up)))
    for (index, name) in (rowNames ?? []).enumerated() where index % rowStep == 0 {
      nodes.append(
        Shape.text(
          name, class: "lb e", x: "0", y: Shape.pixels((Double(index) + 0.5) * size), dx: -7, dy: 4)
      )
    }
    var insets = ChartDrawing.Insets()
    insets.top = axisLabels.rows == nil ? 4 : 24
    insets.right = 12
    insets.left = max(20, (rowNames ?? []).map { TextMetrics.width($0) }.max().map { $0 + 14 } ?? 0)
    insets.bottom = 10
    if let columnNames {
      let labels = CategoryLabels(columnNames, width: width)
      nodes += labels.nodes(y: Shape.pixels(height), offset: 15)
      insets.bottom += 12 + labels.extraHeight
    }
    let (rowLabel, columnLabel) = axisLabels
    if let rowLabel {
      nodes.append(Shape.text("↓ " + rowLabel, class: "lb e", x: "0", y: "-9", dx: -7))
      insets.left = max(insets.left, TextMetrics.width("↓ " + rowLabel) + 9)
    }
    if let columnLabel {
      nodes.append(
        Shape.text(
          columnLabel + " →", class: "lb e", x: "100%", y: Shape.pixels(height),
          dy: insets.bottom + 10))
      insets.bottom += 18
    }
    var drawing = ChartDrawing(
      height: height + insets.top + insets.bottom, insets: insets, nodes: nodes,
      description: description, table: table,
      fallbackTitle: rowLabel.map { "\($0) by \(columnLabel ?? "column")" }
        ?? "Values by row and column")
    drawing.maximalWidth = width + insets.left + insets.right
    if !showsText, rows * columns > 0 {
      drawing.legend = [
        .ramp(
          low: NumberText.short(colors.low), high: NumberText.short(colors.high),
          colors: rows * columns > Self.mostPathCells ? .raster : .tokens(colors.prefix))
      ]
    }
    return drawing
  }

  /// Cells with long numbers are wider than high.
  private var wideness: Double {
    guard showsText else { return 1 }
    let widest = data.values.joined().map { TextMetrics.width(text($0)) }.max() ?? 0
    return max(1, (widest + 12) / cellSize)
  }

  private func cellNodes(size: Double, height: Double) -> [MarkupNode] {
    if rows * columns <= Self.mostSingleCells { return [singleCells(size: size)] }
    if rows * columns <= Self.mostPathCells { return [pathCells(height: height)] }
    return [rasterCells(height: height)]
  }

  private func singleCells(size: Double) -> MarkupNode {
    var nodes: [MarkupNode] = []
    for (row, values) in data.values.enumerated() {
      for (column, value) in values.enumerated() {
        let place = Double(column) / Double(columns)
        var attributes = [
          MarkupAttribute("x", Shape.percent(place)),
          MarkupAttribute("y", Shape.pixels(Double(row) * size)),
          MarkupAttribute("width", Shape.percent(1 / Double(columns))),
          MarkupAttribute("height", Shape.pixels(size)),
        ]
        let step = colors.step(value)
        attributes.insert(
          MarkupAttribute("class", step.map { "\(colors.prefix)\($0)" } ?? "gap"), at: 0)
        nodes.append(.element(name: "rect", attributes: attributes, children: []))
        if showsText {
          let ink = step.map { "m \(colors.prefix)t\($0)" } ?? "m"
          nodes.append(
            Shape.text(
              text(value), class: columns > 8 ? ink + " wide" : ink,
              x: Shape.percent(place + 0.5 / Double(columns)),
              y: Shape.pixels((Double(row) + 0.5) * size + 4)))
        }
      }
    }
    return .element("g", ["class": "cells"], nodes)
  }

  /// One path for each colour, made of runs along the rows.
  private func pathCells(height: Double) -> MarkupNode {
    var paths = [String](repeating: "", count: CellColors.steps)
    for (row, values) in data.values.enumerated() {
      var start = 0
      while start < values.count {
        let step = colors.step(values[start])
        var end = start + 1
        while end < values.count, colors.step(values[end]) == step { end += 1 }
        // A hair of overlap hides the seams between neighbours.
        if let step { paths[step] += "M\(start) \(row)h\(end - start)v1.02h-\(end - start)z" }
        start = end
      }
    }
    let nodes = paths.enumerated().filter { !$0.element.isEmpty }.map { step, path in
      MarkupNode.element("path", ["class": "\(colors.prefix)\(step)", "d": path])
    }
    return .element(
      "svg",
      [
        "width": "100%", "height": Shape.pixels(height), "viewBox": "0 0 \(columns) \(rows)",
        "preserveAspectRatio": "none",
      ], nodes)
  }

  private func rasterCells(height: Double) -> MarkupNode {
    let bytes = data.values.flatMap { row in
      row.flatMap { value in
        Viridis.color(colors.share(value) ?? .nan)
      }
    }
    let png = PNGEncoder.encode(bytes, width: columns, height: rows, channels: 3)
    return .element(
      "image",
      [
        "width": "100%", "height": Shape.pixels(height), "preserveAspectRatio": "none",
        "style": "image-rendering:pixelated",
        "href": Base64.address(ofPNG: png),
      ])
  }

  private func text(_ value: Double) -> String {
    switch options.format(of: .x) {
    case .automatic where data.areCounts: NumberText.short(value)
    case let format: BarModel.text(value, format: format)
    }
  }

  private var axisLabels: (rows: String?, columns: String?) {
    (options.y.label ?? data.rows?.label, options.x.label ?? data.columns?.label)
  }

  private static func names(_ value: PlottableValue) -> [String] { value.names }

  private var description: String {
    var text = "Heat map of \(rows) rows and \(columns) columns."
    let labels = axisLabels
    if let rows = labels.rows { text += " Rows: \(rows)." }
    if let columns = labels.columns { text += " Columns: \(columns)." }
    var best: (value: Double, row: Int, column: Int)?
    var least: (value: Double, row: Int, column: Int)?
    for (row, values) in data.values.enumerated() {
      for (column, value) in values.enumerated() where value.isFinite {
        if value > best?.value ?? -.infinity { best = (value, row, column) }
        if value < least?.value ?? .infinity { least = (value, row, column) }
      }
    }
    guard let best, let least else { return text + " No values." }
    let rowNames = data.rows.map(Self.names) ?? (0..<rows).map { "row \($0)" }
    let columnNames = data.columns.map(Self.names) ?? (0..<columns).map { "column \($0)" }
    text += " Values from \(self.text(least.value)) to \(self.text(best.value)), highest at "
    return text + "\(rowNames[best.row]), \(columnNames[best.column])."
  }

  private var table: Table? {
    guard rows * columns <= Self.mostSingleCells else { return nil }
    let rowNames = data.rows.map(Self.names) ?? (0..<rows).map(String.init)
    let columnNames = data.columns.map(Self.names) ?? (0..<columns).map(String.init)
    let labels = axisLabels
    let corner = [labels.rows, labels.columns].compactMap(\.self).joined(separator: " \\ ")
    return Table(
      columns: [Table.Column(corner)] + columnNames.map { Table.Column($0, alignment: .trailing) },
      rows: data.values.enumerated().map { row, values in [rowNames[row]] + values.map(text) })
  }
}

extension ChartOptions {
  enum AxisName { case x, y }

  /// The format of the numbers inside the plot: whichever axis was given one.
  func format(of axis: AxisName) -> NumberFormat {
    axis == .x && x.format != .automatic ? x.format : y.format
  }
}
