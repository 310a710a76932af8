/// The values of several traces at one place.
struct Readings {
  struct Row {
    var color: TraceColor
    var name: String?
    var text: String
    fileprivate var value: Double
  }

  private let traces: [Trace]
  private let model: CartesianModel
  private let texts: AxisTexts
  /// Whether places lie along y and values along x.
  private let areHorizontal: Bool

  /// - Parameter places: all places that will be asked for.
  init(traces: [Trace], model: CartesianModel, places: [Double]) {
    self.traces = traces
    self.model = model
    areHorizontal = traces.contains(where: \.isHorizontal)
    texts =
      areHorizontal
      ? AxisTexts(model.x, traces.flatMap(\.x))
      : AxisTexts(model.y, traces.flatMap { trace in places.flatMap { trace.values(at: $0) } })
  }

  /// One row for every value there, the highest first. Between two points of a line that are both
  /// finite it is what the line shows, marked as approximate; a trace without a value has no row.
  func at(_ place: Double) -> [Row] {
    traces.flatMap { trace in
      trace.shape == .bars
        ? bars(trace, place) : areHorizontal ? across(trace, place) : line(trace, place)
    }.sorted { $0.value > $1.value }
  }

  private func bars(_ trace: Trace, _ place: Double) -> [Row] {
    trace.categories.indices.filter { trace.categories[$0] == place }.map { index in
      let value = trace.values[index]
      return row(trace, texts.text(value, error: trace.errors?[index]), value)
    }
  }

  /// What other marks have beside horizontal bars.
  private func across(_ trace: Trace, _ place: Double) -> [Row] {
    trace.y.indices.filter { trace.y[$0] == place && trace.x[$0].isFinite }.map { index in
      row(trace, texts.text(trace.x[index]), trace.x[index])
    }
  }

  private func line(_ trace: Trace, _ place: Double) -> [Row] {
    let index = Trace.firstIndex(in: trace.x, from: place)
    guard index < trace.x.count else { return [] }
    if trace.x[index] == place {
      let values = trace.values(at: place).filter(\.isFinite)
      guard let highest = values.max() else { return [] }
      let isRange = trace.shape.traits.isRange
      if isRange, values.count % 2 != 0 { return [] }
      return [
        row(trace, values.map(texts.text).joined(separator: isRange ? " to " : ", "), highest)
      ]
    }
    guard index > 0, trace.shape.traits.isLine,
      let value = interpolated(trace, index, place)
    else { return [] }
    return [row(trace, "≈ " + texts.text(value), value)]
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
    // Where all are smoothed alike, the axis says so.
    let smoothing = model.isSmoothedAlike ? nil : trace.smoothingLabel
    let parts = [trace.name, smoothing].compactMap(\.self)
    return Row(
      color: trace.color, name: parts.isEmpty ? nil : parts.joined(separator: ", "), text: text,
      value: value)
  }
}

extension Trace {
  /// Whether columns over the plot can show its values.
  var isFunctionOrBars: Bool { shape == .bars ? !isHorizontal : isFunction }

  /// The values at a place: both ends of a band, one of a line, all of bars.
  fileprivate func values(at place: Double) -> [Double] {
    if shape == .bars {
      return categories.indices.filter { categories[$0] == place }.map { values[$0] }
    }
    let start = Self.firstIndex(in: x, from: place)
    if shape.traits.isRange {
      return start < x.count && x[start] == place ? [low[start], high[start]] : []
    }
    return (start..<x.count).prefix { x[$0] == place }.map { drawn[$0] }
  }

  /// Where along x it has values.
  var hoverPlaces: [Double] { shape == .bars ? categories : x }
}
