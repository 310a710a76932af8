extension Chart {
  /// Why the chart cannot be drawn, one reason a line; `nil` if it can.
  package var problem: String? {
    var problems = marks.flatMap(Self.problems)
    if problems.isEmpty { problems = kindProblems + familyProblems }
    problems += axisProblems + optionProblems
    return problems.isEmpty ? nil : problems.joined(separator: "\n")
  }

  private static func problems(_ mark: AnyMark) -> [String] {
    let series = mark.style.series ?? mark.style.annotation
    let name = mark.kind + (series.map { " \"\($0)\"" } ?? "")
    var problems: [String] = []
    if let problem = mark.problem { problems.append(problem) }
    if let problem = mark.style.smoothing?.problem { problems.append(problem) }
    if let groups = mark.style.groups, let count = mark.content.count, groups.count != count,
      groups.count != 1
    {
      problems.append(
        "foregroundStyle(by:) has \(NumberText.counted(groups.count, "value")) for "
          + NumberText.counted(count, "value"))
    }
    problems += mark.unusedModifiers
    return problems.map { "\(name): \($0)" }
  }

  private var axisProblems: [String] {
    var problems: [String] = []
    for (name, axis) in [("x", options.x), ("y", options.y)] {
      if let labels = axis.ticks?.labels, let values = axis.ticks?.values,
        labels.count != values.count
      {
        problems.append(
          "\(name)Ticks: there are \(NumberText.counted(values.count, "tick")) and "
            + NumberText.counted(labels.count, "label"))
      }
      let isLogarithmic = axis.scale == .log
      let ticks = axis.ticks?.values ?? []
      if let tick = ticks.first(where: { !$0.isFinite || (isLogarithmic && $0 <= 0) }) {
        problems.append(
          "\(name)Ticks: \(NumberText.short(tick)) has no place on "
            + (isLogarithmic ? "a log axis" : "the axis"))
      } else if !ticks.isEmpty {
        problems += (name == "x" ? places.x : places.y).problem(ofTicks: ticks).map {
          "\(name)Ticks: \($0)"
        }
      }
      guard let domain = axis.domain else { continue }
      if let tick = ticks.first(where: { !domain.contains($0) }) {
        problems.append(
          "\(name)Ticks: \(NumberText.short(tick)) lies beyond the domain "
            + "\(domain.lowerBound)...\(domain.upperBound) of \(name)Scale")
      }
      let (low, high) = (domain.lowerBound, domain.upperBound)
      if !low.isFinite || !high.isFinite || low == high {
        problems.append("\(name)Scale: the domain \(low)...\(high) must be finite and not empty")
      } else if isLogarithmic && low <= 0 {
        problems.append(
          "\(name)Scale: a log axis begins above 0, its domain begins at \(low); "
            + "use .symlog for values around zero")
      }
    }
    if let domain = options.colorDomain {
      let (low, high) = (domain.lowerBound, domain.upperBound)
      if !low.isFinite || !high.isFinite || low == high {
        problems.append("colorScale: the domain \(low)...\(high) must be finite and not empty")
      } else if options.colorScale == .diverging && low != -high {
        let most = max(abs(low), abs(high))
        problems.append(
          "colorScale: a diverging scale has zero in its middle, the domain \(low)...\(high) has "
            + "not; use \(-most)...\(most)")
      } else if options.colorScale == .log && low <= 0 {
        problems.append("colorScale: a log scale begins above 0, its domain begins at \(low)")
      }
    }
    return problems
  }

  /// Axes that some marks give numbers and others names or times.
  private var kindProblems: [String] {
    [("x", options.x, true), ("y", options.y, false)].flatMap { name, axis, isX -> [String] in
      var kinds: [(kind: String, mark: String)] = []
      for mark in marks {
        for (value, isCategory) in mark.content.values(onX: isX) {
          let kind =
            switch value.content {
            case .names: "names"
            case .times: "times"
            case .numbers: "numbers"
            }
          if kind == "numbers" && isCategory { continue }
          if !kinds.contains(where: { $0.kind == kind }) { kinds.append((kind, mark.kind)) }
        }
        if mark.content.hasNumbers(onX: isX), !kinds.contains(where: { $0.kind == "numbers" }) {
          kinds.append(("numbers", mark.kind))
        }
      }
      if kinds.count > 1 {
        let parts = kinds.map { "\($0.kind) in \($0.mark)" }.joined(separator: ", ")
        return ["\(name) has \(parts): one axis shows one kind of values"]
      }
      let isPlain = axis.scale == nil || axis.scale == .linear
      guard let kind = kinds.first, kind.kind != "numbers" else { return [] }
      var problems: [String] = []
      if !isPlain {
        let other = isX ? "y" : "x"
        let hasNumbers = marks.contains { mark in
          mark.content.values(onX: !isX).contains { $0.0.numbers != nil }
        }
        problems.append(
          "\(name)Scale: \(kind.kind) have no such scale"
            + (hasNumbers ? "; the numbers lie along \(other): use \(other)Scale" : ""))
      }
      if kind.kind == "names", axis.domain != nil {
        problems.append("\(name)Scale: names have no domain; leave out the marks instead")
      }
      if kind.kind == "names", axis.format != .automatic {
        problems.append("format: \(name) has names, which are not formatted")
      }
      return problems
    }
  }

  private var familyProblems: [String] {
    var seen: [ChartFamily: String] = [:]
    for mark in marks {
      guard let family = mark.content.family, seen[family] == nil else { continue }
      seen[family] = mark.kind
    }
    if seen.count > 1 {
      let kinds = seen.values.sorted().joined(separator: " and ")
      return ["\(kinds) have different axes: draw two charts, side by side in a ChartGrid"]
    }
    let bars = marks.compactMap { mark in
      if case .bars(let data) = mark.content { data.areHorizontal } else { nil }
    }
    if Set(bars).count > 1 {
      return ["BarMark: some bars have their categories on x, some on y"]
    }
    if let family = seen.keys.first, family.allowsOneMark, marks.count > 1 {
      return ["\(seen[family] ?? "The mark") fills a chart of its own: remove the other marks"]
    }
    if let problem = stackingProblem { return [problem] }
    let normalizations = marks.compactMap { mark -> HistogramNormalization? in
      if case .histogram(let data) = mark.content { data.normalization } else { nil }
    }
    if let first = normalizations.first, normalizations.contains(where: { $0 != first }) {
      return ["HistogramMark: the histograms of a chart need the same normalization"]
    }
    return []
  }

  /// Areas can be put on each other only where all of them have values.
  private var stackingProblem: String? {
    let lists = marks.compactMap { mark -> PlottableValue.Content? in
      guard case .area(let data) = mark.content, mark.style.stacking != nil,
        mark.style.groups.map({ $0.count == 1 }) ?? true
      else { return nil }
      return data.x.content
    }
    let stacked = marks.filter { $0.kind == "AreaMark" && $0.style.stacking != nil }
    if lists.count == stacked.count, lists.allSatisfy({ $0 == lists[0] }) { return nil }
    let areas = stacked.flatMap { mark -> [(name: String, x: Set<String>, texts: [String])] in
      guard case .area(let data) = mark.content else { return [] }
      let groups = mark.style.groups
      let names = groups.map { $0.count == 1 ? nil : $0.names } ?? nil
      let members = Dictionary(grouping: 0..<data.x.count) { names?[$0] ?? mark.style.series ?? "" }
      return members.sorted { $0.key < $1.key }.map { name, indices in
        let texts = data.x.values(at: indices).names
        return (name, Set(texts), texts)
      }
    }
    guard let first = areas.first else { return nil }
    for area in areas.dropFirst() where area.x != first.x {
      let (has, lacks) =
        first.texts.contains { !area.x.contains($0) } ? (first, area) : (area, first)
      let place = has.texts.first { !lacks.x.contains($0) } ?? ""
      return "AreaMark: stacked areas need values at the same x; "
        + "\"\(has.name)\" has one at \(place), \"\(lacks.name)\" has none"
    }
    return nil
  }

  /// Settings that no mark of the chart makes use of.
  private var optionProblems: [String] {
    guard let family = marks.lazy.compactMap({ $0.content.family }).first else { return [] }
    var problems: [String] = []
    for (name, axis) in [("x", options.x), ("y", options.y)] {
      let isScaled =
        (axis.scale ?? .linear) != .linear || axis.domain != nil || axis.isReversed
      let kind = marks.first?.kind ?? "the mark"
      switch family {
      case .cartesian: break
      case .cells, .images:
        if isScaled { problems.append("\(name)Scale: \(kind) has no \(name) scale") }
        if axis.ticks != nil { problems.append("\(name)Ticks: \(kind) has no \(name) ticks") }
      case .ridge:
        let isUnknown =
          name == "y" ? isScaled : (axis.scale ?? .linear) != .linear || axis.isReversed
        if isUnknown { problems.append("\(name)Scale: \(kind) takes only a domain of x") }
        if name == "y", axis.ticks != nil { problems.append("yTicks: \(kind) has no y ticks") }
      }
    }
    if options.hasEqualAspect, family != .cartesian {
      problems.append("equalAspect: \(marks[0].kind) has no axes of numbers")
    }
    let areCells = marks.contains { mark in
      if case .contour(let data) = mark.content { return data.isFilled }
      return mark.isCells
    }
    let shaded = marks.first { $0.style.groups?.numbers != nil }
    if options.colorScale == .diverging, let shaded, !areCells {
      problems.append(
        "colorScale: the middle of a diverging scale is too light for \(shaded.kind); it is for "
          + "CellMark and filled ContourMark")
    }
    if options.colorScale != nil, shaded == nil, !areCells {
      problems.append(
        "colorScale: no mark of the chart is coloured by numbers; CellMark, a filled ContourMark "
          + "and marks with foregroundStyle(by:) are")
    }
    return problems
  }
}

