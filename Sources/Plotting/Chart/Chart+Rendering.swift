import MarkupTree
package import NotebookDisplay

/// A chart that cannot be drawn, with the reason.
package struct ChartError: Error, CustomStringConvertible {
  package var description: String
}

extension Chart {
  /// The chart as a figure for a report: one `<svg>` in a `<div>`, with title, description and data.
  ///
  /// - Throws: ``ChartError`` when lists do not fit together or marks do not go with each other.
  package func figure() throws -> Figure { try figure(colors: .shared, size: .current) }

  /// The markup of ``figure()``; ids carry ``Figure/identifierPlaceholder``.
  package func svg() throws -> String { try figure().svg }

  func figure(colors: SeriesColors, size: FigureSize = FigureSize()) throws -> Figure {
    let panel = try sized(size).panel(
      colors: colors, suffix: "", width: size.width ?? ChartDrawing.referenceWidth)
    return Figure(
      svg: panel.markup.serialized(), title: panel.title, description: panel.description,
      caption: options.caption, data: panel.table)
  }

  /// The chart with a size where it has none of its own.
  private func sized(_ size: FigureSize) -> Chart {
    var chart = size.height.flatMap { options.height == nil ? height(Int($0)) : nil } ?? self
    chart.options.maximalWidth = size.width
    return chart
  }

  /// A chart drawn on its own or as a part of a grid.
  struct Panel {
    var title: String
    var description: String
    var markup: MarkupNode
    var table: Table?
  }

  func panel(
    colors: SeriesColors, suffix: String, width: Double = ChartDrawing.referenceWidth
  ) throws -> Panel {
    if let problem { throw ChartError(description: problem) }
    if case .images(let grid)? = marks.first?.content {
      let description = options.alternativeText ?? grid.alternativeText
      let title = title ?? grid.defaultTitle
      return Panel(
        title: title, description: description,
        markup: grid.markup(title: title, description: description, suffix: suffix))
    }
    var drawing = drawing(colors: colors, width: width)
    if let limit = options.maximalWidth {
      drawing.maximalWidth = min(drawing.maximalWidth ?? limit, limit)
    }
    let title = title ?? drawing.fallbackTitle
    let description = options.alternativeText ?? drawing.description
    return Panel(
      title: title, description: description,
      markup: drawing.markup(title: title, description: description, suffix: suffix),
      table: options.data == .table ? drawing.table : nil)
  }

  private func drawing(colors: SeriesColors, width: Double) -> ChartDrawing {
    switch marks.lazy.compactMap({ $0.content.family }).first ?? .cartesian {
    case .bars: return BarDrawing(self, colors: colors).drawing(height: options.height)
    case .cells:
      if case .cells(let data)? = marks.first?.content {
        return CellDrawing(data, options: options).drawing()
      }
    case .ridge:
      if case .ridge(let data)? = marks.first?.content {
        return RidgeDrawing(data, options: options).drawing()
      }
    case .cartesian, .images: break
    }
    return cartesian(colors: colors, width: width)
  }

  private func cartesian(colors: SeriesColors, width: Double) -> ChartDrawing {
    let hasLines = marks.contains { mark in
      if case .line = mark.content { true } else { false }
    }
    let height = Double(options.height ?? (hasLines ? 360 : 300))
    let layout = CartesianDrawing(self, colors: colors, height: height, width: width)
    let text = CartesianDescription(model: layout.model)
    var drawing = ChartDrawing(
      height: height, insets: layout.insets, nodes: layout.nodes(), description: text.description,
      table: options.data == .table ? CartesianTable(model: layout.model).table : nil,
      fallbackTitle: text.title)
    if layout.usesLegend { drawing.legend = layout.legend }
    if marks.isEmpty || layout.model.isEmpty {
      drawing.nodes.append(
        Shape.text("no data", class: "m", x: "50%", y: "50%"))
    }
    return drawing
  }
}
