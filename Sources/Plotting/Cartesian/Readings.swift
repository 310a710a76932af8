/// The values of several traces at one place.
struct Readings {
  struct Row {
    var color: TraceColor
    var name: String?
    var text: String
    fileprivate var value: Double
  }

  var traces: [Trace]
  var model: CartesianModel

  /// One row for every value there, the highest first. Between two points of a line that are both
  /// finite it is what the line shows, marked as approximate; a trace without a value has no row.
  func at(_ place: Double) -> [Row] {
    let axis = traces.contains(where: \.isHorizontal) ? model.x : model.y
    return traces.flatMap { trace in
      trace.shape == .bars ? bars(trace, place, axis) : line(trace, place, axis)
    }.sorted { $0.value > $1.value }
  }

  private func bars(_ trace: Trace, _ place: Double, _ axis: AxisModel) -> [Row] {
    trace.categories.indices.filter { trace.categories[$0] == place }.map { index in
      let value = trace.values[index]
      return row(trace, axis.text(value, error: trace.errors?[index]), value)
    }
  }

  private func line(_ trace: Trace, _ place: Double, _ axis: AxisModel) -> [Row] {
    let index = Trace.firstIndex(in: trace.x, from: place)
    guard index < trace.x.count else { return [] }
    if trace.x[index] == place {
      if trace.shape == .band {
        let (low, high) = (trace.low[index], trace.high[index])
        guard low.isFinite, high.isFinite else { return [] }
        return [row(trace, axis.text(low) + " to " + axis.text(high), high)]
      }
      let value = trace.drawn[index]
      return value.isFinite ? [row(trace, axis.text(value), value)] : []
    }
    guard index > 0, trace.shape != .band, trace.shape != .histogram,
      let value = interpolated(trace, index, place)
    else { return [] }
    return [row(trace, "≈ " + NumberText.short(value), value)]
  }

  private func interpolated(_ trace: Trace, _ index: Int, _ place: Double) -> Double? {
    let (x0, x1) = (trace.x[index - 1], trace.x[index])
    let (y0, y1) = (trace.drawn[index - 1], trace.drawn[index])
    guard y0.isFinite, y1.isFinite, x1 > x0 else { return nil }
    let share = (place - x0) / (x1 - x0)
    switch trace.style.interpolation {
    case .stepEnd: return y0
    case .stepStart: return y1
    case .stepCenter: return share < 0.5 ? y0 : y1
    case .linear, nil: break
    }
    // Straight on the page, which on a logarithmic axis is not straight in numbers.
    if model.y.scale.mapping == .log || model.x.scale.mapping != .linear { return nil }
    return y0 + (y1 - y0) * share
  }

  private func row(_ trace: Trace, _ text: String, _ value: Double) -> Row {
    Row(color: trace.color, name: trace.name, text: text, value: value)
  }
}

extension Trace {
  /// Whether columns over the plot can show its values.
  var isFunctionOrBars: Bool { shape == .bars ? !isHorizontal : isFunction }

  /// Where along x it has values.
  var hoverPlaces: [Double] { shape == .bars ? categories : x }
}
