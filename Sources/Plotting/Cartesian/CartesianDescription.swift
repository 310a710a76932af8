/// Says in words what a chart with axes shows: what is drawn against what, and the numbers that
/// matter of each series.
struct CartesianDescription {
  var model: CartesianModel
  var limits: LimitMarkers

  private var areHorizontal: Bool { model.traces.contains(where: \.isHorizontal) }
  private var places: AxisModel { areHorizontal ? model.y : model.x }
  private var values: AxisModel { areHorizontal ? model.x : model.y }

  /// Stands in for a title: `loss by step`.
  var title: String {
    guard let value = values.label else { return kind }
    return value + (places.label.map { " by \($0)" } ?? "")
  }

  var description: String {
    if model.isEmpty { return "\(kind) without data." + remarks }
    var text = "\(kind)."
    text += axis("x", model.x) + axis("y", model.y)
    // Colours are no series.
    let colored = model.traces.filter { !$0.shades.isEmpty && $0.name == nil }
    let series = model.traces.filter { $0.shades.isEmpty || $0.name != nil }
    text += shadesSentence(colored)
    if series.count > 1 { text += " \(series.count) series." }
    for trace in series.prefix(12) { text += " " + sentence(trace) }
    if series.count > 12 { text += " And \(series.count - 12) more." }
    if series.contains(where: { $0.style.stacking != nil && $0.values.contains { $0 < 0 } }) {
      text += " Values below zero are stacked downwards."
    }
    for rule in model.rules {
      let axis = rule.isHorizontal ? model.y : model.x
      let places = model.rules.filter { $0.isHorizontal == rule.isHorizontal }.map(\.place)
      let place = AxisTexts(axis, places).text(rule.place)
      text += " \(rule.name ?? "Reference line") at \(place)."
    }
    for contour in model.contours {
      let heights = contour.values.joined().filter(\.isFinite)
      if let low = heights.min(), let high = heights.max() {
        let column = NumberColumn([low, high])
        text += " Heights from \(column.text(low)) to \(column.text(high))."
      }
    }
    return text + remarks
  }

  private var remarks: String {
    limits.remarks.map { remark in
      " " + remark.drop { $0 == "▲" || $0 == "▼" || $0 == " " } + "."
    }.joined()
  }

  private var kind: String {
    if model.contours.contains(where: \.isFilled) { return "Filled contour chart" }
    if !model.contours.isEmpty { return "Contour chart" }
    let shapes = Set(model.traces.map(\.shape))
    guard let first = Trace.Shape.allCases.first(where: shapes.contains) else { return "Chart" }
    let name = first.traits.chartName
    let isStacked = model.traces.contains { $0.shape == first && $0.style.stacking != nil }
    return isStacked ? "Stacked " + name.prefix(1).lowercased() + name.dropFirst() : name
  }

  private func axis(_ name: String, _ axis: AxisModel) -> String {
    let range: String
    switch axis.kind {
    case .categories(let names):
      range =
        names.count <= 6
        ? names.joined(separator: ", ") : "\(NumberText.grouped(names.count)) categories"
    case .times, .numbers:
      let isX = name == "x"
      let data = isX && !areHorizontal ? extent(model.traces.map(\.x)) : nil
      let shown = data ?? axis.scale.domain
      let texts = AxisTexts(axis, [shown.lowerBound, shown.upperBound])
      range = "\(texts.text(shown.lowerBound)) to \(texts.text(shown.upperBound))"
    }
    return " \(name): " + [axis.name, range].compactMap(\.self).joined(separator: ", ") + "."
  }

