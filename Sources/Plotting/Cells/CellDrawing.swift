import MarkupTree
import NotebookDisplay

/// Draws a table of numbers as cells, with the numbers in them where there is room.
struct CellDrawing {
  var data: CellData
  var options: ChartOptions
  private var colors: CellColors
  private var column: NumberColumn
  private var texts: [[String]] = []
  private var rowNames: [String]?
  private var columnNames: [String]?
  private var layout: Layout
  private var rows: Int { data.values.count }
  private var columns: Int { data.values.first?.count ?? 0 }

  /// More cells than this are drawn as one path for each colour.
  private static let mostSingleCells = 400
  /// More cells than this become a picture in pixels.
  private static let mostPathCells = 4096

  /// Pixels of the parts.
  private struct Layout {
    var cellWidth = 28.0
    var cellHeight = 28.0
    var left = 20.0
    var showsText = false
    /// The narrowest chart in which the numbers fit into their cells.
    var narrowest = 0.0
  }

  /// - Parameter width: of the whole drawing.
  init(_ data: CellData, options: ChartOptions, width: Double) {
    self.data = data
    self.options = options
    colors = CellColors(
      data.values.joined(), scale: options.colorScale, domain: options.colorDomain,
      format: options.cellFormat)
    column = NumberColumn(data.values.joined(), format: options.cellFormat)
    rowNames = data.rows?.names
    columnNames = data.columns?.names
    layout = Layout()
    let most = max(columns, 1)
    let isSingle = data.values.count * most <= Self.mostSingleCells
    if isSingle { texts = data.values.map { $0.map(column.text) } }
    let names = (rowNames ?? []).map { min(TextMetrics.width($0), CartesianAxes.widestName) }
    layout.left = max(20, names.max().map { $0 + 14 } ?? 0)
    layout = Self.layout(
      layout, columns: most, rows: max(data.values.count, 1), width: width, isSingle: isSingle,
      widest: texts.joined().map { TextMetrics.width($0) }.max() ?? 0)
  }

  private static func layout(
    _ start: Layout, columns: Int, rows: Int, width: Double, isSingle: Bool, widest: Double
  ) -> Layout {
    var layout = start
    let room = (width - layout.left - 12) / Double(columns)
    guard isSingle else {
      layout.cellHeight = max(320 / Double(max(rows, columns)), 1)
      layout.cellWidth = min(layout.cellHeight, room)
      return layout
    }
    layout.cellHeight = columns <= 6 ? 46 : columns <= 12 ? 40 : 28
    layout.cellWidth = min(max(layout.cellHeight, widest + 12), room)
    layout.cellHeight = min(layout.cellHeight, max(layout.cellWidth, 22))
    layout.showsText = widest + 4 <= layout.cellWidth
    layout.narrowest = Double(columns) * (widest + 4) + layout.left + 12
    return layout
  }

  func drawing() -> ChartDrawing {
    let width = max(Double(columns) * layout.cellWidth, 60)
    let height = max(Double(rows) * layout.cellHeight, 20)
    var nodes = cellNodes(height: height)
    let rowStep = max(1, Int(saturating: (13 / layout.cellHeight).rounded(.up)))
    let names = CartesianAxes.lines(rowNames ?? [], isTwoLines: layout.cellHeight >= 28)
    for (index, lines) in names.enumerated() where index % rowStep == 0 {
      nodes += CartesianAxes.name(
        lines, y: Shape.pixels((Double(index) + 0.5) * layout.cellHeight))
    }
    var drawing = ChartDrawing(
      height: height, insets: .init(top: 4, right: 12, bottom: 10, left: layout.left),
      nodes: nodes, description: description, table: table, fallbackTitle: fallbackTitle)
    addNames(to: &drawing, width: width, height: height)
    drawing.height = height + drawing.insets.top + drawing.insets.bottom
    drawing.maximalWidth = width + drawing.insets.left + drawing.insets.right
    drawing.legend = legend
    if let remark = remarkOfOutside { drawing.footer.append(remark) }
    if rows * columns > Self.mostPathCells {
      let size = Int(saturating: (2 * max(layout.cellWidth, layout.cellHeight)).rounded(.up))
      let others = drawing.nodes.dropFirst()
      drawing.fileNodes = { [rasterCells(height: height, blockSize: size)] + others }
    }
    if rows * columns == 0 {
      drawing.nodes.append(Shape.text("no data", class: "m", x: "50%", y: "50%"))
    }
    return drawing
  }

