import MarkupTree
package import NotebookDisplay

extension ChartGrid {
  /// Every reason why a chart of the grid cannot be drawn.
  package var problem: String? {
    var problems = charts.indices.compactMap { index in
      charts[index].problem.map { "\(name(index)): \($0)" }
    }
    if problems.isEmpty { problems = sharingProblems }
    return problems.isEmpty ? nil : problems.joined(separator: "\n")
  }

  /// What a chart of the grid is called in messages.
  func name(_ index: Int) -> String { charts[index].title ?? "chart \(index + 1)" }

  /// The grid as one figure of several `<svg>` elements.
  ///
  /// - Throws: ``ChartError`` when one of the charts cannot be drawn.
  package func figure() throws -> Figure { try figure(colors: .shared, size: .current) }

  func figure(colors: SeriesColors, size: FigureSize = FigureSize()) throws -> Figure {
    if let problem { throw ChartError(description: problem) }
    let width = panelWidth(of: size.width ?? ChartDrawing.referenceWidth)
    let height = size.height.map(panelHeight) ?? (columns > 1 ? 240 : nil)
    var panels: [Chart.Panel] = []
    for (index, chart) in withSharedAxes(width: width).enumerated() {
      var chart = chart
      if chart.options.height == nil { chart.options.height = height }
      panels.append(try chart.panel(colors: colors, suffix: "-\(index + 1)", width: width))
    }
    // One legend serves all panels that would repeat it.
    var shared: [LegendEntry] = []
    if panels.count > 1, let first = panels[0].drawing?.legend,
      panels.allSatisfy({ $0.drawing?.legend == first })
    {
      shared = first
      for index in panels.indices { panels[index].drawing?.legend = [] }
    }
    let nodes = zip(charts, panels).map { chart, panel in
      let heading =
        chart.title.map { [MarkupNode.element("p", [:], [.text($0)])] } ?? []
      return MarkupNode.element("div", ["class": "panel"], heading + [panel.markup])
    }
    let narrowest = max(Int(saturating: width * 0.85), 150)
    let limit = size.width.map { ";max-width:\(Shape.pixels($0))px" } ?? ""
    let grid = MarkupNode.element(
      "div", ["class": "chart-grid", "style": "--panel:\(narrowest)px\(limit)"], nodes)
    let markup =
      shared.isEmpty
      ? grid : .element("div", ["class": "chart"], [LegendEntry.list(shared), grid])
    var figure = Figure(
      drawing: markup.serialized(), title: title ?? panels.map(\.title).joined(separator: "; "),
      description: panels.map { "\($0.title): \($0.description)" }.joined(separator: " "),
      caption: caption, data: Self.joined(panels))
    if size.drawsFile {
      figure.standaloneSVG = Chart.Panel.standaloneFile(
        panels, titles: charts.map(\.title), legend: shared, columns: columns, width: width,
        title: figure.title, description: figure.description)
    }
    return figure
  }

  /// What the gaps between the columns leave.
  private func panelWidth(of width: Double) -> Double {
    max((width - 28 * Double(columns - 1)) / Double(columns), 100)
  }

  /// What the gaps between the rows and the titles above the charts leave.
  private func panelHeight(of height: Double) -> Int {
    let rows = (charts.count + columns - 1) / columns
    return max(Int(saturating: (height + 20) / Double(max(rows, 1))) - 43, 120)
  }

  /// One table of all charts' numbers, with the chart's title in the first column.
  private static func joined(_ panels: [Chart.Panel]) -> Table? {
    let tables = panels.compactMap { panel in panel.table.map { (panel.title, $0) } }
    guard !tables.isEmpty else { return nil }
    var columns: [Table.Column] = []
    for (_, table) in tables {
      for column in table.columns where !columns.contains(column) { columns.append(column) }
    }
    let rows = tables.flatMap { title, table in
      table.rows.map { row in
        [title]
          + columns.map { column in
            table.columns.firstIndex(of: column).map { row[$0] } ?? ""
          }
      }
    }
    return Table(
      columns: [Table.Column("chart")] + columns, rows: rows,
      omittedRows: tables.reduce(0) { $0 + $1.1.omittedRows })
  }
}
