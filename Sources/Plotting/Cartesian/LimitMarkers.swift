import MarkupTree

/// Says where values are missing that the axes cannot show: NaN, infinity, values beyond the edge.
struct LimitMarkers {
  private let model: CartesianModel
  /// Of each trace.
  private let found: [Found]
  /// Where each trace breaks off, if it does.
  private let breaks: [Int?]

  init(model: CartesianModel) {
    self.model = model
    found = model.traces.map { Found($0, x: model.x.scale, y: model.y.scale) }
    breaks = model.traces.map(Self.firstBreak)
  }

  /// Triangles at the edge where values lie beyond it, and what a line that broke off became.
  func nodes() -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    var row = 0
    let lines = breaks.count { $0 != nil }
    for (index, trace) in model.traces.enumerated() where trace.shape != .histogram {
      if row < Self.mostSentences, let first = breaks[index] {
        nodes += marker(
          trace, at: trace.x[first], text: sentence(trace, first),
          y: Self.baseline(row, of: lines))
        row += 1
      }
      for place in found[index].places { nodes.append(triangle(trace, place)) }
    }
    return nodes
  }

  /// Of so many lines it is said where they broke off.
  private static let mostSentences = 4

  /// Where a line breaks off; `nil` for other marks and for lines that do not.
  private static func firstBreak(_ trace: Trace) -> Int? {
    guard trace.shape.traits.isLine,
      let first = trace.y.firstIndex(where: { !$0.isFinite }), trace.x[first].isFinite
    else { return nil }
    return first
  }

  /// Where a sentence stands, in pixels from the top: beside its triangle, or below the triangles
  /// where there are several.
  private static func baseline(_ row: Int, of lines: Int) -> Double {
    (lines > 1 ? 21 : 9) + 14 * Double(row)
  }

  /// Pixels at the top that sentences take.
  static func height(_ model: CartesianModel) -> Double {
    let lines = model.traces.count { firstBreak($0) != nil }
    let rows = min(lines, mostSentences)
    return rows > 0 ? baseline(rows - 1, of: lines) + 5 : 0
  }

  /// What cannot be shown at all, in words.
  var remarks: [String] {
    var (below, notFinite, outside, errors) = (0, 0, 0, 0)
    var sides: Set<Side> = []
    for found in found {
      below += found.belowLog + found.lost.notPositive
      errors += found.errors
      notFinite += found.lost.notFinite
      outside += found.lost.outside
      sides.formUnion(found.sides)
    }
    for contour in model.contours {
      notFinite += contour.values.joined().count { !$0.isFinite }
    }
    var remarks: [String] = []
    if below > 0 {
      remarks.append("\(NumberText.counted(below, "value")) ≤ 0 not shown on a log axis")
    }
    if notFinite > 0 {
      remarks.append(
        "\(NumberText.counted(notFinite, "value")) not shown: NaN or infinite")
    }
    if errors > 0 {
      remarks.append("\(NumberText.counted(errors, "error bar")) not shown: NaN or infinite")
    }
    if uncolored > 0 {
      remarks.append("\(NumberText.counted(uncolored, "value")) without colour: grey")
    }
    remarks += model.contours.flatMap(Self.remarks)
    if outsideColors > 0 {
      remarks.append(CellColors.remark(outside: outsideColors, "value"))
    }
    if hasGapInPile {
      remarks.append("where a stacked series has no value, those on it lie lower")
    }
    let places = Trace.placesWithoutShares(model.traces)
    if places > 0 {
      remarks.append(
        "no shares at \(NumberText.counted(places, "place")) where all values are 0")
    }
    if outside > 0 {
      let signs = (sides.contains(.above) ? "▲" : "") + (sides.contains(.below) ? "▼" : "")
      remarks.append(
        (signs.isEmpty ? "" : signs + " ")
          + "\(NumberText.counted(outside, "value")) beyond the axes")
    }
    let rules = model.rules.count { rule in
      !(rule.isHorizontal ? model.y : model.x).scale.domain.contains(rule.place)
    }
    if rules > 0 { remarks.append("\(NumberText.counted(rules, "rule")) beyond the axes") }
    let cut = model.traces.reduce(0) { $0 + cutErrors($1) }
    if cut > 0 {
      remarks.append(
        "\(NumberText.counted(cut, "error bar")) \(cut == 1 ? "reaches" : "reach") beyond the axes")
    }
    if model.hasUnevenCategories {
      remarks.append("bars over numbers stand at equal distances, whatever the numbers are")
    }
    return remarks
  }

  /// How many whiskers of values that are shown go on beyond the end of an axis.
  private func cutErrors(_ trace: Trace) -> Int {
    guard let errors = trace.errors else { return 0 }
    let (along, across) =
      trace.isHorizontal ? (model.x.scale, model.y.scale) : (model.y.scale, model.x.scale)
    return errors.indices.count { index in
      let (value, error) = (trace.ends[index], errors[index].magnitude)
      return error.isFinite && along.domain.contains(value)
        && !across.isOutside(trace.categories[index])
        && !(along.domain.contains(value - error) && along.domain.contains(value + error))
    }
  }

  /// How many values have no colour where numbers decide about it.
  private var uncolored: Int {
    guard let shades = model.shades else { return 0 }
    return model.traces.reduce(0) { sum, trace in
      sum + trace.shades.count { shades.step($0) == nil }
    }
  }

  /// How many values lie beyond the chosen ends of the colours.
  private var outsideColors: Int {
    guard let domain = model.options.colorDomain else { return 0 }
    let shades = model.traces.lazy.flatMap(\.shades)
    let heights = model.contours.lazy.filter(\.isFilled).flatMap { $0.values.joined() }
    return shades.count { $0.isFinite && !domain.contains($0) }
      + heights.count { $0.isFinite && !domain.contains($0) }
  }

  /// Whether a series of several on top of each other has a gap.
  private var hasGapInPile: Bool {
    let piled = model.traces.filter { $0.shape == .area && $0.style.stacking != nil }
    return piled.dropLast().contains { $0.drawn.contains { !$0.isFinite } }
  }

  /// Why a contour mark has no line, or which heights lie beyond the chosen ones.
  private static func remarks(_ data: ContourData) -> [String] {
    let heights = data.values.joined().filter(\.isFinite)
    guard let low = heights.min(), let high = heights.max() else { return [] }
    if low == high { return ["no contour: all heights are \(NumberText.short(low))"] }
    guard case .heights(let levels) = data.levels else {
      guard Contours(data).levels.isEmpty else { return [] }
      let column = NumberColumn([low, high])
      return [
        "no contour: no round number lies between \(column.text(low)) and \(column.text(high))"
      ]
    }
    let column = NumberColumn([low, high] + levels)
    let range = "\(column.text(low)) to \(column.text(high))"
    let drawn = levels.filter { $0 > low && $0 <= high }.sorted()
    guard let first = drawn.first, let last = drawn.last else {
      return ["no contour: the heights are \(range)"]
    }
    let lines =
      first == last
      ? "line at \(column.text(first))"
      : "lines from \(column.text(first)) to \(column.text(last))"
    let unused = Set(levels).subtracting(drawn).sorted().map(column.text)
    let none = unused.isEmpty ? "" : ", none at " + unused.joined(separator: ", ")
    return ["\(lines)\(none); heights from \(range)"]
  }

  /// `NaN from step 412`, or `at` where values follow.
  func sentence(_ trace: Trace, _ first: Int) -> String {
    let value = trace.y[first]
    let name = value.isNaN ? "NaN" : value > 0 ? "∞" : NumberText.minus + "∞"
    let continues = trace.y[first...].contains(where: \.isFinite)
    let place = model.x.label.map { $0 + " " } ?? "x "
    // Told apart from the values before and after it.
    let texts = AxisTexts(model.x, trace.x[max(first - 1, 0)...min(first + 1, trace.x.count - 1)])
    return "\(name) \(continues ? "at" : "from") \(place)\(texts.text(trace.x[first]))"
  }

  private func marker(_ trace: Trace, at x: Double, text: String, y: Double) -> [MarkupNode] {
    let share = position(x)
    let isLate = share > 0.6
    return [
      triangle(trace, Place(share: share, side: .above)),
      Shape.text(
        text, class: "lost \(trace.color.textName)" + (isLate ? " e" : ""),
        x: Shape.percent(share), y: Shape.pixels(y), dx: isLate ? -8 : 8),
    ]
  }

  private func triangle(_ trace: Trace, _ place: Place) -> MarkupNode {
    let path = place.side == .above ? "M0 0l5 9h-10z" : "M0 0l5-9h-10z"
    let node = MarkupNode.element(
      "svg", ["x": Shape.percent(place.share)],
      [.element("path", ["class": "tri \(trace.color.name)", "d": path])])
    return place.side == .below ? node.attribute("y", "100%") : node
  }

  private func position(_ x: Double) -> Double {
    let share = model.x.scale.position(x)
    return share.isNaN ? 0 : min(max(share, 0), 1)
  }
}