  private func extent(_ lists: [[Double]]) -> ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for list in lists {
      for value in list where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
    }
    return low <= high ? low...high : nil
  }

  /// What marks coloured by numbers show: how many have a colour, and what the colours say.
  private func shadesSentence(_ traces: [Trace]) -> String {
    guard let scale = model.shades else { return "" }
    let shades = traces.flatMap(\.shades).filter { scale.step($0) != nil }
    guard let low = shades.min(), let high = shades.max() else { return "" }
    let nouns = Set(traces.map(\.shape.traits.noun))
    let noun = nouns.count == 1 ? nouns.first ?? "value" : "value"
    let column = NumberColumn([low, high])
    return " \(NumberText.counted(shades.count, noun)), coloured by \(scale.label ?? "value")"
      + " from \(column.text(low)) to \(column.text(high))."
  }

  private func sentence(_ trace: Trace) -> String {
    let name = trace.name.map { $0 + ": " } ?? ""
    let values = trace.shape == .bars ? trace.rawValues : trace.drawn
    guard let first = values.firstIndex(where: \.isFinite),
      let last = values.lastIndex(where: \.isFinite)
    else { return name + "no values." }
    switch trace.shape {
    case .histogram: return name + histogram(trace) + "."
    case .points:
      return name + NumberText.counted(values.count(where: \.isFinite), trace.shape.traits.noun)
        + "."
    case .texts: return name + trace.texts.prefix(12).joined(separator: ", ") + "."
    case .bars: return name + bars(trace) + "."
    case .band:
      let column = AxisTexts(
        self.values, [trace.low[first], trace.high[first], trace.low[last], trace.high[last]])
      return name + column.text(trace.low[first]) + " to " + column.text(trace.high[first])
        + " at the start, " + column.text(trace.low[last]) + " to "
        + column.text(trace.high[last]) + " at the end."
    case .line, .area: return name + line(trace, values, first, last) + "."
    }
  }

  private func line(_ trace: Trace, _ values: [Double], _ first: Int, _ last: Int) -> String {
    if case .categories = model.y.kind {
      let names = AxisTexts(model.y, values)
      return names.text(values[first]) + " to " + names.text(values[last])
    }
    var extreme = first
    let rises = values[last] > values[first]
    for index in values.indices where values[index].isFinite {
      if rises ? values[index] > values[extreme] : values[index] < values[extreme] {
        extreme = index
      }
    }
    let column = NumberColumn(
      [values[first], values[last], values[extreme]], format: model.options.y.format)
    var text = ""
    if !model.isSmoothedAlike, let smoothing = trace.smoothingLabel { text = smoothing + ", " }
    text += column.text(values[first]) + " to " + column.text(values[last])
    text += ", \(rises ? "highest" : "lowest") " + column.text(values[extreme])
    let neighbours = trace.x[max(extreme - 1, 0)...min(extreme + 1, trace.x.count - 1)]
    let place = AxisTexts(model.x, neighbours).text(trace.x[extreme])
    text += " at " + (model.x.label.map { $0 + " " } ?? "x ") + place
    if let broken = trace.y.firstIndex(where: { !$0.isFinite }) {
      text += ", " + limits.sentence(trace, broken)
    }
    return text
  }

  private func histogram(_ trace: Trace) -> String {
    let peak = trace.y.indices.max { trace.y[$0] < trace.y[$1] } ?? 0
    return NumberText.counted(trace.count, "value") + ", most around "
      + AxisTexts(model.x, [trace.x[peak]]).text(trace.x[peak])
  }

  /// All of a few bars, the highest and the lowest of many.
  private func bars(_ trace: Trace) -> String {
    let names = AxisTexts(places, trace.categories)
    let texts = AxisTexts(values, trace.rawValues)
    let known = trace.rawValues.indices.map { index in
      (name: names.text(trace.categories[index]), value: trace.rawValues[index], index: index)
    }
    func text(_ entry: (name: String, value: Double, index: Int)) -> String {
      entry.name + " " + texts.text(entry.value, error: trace.errors?[entry.index])
    }
    if known.count <= 6 { return known.map(text).joined(separator: ", ") }
    let finite = known.filter(\.value.isFinite)
    guard let low = finite.min(by: { $0.value < $1.value }),
      let high = finite.max(by: { $0.value < $1.value })
    else { return "no values" }
    return "highest " + text(high) + ", lowest " + text(low)
  }
}