  /// The names of columns below the cells, and what rows and columns are.
  private func addNames(to drawing: inout ChartDrawing, width: Double, height: Double) {
    if let columnNames {
      let labels = CategoryLabels(columnNames, width: width, margin: layout.left + 12)
      drawing.nodes += labels.nodes(y: Shape.pixels(height), offset: 15)
      drawing.insets.bottom += 12 + labels.extraHeight
    }
    let (rowLabel, columnLabel) = axisLabels
    if let rowLabel, columnFits("↓ " + rowLabel, layout.left + width) {
      drawing.insets.top = 24
      drawing.nodes.append(
        Shape.text("↓ " + rowLabel, class: "lb", x: Shape.pixels(-layout.left), y: "-9"))
    } else if let rowLabel {
      drawing.header.append("↓ " + rowLabel)
    }
    if let columnLabel, columnFits(columnLabel + " →", layout.left + width) {
      drawing.nodes.append(
        Shape.text(
          columnLabel + " →", class: "lb e", x: "100%", y: Shape.pixels(height),
          dy: drawing.insets.bottom + 10))
      drawing.insets.bottom += 18
    } else if let columnLabel {
      drawing.footer.append(columnLabel + " →")
    }
  }

  private func columnFits(_ text: String, _ width: Double) -> Bool {
    TextMetrics.width(text) <= min(width, 300)
  }

  /// The key of the colours, and what has none.
  private var legend: [LegendEntry] {
    guard rows * columns > 0 else { return [] }
    let isRaster = rows * columns > Self.mostPathCells
    var entries = [
      colors.legend(
        ramp: isRaster
          ? .raster(isDiverging: colors.isDiverging) : .tokens(prefix: colors.prefix, first: 0))
    ]
    let gaps = data.values.joined().count { colors.step($0) == nil }
    if gaps > 0 {
      let reason =
        data.values.joined().contains { $0.isFinite && colors.step($0) == nil }
        ? "NaN, infinite or not positive" : "NaN or infinite"
      entries.append(
        .series(
          name: "\(NumberText.counted(gaps, "cell")) without colour: \(reason)", classes: "gap",
          isLine: false))
    }
    return entries
  }

  /// How many cells lie beyond the chosen ends of the colours.
  private var remarkOfOutside: String? {
    let outside = data.values.joined().count(where: colors.isOutside)
    guard options.colorDomain != nil, outside > 0 else { return nil }
    return CellColors.remark(outside: outside, "cell")
  }

  private func cellNodes(height: Double) -> [MarkupNode] {
    if rows * columns <= Self.mostSingleCells { return [singleCells] }
    if rows * columns <= Self.mostPathCells { return [pathCells(height: height)] }
    return [rasterCells(height: height, blockSize: 1)]
  }

  private var singleCells: MarkupNode {
    var nodes: [MarkupNode] = []
    for (row, values) in data.values.enumerated() {
      for (column, value) in values.enumerated() {
        let place = Double(column) / Double(columns)
        let step = colors.step(value)
        var cell = MarkupNode.element(
          "rect",
          [
            "class": step.map { "\(colors.prefix)\($0)" } ?? "gap", "x": Shape.percent(place),
            "y": Shape.pixels(Double(row) * layout.cellHeight),
            "width": Shape.percent(1 / Double(columns)), "height": Shape.pixels(layout.cellHeight),
          ])
        if !layout.showsText {
          cell = Self.titled(cell, name(row, column) + ": " + texts[row][column])
        }
        nodes.append(cell)
        if layout.showsText {
          let ink = step.map { "m \(colors.prefix)t\($0)" } ?? "m gt"
          nodes.append(
            Shape.text(
              texts[row][column], class: ink + Shape.hidden(below: layout.narrowest),
              x: Shape.percent(place + 0.5 / Double(columns)),
              y: Shape.pixels((Double(row) + 0.5) * layout.cellHeight + 4)))
        }
      }
    }
    return .element("g", ["class": "cells"], nodes)
  }

  private func name(_ row: Int, _ column: Int) -> String {
    (rowNames?[row] ?? "row \(row)") + ", " + (columnNames?[column] ?? "column \(column)")
  }

  private static func titled(_ node: MarkupNode, _ title: String) -> MarkupNode {
    guard case .element(let name, let attributes, _) = node else { return node }
    return .element(
      name: name, attributes: attributes, children: [.element("title", [:], [.text(title)])])
  }