extension LimitMarkers {
  fileprivate enum Side { case above, below }

  /// Where a triangle stands.
  fileprivate struct Place {
    /// Of the width of the plot.
    var share: Double
    var side: Side
  }

  /// What of a trace cannot be shown, and where runs of values beyond the ends of y begin.
  fileprivate struct Found {
    var lost: LostValues
    /// Error bars that are not finite, at points and bars that are shown themselves.
    var errors = 0
    /// Values that a logarithmic axis has no place for.
    var belowLog = 0
    /// The first twelve.
    var places: [Place] = []
    var sides: Set<Side> = []
    private var last: Side?

    init(_ trace: Trace, x: AxisScale, y: AxisScale) {
      lost = trace.lost
      guard trace.shape != .histogram else { return }
      if let ends = trace.errors {
        errors = zip(trace.values, ends).count { $0.isFinite && !$1.isFinite }
      }
      let isRange = trace.shape.traits.isRange
      let isStacked = trace.style.stacking != nil && !trace.high.isEmpty
      for index in trace.x.indices {
        // Of what is stacked, the end counts that is drawn.
        let place = isStacked && trace.isHorizontal ? trace.high[index] : trace.x[index]
        let end = isStacked && !trace.isHorizontal ? trace.high[index] : trace.y[index]
        let low = isRange ? trace.low[index] : end
        let high = isRange ? trace.high[index] : end
        add(place, low, high, isHorizontal: trace.isHorizontal, x, y)
      }
    }

    private mutating func add(
      _ place: Double, _ low: Double, _ high: Double, isHorizontal: Bool, _ x: AxisScale,
      _ y: AxisScale
    ) {
      guard place.isFinite, low.isFinite, high.isFinite else {
        lost.notFinite += 1
        last = nil
        return
      }
      if (x.mapping == .log && place <= 0) || (y.mapping == .log && (low <= 0 || high <= 0)) {
        belowLog += 1
        last = nil
        return
      }
      let isOutsideX = x.isOutside(place)
      let isAbove = low > y.domain.upperBound || high > y.domain.upperBound
      let isBelow = low < y.domain.lowerBound || high < y.domain.lowerBound
      let side: Side? =
        isAbove
        ? (y.isReversed ? .below : .above)
        : isBelow ? (y.isReversed ? .above : .below) : nil
      if isOutsideX || side != nil { lost.outside += 1 }
      if let side, side != last, !isOutsideX, !isHorizontal {
        sides.insert(side)
        guard places.count < 12 else { return last = side }
        places.append(Place(share: min(max(x.position(place), 0), 1), side: side))
      }
      last = isOutsideX ? nil : side
    }
  }
}
