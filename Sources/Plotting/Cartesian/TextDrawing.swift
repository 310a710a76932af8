import MarkupTree

/// The texts of text marks, and the annotations of points.
struct TextDrawing {
  private let model: CartesianModel
  private let space: PlotSpace
  /// For each trace, how many pixels its texts are moved downwards so that none lies on another.
  private var shifts: [Int: [Int: Double]] = [:]
  /// How many texts could not be moved clear.
  private var overlaps = 0

  init(model: CartesianModel, space: PlotSpace) {
    self.model = model
    self.space = space
    if model.traces.contains(where: { $0.shape == .texts }) { placeTexts() }
  }

  func nodes() -> [MarkupNode] {
    model.traces.enumerated().flatMap { number, trace -> [MarkupNode] in
      switch trace.shape {
      case .texts: texts(trace, shifts[number] ?? [:])
      case .points: trace.style.annotation.map { annotation($0, trace) } ?? []
      case .histogram, .bars, .line, .area, .band: []
      }
    }
  }

  /// Among more points than these there is no room for texts beside them.
  private static let mostPoints = 2_000

  /// How many texts lie on others, in words; `nil` where none does.
  var remark: String? {
    let others = model.traces.contains { $0.shape == .points } ? "points or other texts" : "others"
    return overlaps == 0
      ? nil
      : "\(NumberText.counted(overlaps, "text")) \(overlaps == 1 ? "lies" : "lie") on \(others)"
  }

  /// Where a text stands: at the edges of the plot a centred one would leave it.
  private func anchor(_ text: String, at x: Double) -> Anchor {
    let half = TextMetrics.width(text) / 2
    return x < half - 2 ? .start : x > space.width - half + 10 ? .end : .middle
  }

  private enum Anchor: String {
    case start = ""
    case middle = " m"
    case end = " e"
  }

  /// Finds places for the texts in which none lies on another or on a point.
  private mutating func placeTexts() {
    var taken = TextBoxes(height: space.height)
    let points = model.traces.filter { $0.shape == .points }
    if points.reduce(0, { $0 + $1.x.count }) <= Self.mostPoints {
      for trace in points {
        for (x, y) in zip(trace.x, trace.y) {
          guard let place = place(x, y) else { continue }
          let middle = place.x * space.width
          taken.keepClear((middle - 4)...(middle + 4), y: place.y * space.height)
        }
      }
    }
    for (number, trace) in model.traces.enumerated() where trace.shape == .texts {
      for (index, text) in trace.texts.enumerated() {
        guard !text.isEmpty, let place = place(trace.x[index], trace.y[index]) else { continue }
        let (x, width) = (place.x * space.width, TextMetrics.width(text))
        let start =
          switch anchor(text, at: x) {
          case .start: x
          case .middle: x - width / 2
          case .end: x - width
          }
        let shift = taken.put(start...(start + width), y: place.y * space.height)
        if shift != 0 { shifts[number, default: [:]][index] = shift }
      }
    }
    overlaps = taken.overlaps
  }

  private func texts(_ trace: Trace, _ shifts: [Int: Double]) -> [MarkupNode] {
    trace.texts.indices.compactMap { index in
      place(trace.x[index], trace.y[index]).map { place in
        let anchor = anchor(trace.texts[index], at: place.x * space.width).rawValue
        let name = "over " + (trace.name == nil ? "note" : "dl " + trace.color.textName)
        let node = Shape.text(
          trace.texts[index], class: name + anchor, x: Shape.percent(place.x),
          y: Shape.percent(place.y), dy: 4 + (shifts[index] ?? 0))
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