  /// One path for each colour, made of runs along the rows.
  private func pathCells(height: Double) -> MarkupNode {
    // The last path is for cells without a colour.
    var paths = [String](repeating: "", count: CellColors.steps + 1)
    for (row, values) in data.values.enumerated() {
      var start = 0
      while start < values.count {
        let step = colors.step(values[start])
        var end = start + 1
        while end < values.count, colors.step(values[end]) == step { end += 1 }
        // A hair of overlap hides the seams between neighbours.
        paths[step ?? CellColors.steps] +=
          "M\(start) \(row)h\(end - start)v1.02h-\(end - start)z"
        start = end
      }
    }
    let nodes = paths.enumerated().filter { !$0.element.isEmpty }.map { step, path in
      let name = step == CellColors.steps ? "gap" : "\(colors.prefix)\(step)"
      return MarkupNode.element("path", ["class": name, "d": path])
    }
    return .element(
      "svg",
      [
        "width": "100%", "height": Shape.pixels(height), "viewBox": "0 0 \(columns) \(rows)",
        "preserveAspectRatio": "none",
      ], nodes)
  }

  /// - Parameter blockSize: pixels of the picture along both sides of a cell.
  private func rasterCells(height: Double, blockSize: Int) -> MarkupNode {
    let bytes = data.values.flatMap { row in
      row.flatMap { value in
        PictureColors.color(colors.share(value) ?? .nan, isDiverging: colors.isDiverging)
      }
    }
    let png = PixelBlocks(
      bytes, width: columns, height: rows, channels: 3, size: blockSize
    ).png
    return .element(
      "image",
      [
        "width": "100%", "height": Shape.pixels(height), "preserveAspectRatio": "none",
        "style": "image-rendering:pixelated",
        "href": Base64.address(ofPNG: png),
      ])
  }
}

extension CellDrawing {
  private var axisLabels: (rows: String?, columns: String?) {
    (options.y.label ?? data.rows?.label, options.x.label ?? data.columns?.label)
  }

  private var fallbackTitle: String {
    axisLabels.rows.map { "\($0) by \(axisLabels.columns ?? "column")" }
      ?? "Values by row and column"
  }

  private var description: String {
    var text = "Heat map of \(rows) rows and \(columns) columns."
    let labels = axisLabels
    if let rows = labels.rows { text += " Rows: \(rows)." }
    if let columns = labels.columns { text += " Columns: \(columns)." }
    var best: (value: Double, row: Int, column: Int)?
    var least: (value: Double, row: Int, column: Int)?
    var gaps = 0
    for (row, values) in data.values.enumerated() {
      for (column, value) in values.enumerated() {
        guard value.isFinite else {
          gaps += 1
          continue
        }
        if value > best?.value ?? -.infinity { best = (value, row, column) }
        if value < least?.value ?? .infinity { least = (value, row, column) }
      }
    }
    if gaps > 0 {
      let verb = gaps == 1 ? "is" : "are"
      text += " \(NumberText.counted(gaps, "cell")) \(verb) NaN or infinite."
    }
    guard let best, let least else { return text + " No values." }
    text += " Values from \(column.text(least.value)) to \(column.text(best.value)), highest at "
    text += name(best.row, best.column) + "."
    return text + (remarkOfOutside.map { " \($0)." } ?? "")
  }

  private var table: Table? {
    guard rows * columns <= Self.mostSingleCells else { return largeTable }
    let rowNames = rowNames ?? (0..<rows).map(String.init)
    let columnNames = columnNames ?? (0..<columns).map(String.init)
    let labels = axisLabels
    let corner = [labels.rows, labels.columns].compactMap(\.self).joined(separator: " \\ ")
    return Table(
      columns: [Table.Column(corner)] + columnNames.map { Table.Column($0, alignment: .trailing) },
      rows: texts.enumerated().map { row, texts in [rowNames[row]] + texts })
  }

  /// Of many cells, what each row holds.
  private var largeTable: Table {
    let count = min(rows, 200)
    let shown = (0..<count).map { count > 1 ? $0 * (rows - 1) / (count - 1) : 0 }
    let summaries = shown.map { row -> (low: Double, mean: Double, high: Double) in
      let finite = data.values[row].filter(\.isFinite)
      let mean = finite.isEmpty ? Double.nan : finite.reduce(0) { $0 + $1 / Double(finite.count) }
      return (finite.min() ?? .nan, mean, finite.max() ?? .nan)
    }
    let heads = ["lowest", "mean", "highest"].map { Table.Column($0, alignment: .trailing) }
    let column = NumberColumn(
      summaries.flatMap { [$0.low, $0.mean, $0.high] }, format: options.cellFormat)
    return Table(
      columns: [Table.Column(axisLabels.rows ?? "row")] + heads,
      rows: zip(shown, summaries).map { row, summary in
        [rowNames?[row] ?? String(row)]
          + [summary.low, summary.mean, summary.high].map(column.text)
      }, omittedRows: rows - count)
  }
}

extension ChartOptions {
  enum AxisName { case x, y }

  /// The format of the numbers inside of cells: whichever axis was given one.
  var cellFormat: NumberFormat { x.format != .automatic ? x.format : y.format }
}
