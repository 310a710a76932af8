import MarkupTree

/// Draws the traces of a chart into the stretched plot area: fills below all lines, points above.
struct TraceDrawing {
  var model: CartesianModel
  var space: PlotSpace
  /// Tells the drawing apart from others of the same figure.
  var suffix = ""

  /// Fills and lines.
  func lineNodes() -> [MarkupNode] {
    model.traces.flatMap(fillNodes) + model.traces.flatMap(lineNodes)
  }

  /// Whiskers and points, which are not cut at the edges of the plot.
  func pointNodes() -> [MarkupNode] {
    let points = model.traces.filter { $0.shape == .points }
    let isRaster = points.reduce(0) { $0 + $1.x.count } > PointRaster.fewestPoints
    return model.traces.flatMap(whiskerNodes)
      + points.enumerated().flatMap { index, trace in
        isRaster
          ? PointRaster(trace: trace, space: space, number: "\(suffix)-\(index + 1)").nodes()
          : pointNodes(trace)
      }
  }

  private func fillNodes(_ trace: Trace) -> [MarkupNode] {
    switch trace.shape {
    case .line where trace.average != nil && trace.hasEnvelope:
      let (low, high) = envelope(trace)
      return [areaNode(trace, low, high)]
    case .area where trace.style.stacking != nil:
      let parts = trace.pile.map { piece in
        // Zero, where a pile begins, has no place on a logarithmic axis.
        let base = piece.low.map { space.y.position($0).isFinite ? $0 : space.baseline }
        return edges(trace, piece.x, base, piece.high)
      }
      return [areaNode(trace, parts.flatMap(\.low), parts.flatMap(\.high))]
    case .area:
      let base = [Double](repeating: space.baseline, count: trace.drawn.count)
      let (low, high) = edges(trace, trace.x, base, trace.drawn)
      return [areaNode(trace, low, high)]
    case .band:
      let (low, high) = edges(trace, trace.x, trace.low, trace.high)
      return [areaNode(trace, low, high)]
    case .histogram: return [histogramNode(trace)]
    case .bars: return [barNode(trace)]
    case .line, .points, .texts: return []
    }
  }

  private func lineNodes(_ trace: Trace) -> [MarkupNode] {
    switch trace.shape {
    case .points, .bars, .texts: return []
    case .band:
      // A piece of one place has no area, and one without height none that could be seen.
      var path = PathData()
      let (lows, highs) = edges(trace, trace.x, trace.low, trace.high)
      for (low, high) in zip(lows, highs) {
        if low.count == 1 {
          path.add(low + high)
        } else if zip(low, high).allSatisfy({ abs($0.y - $1.y) < 1 }) {
          path.add(LineSimplifier.outline(high))
        }
      }
      guard !path.isEmpty else { return [] }
      return [Shape.path(path, class: "l " + trace.color.name, opacity: trace.style.opacity)]
    case .histogram:
      guard isOneOfSeveralHistograms else { return [] }
      var path = PathData()
      path.add(histogramOutline(trace))
      return [Shape.path(path, class: "l thin " + trace.color.name, opacity: trace.style.opacity)]
    case .line, .area:
      var nodes: [MarkupNode] = []
      let isStacked = trace.style.stacking != nil
      if trace.average != nil && !trace.hasEnvelope && !isStacked {
        nodes += strokes(trace, pieces(trace, trace.x, trace.y), "l ghost ", nil)
      }
      let lines = model.traces.count(where: \.shape.traits.isLine)
      let weight = trace.isNoisy ? "l raw " : lines > 3 ? "l thin " : "l "
      let parts =
        isStacked
        ? trace.pile.flatMap { pieces(trace, $0.x, $0.high) } : pieces(trace, trace.x, trace.drawn)
      nodes += strokes(trace, parts, weight, trace.style.opacity)
      return nodes
    }
  }

