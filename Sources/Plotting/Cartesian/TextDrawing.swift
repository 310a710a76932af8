import MarkupTree

/// The texts of text marks, and the annotations of points.
struct TextDrawing {
  var model: CartesianModel
  var space: PlotSpace

  func nodes() -> [MarkupNode] {
    model.traces.flatMap { trace -> [MarkupNode] in
      switch trace.shape {
      case .texts: texts(trace)
      case .points: trace.style.annotation.map { annotation($0, trace) } ?? []
      case .histogram, .bars, .line, .area, .band: []
      }
    }
  }

  private func texts(_ trace: Trace) -> [MarkupNode] {
    trace.texts.indices.compactMap { index in
      place(trace.x[index], trace.y[index]).map { place in
        // At the edges of the plot a centred text would leave it.
        let half = TextMetrics.width(trace.texts[index]) / 2
        let x = place.x * space.width
        let anchor = x < half - 20 ? "" : x > space.width - half + 10 ? " e" : " m"
        let name = "over " + (trace.name == nil ? "note" : "dl " + trace.color.textName)
        let node = Shape.text(
          trace.texts[index], class: name + anchor, x: Shape.percent(place.x),
          y: Shape.percent(place.y), dy: 4)
        return trace.style.opacity.map {
          node.attribute("opacity", Shape.number($0, decimals: 2))
        } ?? node
      }
    }
  }

  /// Beside the last point that can be shown.
  private func annotation(_ text: String, _ trace: Trace) -> [MarkupNode] {
    let places = zip(trace.x, trace.y).compactMap { place($0, $1) }
    guard let last = places.last else { return [] }
    let isLate = last.x > 0.6
    return [
      Shape.text(
        text, class: isLate ? "over note e" : "over note", x: Shape.percent(last.x),
        y: Shape.percent(last.y), dx: isLate ? -7 : 7, dy: 4)
    ]
  }

  private func place(_ x: Double, _ y: Double) -> PlotPoint? {
    let point = PlotPoint(model.x.scale.position(x), 1 - model.y.scale.position(y))
    let range = -1e-9...(1 + 1e-9)
    return range.contains(point.x) && range.contains(point.y) ? point : nil
  }
}
