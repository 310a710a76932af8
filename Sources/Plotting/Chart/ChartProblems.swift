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
    if let problem = mark.dataProblem { problems.append(problem) }
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
        let axes = mark.content.axes
        guard let kind = (isX ? axes.x : axes.y).kind, !kinds.contains(where: { $0.kind == kind })
        else { continue }
        kinds.append((kind, mark.kind))
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
          let axes = mark.content.axes
          return (isX ? axes.y : axes.x).values?.numbers != nil
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
      guard let family = mark.content.kind.family, seen[family] == nil else { continue }
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

  /// Units can be equally long only where both axes have numbers at equal distances.
  private var equalAspectProblems: [String] {
    let places = places
    for (name, kind, axis) in [("x", places.x.kind, options.x), ("y", places.y.kind, options.y)] {
      let content: String? =
        switch (kind, axis.scale) {
        case (.categories, _): "names"
        case (.times, _): "dates"
        case (.numbers, .log), (.numbers, .symlog): "a logarithmic scale"
        case (.numbers, .sqrt): "a square-root scale"
        case (.numbers, .linear), (.numbers, .robust), (.numbers, nil): nil
        }
      if let content {
        return ["equalAspect: \(name) has \(content); it needs numbers on linear axes"]
      }
    }
    return []
  }

  /// Settings that no mark of the chart makes use of.
  private var optionProblems: [String] {
    guard let family = marks.lazy.compactMap({ $0.content.kind.family }).first else { return [] }
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
    if let height = options.height, !ChartOptions.heights.contains(height) {
      let heights = ChartOptions.heights
      problems.append(
        "height: a chart is from \(heights.lowerBound) to \(NumberText.grouped(heights.upperBound)) "
          + "pixels high, got \(height)")
    }
    if options.hasEqualAspect, family != .cartesian {
      problems.append("equalAspect: \(marks[0].kind) has no axes of numbers")
    } else if options.hasEqualAspect {
      problems += equalAspectProblems
    }
    let areCells = marks.contains { $0.content.areaColors != nil }
    let isShaded = marks.contains { $0.style.groups?.numbers != nil }
    if options.colorScale != nil, !isShaded, !areCells {
      problems.append(
        "colorScale: no mark of the chart is coloured by numbers; CellMark, a filled ContourMark "
          + "and marks with foregroundStyle(by:) are")
    }
    return problems
  }
}
