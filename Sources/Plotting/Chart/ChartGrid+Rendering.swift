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

  /// The charts, with the axes and the colours they share set to what all of them need.
  private func withSharedAxes(width: Double) -> [Chart] {
    var charts = charts
    if sharesColors {
      var domain = Self.union(charts.compactMap(\.colorExtent))
      if let extent = domain, charts.contains(where: { $0.options.colorScale == .diverging }) {
        let most = max(abs(extent.lowerBound), abs(extent.upperBound))
        domain = -most...most
      }
      for index in charts.indices
      where charts[index].options.colorDomain == nil && charts[index].colorExtent != nil {
        charts[index].options.colorDomain = domain
      }
    }
    guard sharesX || sharesY else { return charts }
    // Only asks for the extent of the axes: the colours of the report are not touched.
    let models = charts.map { chart in
      chart.isCartesian
        ? CartesianModel(chart, colors: SeriesColors(), plotWidth: width - 60, plotHeight: 174)
        : nil
    }
    let drawn = models.compactMap(\.self).filter { !$0.isEmpty }
    for (index, model) in models.enumerated() {
      guard let model else { continue }
      // Where an axis has names, it is shared by having the same ones.
      if sharesX, charts[index].options.x.domain == nil, model.x.hasDomain {
        charts[index].options.x.domain = Self.union(
          drawn.map(\.x).filter(\.hasDomain).map(\.scale.domain))
      }
      if sharesY, charts[index].options.y.domain == nil, model.y.hasDomain {
        charts[index].options.y.domain = Self.union(
          drawn.map(\.y).filter(\.hasDomain).map(\.scale.domain))
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

extension AxisModel {
  fileprivate var hasDomain: Bool {
    if case .categories = kind { false } else { true }
  }
}

extension Chart {
  fileprivate var isCartesian: Bool {
    (marks.lazy.compactMap { $0.content.kind.family }.first ?? .cartesian) == .cartesian
  }

  /// The numbers that become colours.
  fileprivate var colorExtent: ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    func include(_ values: some Sequence<Double>) {
      for value in values where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
    }
    for mark in marks {
      if let rows = mark.content.areaColors { include(rows.joined()) }
      include(mark.style.groups?.numbers?.values ?? [])
    }
    return low < high ? low...high : nil
  }
}