  /// Both edges of what is filled; a value that has no place on one side breaks it on both.
  private func edges(
    _ trace: Trace, _ x: [Double], _ low: [Double], _ high: [Double]
  ) -> (low: [[PlotPoint]], high: [[PlotPoint]]) {
    let areShown = zip(low, high).map { low, high in
      space.y.position(low).isFinite && space.y.position(high).isFinite
    }
    func shown(_ values: [Double]) -> [[PlotPoint]] {
      pieces(trace, x, zip(values, areShown).map { $1 ? $0 : .nan })
    }
    return (shown(low), shown(high))
  }

  /// A line through every piece, and dots where a piece is a single point or as small as one.
  private func strokes(
    _ trace: Trace, _ pieces: [[PlotPoint]], _ name: String, _ opacity: Double?
  ) -> [MarkupNode] {
    var (path, dots) = (PathData(), PathData())
    for piece in pieces {
      if Self.isDot(piece) {
        dots.dot(at: piece[0])
      } else {
        LineSimplifier.add(piece, to: &path)
      }
    }
    var nodes: [MarkupNode] = []
    if !path.isEmpty {
      if trace.color.needsRim {
        nodes.append(Shape.path(path, class: "rim l", opacity: opacity))
      }
      // On coloured ground a line needs an edge.
      if model.contours.contains(where: \.isFilled) {
        nodes.append(Shape.path(path, class: "halo"))
      }
      nodes.append(
        Shape.path(path, class: name + trace.color.name + dashes(trace), opacity: opacity))
    }
    return nodes + dotNodes(dots, trace, opacity)
  }

  private func dotNodes(_ dots: PathData, _ trace: Trace, _ opacity: Double?) -> [MarkupNode] {
    guard !dots.isEmpty else { return [] }
    let rim =
      trace.color.needsRim ? [Shape.path(dots, class: "rim", opacity: opacity)] : []
    return rim + [Shape.path(dots, class: "p " + trace.color.name, opacity: opacity)]
  }

  /// Whether a line along the points would be too short to be seen.
  private static func isDot(_ piece: [PlotPoint]) -> Bool {
    piece.allSatisfy { abs($0.x - piece[0].x) < 0.5 && abs($0.y - piece[0].y) < 0.5 }
  }

  private func pointNodes(_ trace: Trace) -> [MarkupNode] {
    var path = PathData()
    for (x, y) in zip(trace.x, trace.y) {
      let point = space.point(x, y)
      if space.contains(point) { path.dot(at: point) }
    }
    let opacity = trace.style.opacity ?? (trace.x.count > 300 ? 0.5 : nil)
    return dotNodes(path, trace, opacity)
  }

  /// Whiskers with caps, on a halo that keeps them visible on bars of any colour. Where one goes on
  /// beyond the end of the axis, it has no cap.
  private func whiskerNodes(_ trace: Trace) -> [MarkupNode] {
    guard let errors = trace.errors else { return [] }
    var path = PathData()
    let middles = trace.lanes.isEmpty ? trace.categories : trace.lanes.map(\.middle)
    let (along, across) = trace.isHorizontal ? (space.x, space.y) : (space.y, space.x)
    for index in errors.indices {
      let (end, error) = (trace.ends[index], errors[index].magnitude)
      guard end.isFinite, error.isFinite, error > 0, !across.isOutside(middles[index]),
        end - error <= along.domain.upperBound, end + error >= along.domain.lowerBound
      else { continue }
      let values = [end - error, end + error]
      let places = values.map { value in
        let shown = along.clamped(value)
        return trace.isHorizontal
          ? space.point(shown, middles[index]) : space.point(middles[index], shown)
      }
      guard places.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { continue }
      path.add(places)
      for (value, place) in zip(values, places) where along.domain.contains(value) {
        let (dx, dy) = trace.isHorizontal ? (0.0, 4.0) : (4.0, 0.0)
        path.add([PlotPoint(place.x - dx, place.y - dy), PlotPoint(place.x + dx, place.y + dy)])
      }
    }
    guard !path.isEmpty else { return [] }
    return [Shape.path(path, class: "halo"), Shape.path(path, class: "err")]
  }

