import MarkupTree
package import NotebookDisplay

/// A chart that cannot be drawn, with the reason.
package struct ChartError: Error, CustomStringConvertible {
  package var description: String
}

extension Chart {
  /// The chart as a figure for a report: one `<svg>` in a `<div>`, with title, description and
  /// data.
  ///
  /// - Throws: ``ChartError`` when lists do not fit together or marks do not go with each other.
  package func figure() throws -> Figure { try figure(colors: .shared, size: .current) }

  /// The markup of ``figure()``; ids carry ``Figure/identifierPlaceholder``.
  package func svg() throws -> String { try figure().svg }

  func figure(colors: SeriesColors, size: FigureSize = FigureSize()) throws -> Figure {
    let panel = try sized(size).panel(
      colors: colors, suffix: "", width: size.width ?? ChartDrawing.referenceWidth)
    var figure = Figure(
      drawing: panel.markup.serialized(), title: panel.title, description: panel.description,
      caption: options.caption, data: panel.table)
    if size.drawsFile {
      figure.standaloneSVG = panel.standaloneFile(width: size.width ?? ChartDrawing.referenceWidth)
    }
    return figure
  }

  /// The chart as an SVG file of its own, which programs such as rsvg-convert and Inkscape draw: in
  /// light colours, with its legend, without what a pointer would show. The title stays outside.
  ///
  /// - Parameter width: in pixels; 640 unless given.
  /// - Throws: an error that says why the chart cannot be drawn.
  public func standaloneSVG(width: Int = 640) throws -> String {
    let width = Double(min(max(width, 120), 4000))
    return try panel(colors: .shared, suffix: "", width: width).standaloneFile(width: width)
  }

  /// The chart with a size where it has none of its own.
  private func sized(_ size: FigureSize) -> Chart {
    var chart =
      size.height.flatMap { pixels in
        let heights = ChartOptions.heights
        return options.height == nil
          ? height(min(max(Int(saturating: pixels), heights.lowerBound), heights.upperBound)) : nil
      } ?? self
    chart.options.maximalWidth = size.width
    return chart
  }

  /// A chart drawn on its own or as a part of a grid.
  struct Panel {
    var title: String
    var description: String
    /// `nil` for a grid of pictures.
    var drawing: ChartDrawing?
    var images: ImageGrid?
    var suffix: String
    var table: Table?

    var markup: MarkupNode {
      if let drawing {
        return drawing.markup(title: title, description: description, suffix: suffix)
      }
      return images?.markup(title: title, description: description, suffix: suffix) ?? .text("")
    }
  }

  func panel(
    colors: SeriesColors, suffix: String, width: Double = ChartDrawing.referenceWidth
  ) throws -> Panel {
    if let problem { throw ChartError(description: problem) }
    if case .images(let grid)? = marks.first?.content {
      let description = options.alternativeText ?? grid.alternativeText
      let title = title ?? grid.defaultTitle
      return Panel(title: title, description: description, images: grid, suffix: suffix)
    }
    var drawing = drawing(colors: colors, width: width, suffix: suffix)
    if let limit = options.maximalWidth {
      drawing.maximalWidth = min(drawing.maximalWidth ?? limit, limit)
    }
    let title = title ?? drawing.fallbackTitle
    let description = options.alternativeText ?? drawing.description
    return Panel(
      title: title, description: description, drawing: drawing, suffix: suffix,
      table: options.data == .table ? drawing.table : nil)
  }

  private func drawing(colors: SeriesColors, width: Double, suffix: String) -> ChartDrawing {
    switch marks.lazy.compactMap({ $0.content.kind.family }).first ?? .cartesian {
    case .cells:
      if case .cells(let data)? = marks.first?.content {
        return CellDrawing(data, options: options, width: width).drawing()
      }
    case .ridge:
      if case .ridge(let data)? = marks.first?.content {
        return RidgeDrawing(data, options: options, width: width).drawing()
      }
    case .cartesian, .images: break
    }
    return cartesian(colors: colors, width: width, suffix: suffix)
  }

  /// What shows values under a pointer takes no more than this, and leaves room for the lines.
  private static let mostHoverBytes = 12_000
  /// A chart of lines stays below this.
  private static let mostBytes = 40_000

  private func cartesian(colors: SeriesColors, width: Double, suffix: String) -> ChartDrawing {
    let layout = CartesianDrawing(self, colors: colors, width: width)
    let text = CartesianDescription(model: layout.model, limits: layout.limits)
    var drawing = ChartDrawing(
      height: layout.totalHeight, insets: layout.insets, nodes: layout.nodes(suffix: suffix),
      legend: layout.legend, header: layout.header, footer: layout.footer,
      description: text.description,
      table: options.data == .table ? CartesianTable(model: layout.model).table : nil,
      fallbackTitle: text.title)
    drawing.aspectRatio = layout.aspectRatio
    let used = drawing.markup(
      title: title ?? drawing.fallbackTitle,
      description: options.alternativeText ?? drawing.description, suffix: suffix
    ).serialized().utf8.count
    drawing.nodes += layout.hoverNodes(bytes: min(Self.mostHoverBytes, Self.mostBytes - used))
    if marks.isEmpty || layout.model.isEmpty {
      drawing.nodes.append(
        Shape.text("no data", class: "m", x: "50%", y: "50%"))
    }
    return drawing
  }
}
