import MarkupTree

/// Draws the traces of a chart into the stretched plot area.
struct TraceDrawing {
  var model: CartesianModel
  var width: Double
  var height: Double

  /// Bytes all lines of a chart may take. Where noise makes them longer, points are left out that
  /// lie up to a pixel and more from the line, instead of half a pixel.
  static let byteBudget = 34_000

  func nodes() -> [MarkupNode] {
    var tolerance = 0.5
    while true {
      let nodes = nodes(tolerance: tolerance)
      let bytes = nodes.serialized(as: .svg).utf8.count
      if bytes <= Self.byteBudget || tolerance > 8 { return nodes }
      tolerance *= 1.5
    }
  }

  private func nodes(tolerance: Double) -> [MarkupNode] {
    // Fills lie below all lines, points above.
    let fills = model.traces.flatMap { fillNodes($0, tolerance: tolerance) }
    let lines = model.traces.flatMap { lineNodes($0, tolerance: tolerance) }
    let points = model.traces.filter { $0.shape == .points }.map(pointNode)
    return fills + lines + points
  }

  private func fillNodes(_ trace: Trace, tolerance: Double) -> [MarkupNode] {
    switch trace.shape {
    case .line where trace.average != nil && trace.hasEnvelope:
      let (low, high) = envelope(trace)
      return [areaNode(trace, low, high, tolerance: tolerance)]
    case .area:
      let base = pieces(trace.x, trace.drawn.map { $0.isFinite ? baseline : .nan })
      let top = pieces(trace.x, trace.drawn)
      return [areaNode(trace, base, top, tolerance: tolerance)]
    case .band:
      // A value that is missing on one side breaks the band on both.
      let low = zip(trace.low, trace.high).map { $1.isFinite ? $0 : .nan }
      let high = zip(trace.low, trace.high).map { $0.isFinite ? $1 : .nan }
      return [
        areaNode(trace, pieces(trace.x, low), pieces(trace.x, high), tolerance: tolerance)
      ]
    case .histogram: return [histogramNode(trace)]
    case .line, .points: return []
    }
  }

  private func lineNodes(_ trace: Trace, tolerance: Double) -> [MarkupNode] {
    let color = "s\(trace.slot)" + dashes(trace)
    switch trace.shape {
    case .points: return []
    case .histogram:
      guard isOneOfSeveralHistograms else { return [] }
      var path = PathData()
      path.add(histogramOutline(trace))
      return [Shape.path(path, class: "l thin s\(trace.slot)", opacity: trace.style.opacity)]
    case .band:
      let hasLine = model.traces.contains { $0.shape == .line && $0.name == trace.name }
      guard !hasLine else { return [] }
      return [
        path(pieces(trace.x, trace.y), "l mid \(color)", trace.style.opacity, tolerance)
      ]
    case .line, .area:
      var nodes: [MarkupNode] = []
      if trace.average != nil && !trace.hasEnvelope {
        nodes.append(path(pieces(trace.x, trace.y), "l ghost s\(trace.slot)", nil, tolerance))
      }
      let lines = model.traces.count { $0.shape == .line || $0.shape == .area }
      let weight = trace.isNoisy ? "l raw " : lines > 3 ? "l thin " : "l "
      let isSmooth = trace.average != nil
      nodes.append(
        path(
          pieces(trace.x, trace.drawn), weight + color, trace.style.opacity,
          isSmooth ? tolerance / 2 : tolerance))
      return nodes
    }
  }

  private func pointNode(_ trace: Trace) -> MarkupNode {
    var path = PathData()
    for piece in pieces(trace.x, trace.y) { for point in piece { path.dot(at: point) } }
    let opacity = trace.style.opacity ?? (trace.x.count > 300 ? 0.5 : nil)
    return Shape.path(path, class: "p s\(trace.slot)", opacity: opacity)
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

  private func path(
    _ pieces: [[PlotPoint]], _ name: String, _ opacity: Double?, _ tolerance: Double
  ) -> MarkupNode {
    var path = PathData()
    for piece in pieces {
      path.add(LineSimplifier.simplified(piece, width: width, tolerance: tolerance))
    }
    return Shape.path(path, class: name, opacity: opacity)
  }

  private func areaNode(
    _ trace: Trace, _ low: [[PlotPoint]], _ high: [[PlotPoint]], tolerance: Double
  ) -> MarkupNode {
    var path = PathData()
    for (low, high) in zip(low, high) {
      path.add(LineSimplifier.simplified(high, width: width, tolerance: tolerance))
      for point in LineSimplifier.simplified(low, width: width, tolerance: tolerance).reversed() {
        path.line(to: point)
      }
      path.close()
    }
    return Shape.path(path, class: "a s\(trace.slot)", opacity: trace.style.opacity)
  }

  /// The values in pixels, broken wherever one of them cannot be shown.
  func pieces(_ x: [Double], _ y: [Double]) -> [[PlotPoint]] {
    var pieces: [[PlotPoint]] = []
    var piece: [PlotPoint] = []
    for (x, y) in zip(x, y) {
      let point = PlotPoint(
        model.x.scale.position(x) * width, (1 - model.y.scale.position(y)) * height)
      if point.x.isFinite && point.y.isFinite {
        piece.append(point)
      } else if !piece.isEmpty {
        pieces.append(piece)
        piece = []
      }
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }

  /// Zero, or the end of the axis where it has no zero.
  private var baseline: Double {
    let domain = model.y.scale.domain
    return min(max(0, domain.lowerBound), domain.upperBound)
  }

  /// The lowest and the highest raw value in every column of 3 pixels.
  private func envelope(_ trace: Trace) -> (low: [[PlotPoint]], high: [[PlotPoint]]) {
    var (low, high): ([[PlotPoint]], [[PlotPoint]]) = ([], [])
    for piece in pieces(trace.x, trace.y) {
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

  private var isOneOfSeveralHistograms: Bool {
    model.traces.count { $0.shape == .histogram } > 1
  }

  private func histogramOutline(_ trace: Trace) -> [PlotPoint] {
    guard let bins = model.bins else { return [] }
    func point(_ x: Double, _ y: Double) -> PlotPoint {
      PlotPoint(model.x.scale.position(x) * width, (1 - model.y.scale.position(y)) * height)
    }
    var points = [point(bins.edge(0), baseline)]
    for (index, count) in trace.y.enumerated() {
      let value = max(count, baseline)
      points.append(point(bins.edge(index), value))
      points.append(point(bins.edge(index + 1), value))
    }
    return points + [point(bins.edge(bins.count), baseline)]
  }

  private func histogramNode(_ trace: Trace) -> MarkupNode {
    var path = PathData()
    path.add(histogramOutline(trace))
    path.close()
    let name = isOneOfSeveralHistograms ? "a" : "b"
    return Shape.path(path, class: "\(name) s\(trace.slot)", opacity: trace.style.opacity)
  }
}
