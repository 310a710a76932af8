import MarkupTree

/// The values of bars, printed at their ends where there is room for all of them.
struct BarTexts {
  let areHorizontal: Bool
  /// Of all texts, in pixels.
  let widest: Double
  private let model: CartesianModel
  private let plotWidth: Double
  private let height: Double
  private let traces: [Trace]
  private let texts: AxisTexts

  private static let most = 60

  /// `nil` for charts that are not bars alone, that are stacked, or that have too many of them.
  init?(_ model: CartesianModel, plotWidth: Double, height: Double) {
    traces = model.traces.filter { $0.shape == .bars }
    guard let first = traces.first, traces.count == model.traces.count, model.contours.isEmpty,
      traces.allSatisfy({ $0.style.stacking == nil && $0.isHorizontal == first.isHorizontal }),
      traces.reduce(0, { $0 + $1.values.count }) <= Self.most
    else { return nil }
    areHorizontal = first.isHorizontal
    self.model = model
    self.plotWidth = plotWidth
    self.height = height
    let axis = areHorizontal ? model.x : model.y
    guard axis.ticks.offset == nil, axis.kind == .numbers else { return nil }
    let isHorizontal = first.isHorizontal
    let texts = AxisTexts(axis, traces.flatMap(\.values))
    self.texts = texts
    let widths = traces.flatMap { trace in
      trace.values.indices.map { TextMetrics.width(Self.text(trace, $0, texts, isHorizontal)) }
    }
    widest = widths.max() ?? 0
    let narrowest = traces.flatMap(\.lanes).map(\.width).min() ?? 1
    let length = areHorizontal ? height : plotWidth
    let domain = (areHorizontal ? model.y : model.x).scale.domain
    let pixels = narrowest / (domain.upperBound - domain.lowerBound) * length
    if isHorizontal ? pixels < 11 : pixels * 1.3 < widest + 4 { return nil }
    let options = areHorizontal ? model.options.x : model.options.y
    // Bars that do not begin at zero need an axis that says where they do.
    let beginsAtZero = options.domain.map { $0.contains(0) } ?? true
    if areHorizontal, options.ticks != nil || widest > 150 || !beginsAtZero { return nil }
  }

  private static func text(
    _ trace: Trace, _ index: Int, _ texts: AxisTexts, _ isHorizontal: Bool
  ) -> String {
    // Above a vertical bar there is no room for the error too; the whisker and the table have it.
    isHorizontal
      ? texts.text(trace.values[index], error: trace.errors?[index])
      : texts.text(trace.values[index])
  }

  func nodes() -> [MarkupNode] {
    traces.flatMap { trace in
      trace.values.indices.compactMap { index in
        areHorizontal ? beside(trace, index) : above(trace, index)
      }
    }
  }

  private func beside(_ trace: Trace, _ index: Int) -> MarkupNode? {
    let middle = 1 - model.y.scale.position(trace.lanes[index].middle)
    guard middle.isFinite else { return nil }
    let value = trace.values[index]
    let text = Self.text(trace, index, texts, true)
    let zero = model.x.scale.position(PlotSpace.baseline(model.x.scale))
    guard value.isFinite else {
      return Shape.text(
        text, class: "lost " + trace.color.textName, x: Shape.percent(zero.isFinite ? zero : 0),
        y: Shape.percent(middle), dx: 6, dy: 4)
    }
    var end = max(value, 0)
    if let error = trace.errors?[index], error.isFinite { end = max(end, value + error.magnitude) }
    let share = model.x.scale.position(end)
    return Shape.text(
      text, class: "vl", x: Shape.percent(min(max(share.isFinite ? share : 0, 0), 1)),
      y: Shape.percent(middle), dx: 6, dy: 4)
  }

  private func above(_ trace: Trace, _ index: Int) -> MarkupNode? {
    let x = model.x.scale.position(trace.lanes[index].middle)
    guard x.isFinite else { return nil }
    let value = trace.values[index]
    var end = max(value, 0)
    if let error = trace.errors?[index], error.isFinite { end = max(end, value + error.magnitude) }
    let share = model.y.scale.position(value.isFinite ? end : PlotSpace.baseline(model.y.scale))
    let text = Self.text(trace, index, texts, false)
    // On a narrow page neighbours would touch.
    let domain = model.x.scale.domain
    let share1 = trace.lanes[index].width / (domain.upperBound - domain.lowerBound)
    let needed = (TextMetrics.width(text) + 4) / max(share1 * 1.2, 1e-6) + 60
    let name = value.isFinite ? "vl m" : "lost m " + trace.color.textName
    return Shape.text(
      text, class: name + Shape.hidden(below: needed), x: Shape.percent(x),
      y: Shape.percent(1 - min(max(share.isFinite ? share : 0, 0), 1)), dy: -5)
  }
}
