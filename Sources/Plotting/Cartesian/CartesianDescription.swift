/// Says in words what a chart with axes shows: what is drawn against what, and the numbers that
/// matter of each series.
struct CartesianDescription {
  var model: CartesianModel

  /// Stands in for a title: `loss by step`.
  var title: String {
    guard let y = model.y.label else { return kind }
    return y + (model.x.label.map { " by \($0)" } ?? "")
  }

  var description: String {
    if model.isEmpty { return "\(kind) without data." }
    var text = "\(kind)."
    text += axis("x", model.x.label, range(model.traces.flatMap(\.x)))
    text += axis("y", model.y.label, model.y.scale.domain)
    let series = model.traces
    if series.count > 1 { text += " \(series.count) series." }
    for trace in series.prefix(12) { text += " " + sentence(trace) }
    if series.count > 12 { text += " And \(series.count - 12) more." }
    for (rule, style) in model.rules {
      let name = style.annotation ?? style.series ?? "Reference line"
      text += " \(name) at \(NumberText.short(rule.value))."
    }
    for contour in model.contours {
      let values = contour.values.joined().filter(\.isFinite)
      if let low = values.min(), let high = values.max() {
        text += " Heights from \(NumberText.short(low)) to \(NumberText.short(high))."
      }
    }
    let remarks = LimitMarkers(model: model).remarks
    return text + remarks.map { " " + $0.replacing("▲ ", with: "") + "." }.joined()
  }

  private var kind: String {
    if !model.contours.isEmpty { return "Contour chart" }
    let shapes = Set(model.traces.map(\.shape))
    if shapes.contains(.histogram) { return "Histogram" }
    if shapes == [.points] { return "Scatter chart" }
    if shapes == [.band] { return "Band chart" }
    if shapes.contains(.area) && !shapes.contains(.line) { return "Area chart" }
    return "Line chart"
  }

  private func range(_ values: [Double]) -> ClosedRange<Double>? {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return model.x.scale.domain }
    return low...high
  }

  private func axis(_ name: String, _ label: String?, _ range: ClosedRange<Double>?) -> String {
    let bounds = range.map {
      "\(NumberText.short($0.lowerBound)) to \(NumberText.short($0.upperBound))"
    }
    return " \(name): " + [label, bounds].compactMap(\.self).joined(separator: ", ") + "."
  }

  private func sentence(_ trace: Trace) -> String {
    let name = trace.name.map { $0 + ": " } ?? ""
    let values = trace.drawn
    let finite = values.indices.filter { values[$0].isFinite }
    guard let first = finite.first, let last = finite.last else { return name + "no values." }
    var text: String
    switch trace.shape {
    case .histogram:
      let peak = finite.max { values[$0] < values[$1] } ?? first
      let total = values.reduce(0, +)
      text = name + "\(NumberText.short(total)) values, most around "
      text += NumberText.short(trace.x[peak])
    case .points:
      text = name + "\(NumberText.grouped(finite.count)) points"
    case .band:
      text =
        name + "\(NumberText.short(trace.low[first])) to \(NumberText.short(trace.high[first]))"
      text += " at the start, \(NumberText.short(trace.low[last])) to "
      text += "\(NumberText.short(trace.high[last])) at the end"
    case .line, .area:
      let low = finite.min { values[$0] < values[$1] } ?? first
      let high = finite.max { values[$0] < values[$1] } ?? first
      text = name + "\(NumberText.short(values[first])) to \(NumberText.short(values[last]))"
      let rises = values[last] > values[first]
      let extreme = rises ? high : low
      text += ", \(rises ? "highest" : "lowest") \(NumberText.short(values[extreme])) at "
      text += place(trace.x[extreme])
    }
    if trace.shape != .histogram, let broken = trace.y.firstIndex(where: { !$0.isFinite }) {
      text += ", " + LimitMarkers(model: model).sentence(trace, broken)
    }
    return text + "."
  }

  private func place(_ x: Double) -> String {
    (model.x.label.map { $0 + " " } ?? "x ") + NumberText.short(x)
  }
}
