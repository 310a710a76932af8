import MarkupTree

/// Draws the lines of a contour mark, the colours between them and their heights.
struct ContourDrawing {
  private var contours: Contours
  /// The grid's corners at the upper left and the lower right.
  private let corners: (PlotPoint, PlotPoint)
  private var isFilled: Bool
  private var space: PlotSpace
  private var colors: CellColors
  /// Whether some places have no height.
  private let hasGaps: Bool
  /// The lowest and the highest height; `nil` where there is none.
  private let heights: ClosedRange<Double>?

  init(_ data: ContourData, space: PlotSpace, options: ChartOptions) {
    contours = Contours(data)
    isFilled = data.isFilled
    hasGaps = data.values.joined().contains { !$0.isFinite }
    let finite = data.values.joined().filter(\.isFinite)
    heights = finite.min().flatMap { low in finite.max().map { low...$0 } }
    self.space = space
    func corner(_ x: Double, _ y: Double) -> PlotPoint {
      space.point(space.x.clamped(x), space.y.clamped(y))
    }
    corners = (
      corner(data.x.lowerBound, data.y.upperBound), corner(data.x.upperBound, data.y.lowerBound)
    )
    let spread = contours.levels.map(\.value)
    let isLogarithmic = contours.growsByFactors && options.colorScale == nil
    let values = isLogarithmic ? spread : finite
    colors = CellColors(
      values, scale: options.colorScale ?? (isLogarithmic ? .log : nil),
      domain: options.colorDomain)
  }

  /// From the lowest level up, each painted over the one below.
  var lineNodes: [MarkupNode] { (isFilled ? fillNodes : []) + strokeNodes }

  private var fillNodes: [MarkupNode] {
    guard let heights, hasLines else { return [] }
    var ground = PathData()
    ground.rectangle(from: corners.0, to: corners.1)
    let values = contours.levels.map(\.value)
    // A band has the colour of the middle of the heights in it.
    func name(_ from: Double, _ to: Double) -> String {
      let (low, high) = (max(from, heights.lowerBound), min(to, heights.upperBound))
      return "f \(colors.prefix)\(colors.step(low / 2 + high / 2) ?? colors.step(low) ?? 0)"
    }
    var nodes: [MarkupNode] = []
    if hasGaps {
      // What has no height has no colour of the scale either.
      nodes.append(Shape.path(ground, class: "f gap"))
      ground = area(above: -.infinity)
    }
    nodes.append(
      Shape.path(ground, class: name(-.infinity, values.first { $0 > heights.lowerBound } ?? 0))
        .attribute("fill-rule", "evenodd"))
    for (index, value) in values.enumerated() where isLine(value) {
      let next = index + 1 < values.count ? values[index + 1] : .infinity
      nodes.append(
        Shape.path(area(above: value), class: name(value, next)).attribute("fill-rule", "evenodd"))
    }
    return nodes
  }

  /// Whether a line passes between places of both sides.
  private func isLine(_ level: Double) -> Bool {
    heights.map { level > $0.lowerBound && level <= $0.upperBound } ?? false
  }

  /// Whether any level lies among the heights; else there is nothing to fill between.
  private var hasLines: Bool { contours.levels.contains { isLine($0.value) } }

  /// Everything that is at least so high.
  private func area(above height: Double) -> PathData {
    var path = PathData()
    for loop in contours.loops(above: height) {
      path.add(
        LineSimplifier.douglasPeucker(loop.map { space.point($0.x, $0.y) }, tolerance: 0.3))
      path.close()
    }
    return path
  }

  private var strokeNodes: [MarkupNode] {
    contours.levels.enumerated().map { index, level in
      var path = PathData()
      for line in level.lines {
        let pixels = line.map { space.point($0.x, $0.y) }
        path.add(
          LineSimplifier.douglasPeucker(
            pixels, tolerance: LineSimplifier.tolerance - PathData.largestRounding))
      }
      return Shape.path(path, class: index % 4 == 3 ? "xs" : "x")
    }
  }

  /// The heights, every second one where they are many.
  var labelNodes: [MarkupNode] {
    let column = NumberColumn(contours.levels.map(\.value))
    var taken: [PlotPoint] = []
    let levels = contours.levels
    return levels.enumerated().reversed().compactMap { index, level -> MarkupNode? in
      guard levels.count <= 6 || index % 2 == 1,
        let longest = level.lines.max(by: { $0.count < $1.count }), longest.count > 8
      else { return nil }
      // Along the line, the first place that is clear of the edges and of the labels before.
      let candidates = [0.5, 0.25, 0.75, 0.1, 0.9, 0.35, 0.65].map { share in
        let point = longest[Int(saturating: Double(longest.count - 1) * share)]
        return PlotPoint(space.x.position(point.x), 1 - space.y.position(point.y))
      }
      let place = candidates.first { point in
        point.x > 0.06 && point.x < 0.94 && point.y > 0.06 && point.y < 0.94
          && !taken.contains {
            abs($0.x - point.x) * space.width < 44 && abs($0.y - point.y) * space.height < 16
          }
      }
      guard let place else { return nil }
      taken.append(place)
      return Shape.text(
        column.text(level.value), class: "note m", x: Shape.percent(place.x),
        y: Shape.percent(place.y), dy: 4)
    }
  }

  /// The key of the colours between the lines, and what has none.
  var legend: [LegendEntry] {
    guard isFilled, hasLines else { return [] }
    let ramp = colors.legend(ramp: .tokens(prefix: colors.prefix, first: 0))
    let gap = LegendEntry.series(name: "NaN or infinite", classes: "gap", isLine: false)
    return hasGaps ? [ramp, gap] : [ramp]
  }
}
