import MarkupTree
package import NotebookDisplay

extension ChartGrid {
  /// Every reason why a chart of the grid cannot be drawn.
  package var problem: String? {
    let problems = charts.enumerated().compactMap { index, chart in
      chart.problem.map { "\(chart.title ?? "chart \(index + 1)"): \($0)" }
    }
    return problems.isEmpty ? nil : problems.joined(separator: "\n")
  }

  /// The grid as one figure of several `<svg>` elements.
  ///
  /// - Throws: ``ChartError`` when one of the charts cannot be drawn.
  package func figure() throws -> Figure { try figure(colors: .shared, size: .current) }

  func figure(colors: SeriesColors, size: FigureSize = FigureSize()) throws -> Figure {
    if let problem { throw ChartError(description: problem) }
    let width = panelWidth(of: size.width ?? ChartDrawing.referenceWidth)
    let height = size.height.map(panelHeight) ?? (columns > 1 ? 240 : nil)
    var panels: [Chart.Panel] = []
    for (index, chart) in withSharedAxes(colors: colors, width: width).enumerated() {
      var chart = chart
      if chart.options.height == nil { chart.options.height = height }
      panels.append(try chart.panel(colors: colors, suffix: "-\(index + 1)", width: width))
    }
    let nodes = zip(charts, panels).map { chart, panel in
      let heading =
        chart.title.map { [MarkupNode.element("p", [:], [.text($0)])] } ?? []
      return MarkupNode.element("div", ["class": "panel"], heading + [panel.markup])
    }
    let narrowest = max(Int(width * 0.85), 150)
    let limit = size.width.map { ";max-width:\(Shape.pixels($0))px" } ?? ""
    let markup = MarkupNode.element(
      "div", ["class": "chart-grid", "style": "--panel:\(narrowest)px\(limit)"], nodes)
    return Figure(
      svg: markup.serialized(), title: title ?? panels.map(\.title).joined(separator: "; "),
      description: panels.map { "\($0.title): \($0.description)" }.joined(separator: " "),
      caption: caption, data: Self.joined(panels))
  }

  /// What the gaps between the columns leave.
  private func panelWidth(of width: Double) -> Double {
    max((width - 28 * Double(columns - 1)) / Double(columns), 100)
  }

  /// What the gaps between the rows and the titles above the charts leave.
  private func panelHeight(of height: Double) -> Int {
    let rows = (charts.count + columns - 1) / columns
    return max(Int((height + 20) / Double(max(rows, 1))) - 43, 120)
  }

  /// The charts, with the axes they share set to what all of them need.
  private func withSharedAxes(colors: SeriesColors, width: Double) -> [Chart] {
    guard sharesX || sharesY else { return charts }
    // Only asks for the extent of the axes: the colours of the report are not touched.
    let models = charts.map {
      CartesianModel($0, colors: SeriesColors(), plotWidth: width - 60, plotHeight: 174)
    }
    let drawn = models.filter { !$0.isEmpty }
    var charts = charts
    for index in charts.indices {
      if sharesX, charts[index].options.x.domain == nil {
        charts[index].options.x.domain = Self.union(drawn.map(\.x.scale.domain))
      }
      if sharesY, charts[index].options.y.domain == nil {
        charts[index].options.y.domain = Self.union(drawn.map(\.y.scale.domain))
      }
    }
    return charts
  }

  private static func union(_ domains: [ClosedRange<Double>]) -> ClosedRange<Double>? {
    guard let low = domains.map(\.lowerBound).min(), let high = domains.map(\.upperBound).max()
    else { return nil }
    return low...high
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