  /// The classes of the dash pattern: `k` on screen and paper, `j` on paper only.
  private func dashes(_ trace: Trace) -> String {
    switch trace.style.lineStyle {
    case .solid: return ""
    case .dashed: return " k2"
    case .dotted: return " k3"
    case nil: break
    }
    guard trace.dash > 1 else { return "" }
    return trace.dashesOnScreen ? " k\(trace.dash)" : " j\(trace.dash)"
  }

  private func areaNode(_ trace: Trace, _ low: [[PlotPoint]], _ high: [[PlotPoint]]) -> MarkupNode {
    var path = PathData()
    for (low, high) in zip(low, high) {
      path.add(LineSimplifier.outline(high))
      for point in LineSimplifier.outline(low).reversed() { path.line(to: point) }
      path.close()
    }
    let isOpaque = trace.style.stacking != nil
    return Shape.path(
      path, class: "\(isOpaque ? "b" : "a") \(trace.color.name)", opacity: trace.style.opacity)
  }

  /// The pieces of a line, with the corners of its steps.
  private func pieces(_ trace: Trace, _ x: [Double], _ y: [Double]) -> [[PlotPoint]] {
    let pieces = space.pieces(x, y)
    guard let method = trace.style.interpolation else { return pieces }
    return pieces.map(method.corners)
  }

  /// The lowest and the highest raw value in every column of 3 pixels.
  private func envelope(_ trace: Trace) -> (low: [[PlotPoint]], high: [[PlotPoint]]) {
    var (low, high): ([[PlotPoint]], [[PlotPoint]]) = ([], [])
    for piece in pieces(trace, trace.x, trace.y) {
      var (bottom, top): ([PlotPoint], [PlotPoint]) = ([], [])
      var column = -Double.infinity
      for point in piece {
        if (point.x / 3).rounded(.down) == column, let last = top.indices.last {
          top[last].y = min(top[last].y, point.y)
          bottom[last].y = max(bottom[last].y, point.y)
        } else {
          column = (point.x / 3).rounded(.down)
          top.append(point)
          bottom.append(point)
        }
      }
      low.append(bottom)
      high.append(top)
    }
    return (low, high)
  }
}

extension TraceDrawing {
  private var isOneOfSeveralHistograms: Bool {
    model.traces.count { $0.shape == .histogram } > 1
  }

  private func histogramOutline(_ trace: Trace) -> [PlotPoint] {
    guard let bins = model.bins else { return [] }
    var points = [space.point(bins.edge(0), space.baseline)]
    for (index, count) in trace.y.enumerated() {
      let value = max(count, space.baseline)
      points.append(space.point(bins.edge(index), value))
      points.append(space.point(bins.edge(index + 1), value))
    }
    return points + [space.point(bins.edge(bins.count), space.baseline)]
  }

  private func histogramNode(_ trace: Trace) -> MarkupNode {
    var path = PathData()
    path.add(histogramOutline(trace))
    path.close()
    let name = isOneOfSeveralHistograms ? "a" : "b"
    return Shape.path(path, class: "\(name) \(trace.color.name)", opacity: trace.style.opacity)
  }

  /// A rectangle for every bar, cut at the ends of the axis.
  private func barNode(_ trace: Trace) -> MarkupNode {
    var path = PathData()
    let values = trace.isHorizontal ? space.x : space.y
    for (index, lane) in trace.lanes.enumerated() {
      guard trace.high[index].isFinite, lane.middle.isFinite else { continue }
      let (start, end) = (values.clamped(trace.low[index]), values.clamped(trace.high[index]))
      let (near, far) = (lane.middle - lane.width / 2, lane.middle + lane.width / 2)
      let corners =
        trace.isHorizontal
        ? (space.point(start, near), space.point(end, far))
        : (space.point(near, start), space.point(far, end))
      path.rectangle(from: corners.0, to: corners.1)
    }
    return Shape.path(path, class: "b \(trace.color.name)", opacity: trace.style.opacity)
  }
}