/// Kinds of charts that share their axes.
enum ChartFamily: Hashable {
  case cartesian, cells, ridge, images

  var allowsOneMark: Bool { self != .cartesian }
}

extension AnyMark {
  fileprivate var isCells: Bool {
    if case .cells = content { true } else { false }
  }
}

extension MarkContent {
  /// `nil` for marks that go with several.
  var family: ChartFamily? {
    switch self {
    case .line, .area, .points, .texts, .band, .histogram, .contour, .bars: .cartesian
    case .cells: .cells
    case .ridge: .ridge
    case .images: .images
    case .rule: nil
    }
  }

  /// How many values can have a series of their own.
  var count: Int? {
    switch self {
    case .line(let data), .area(let data), .points(let data), .texts(let data): data.x.count
    case .band(let data): data.x.count
    case .bars(let data): data.values.count
    case .histogram(let data): data.values.count
    case .rule, .ridge, .cells, .contour, .images: nil
    }
  }

  /// What the mark has along an axis, and whether numbers among it may serve as categories.
  fileprivate func values(onX: Bool) -> [(PlottableValue, Bool)] {
    switch self {
    case .line(let data), .area(let data), .points(let data), .texts(let data):
      [(onX ? data.x : data.y, false)]
    case .band(let data): [(onX ? data.x : data.low, false)]
    case .bars(let data):
      [data.areHorizontal == onX ? (data.values, false) : (data.categories, true)]
    case .rule(let data) where data.isHorizontal != onX: [(data.value, false)]
    case .rule, .histogram, .ridge, .cells, .contour, .images: []
    }
  }

  /// Whether the mark spreads numbers along an axis that are not its own values.
  fileprivate func hasNumbers(onX: Bool) -> Bool {
    switch self {
    case .histogram, .contour: true
    default: false
    }
  }
}
