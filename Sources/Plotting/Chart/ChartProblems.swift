/// What keeps a chart from being drawn.
extension Chart {
  /// Every reason, one sentence a line, each naming the mark and its series; `nil` if it can be drawn.
  package var problem: String? {
    let problems = marks.flatMap(Self.problems) + axisProblems + familyProblems
    return problems.isEmpty ? nil : problems.joined(separator: "\n")
  }

  private static func problems(_ mark: AnyMark) -> [String] {
    let series = mark.style.series ?? mark.style.annotation
    let name = mark.kind + (series.map { " \"\($0)\"" } ?? "")
    var problems: [String] = []
    if let problem = mark.problem { problems.append("\(name): \(problem)") }
    if let problem = mark.style.smoothing?.problem { problems.append("\(name): \(problem)") }
    if let groups = mark.style.groups, let count = mark.content.count, groups.count != count {
      problems.append(
        "\(name): there are \(NumberText.grouped(count)) values and "
          + "\(NumberText.grouped(groups.count)) series names")
    }
    return problems
  }

  private var axisProblems: [String] {
    var problems: [String] = []
    for (name, axis) in [("x", options.x), ("y", options.y)] {
      guard let domain = axis.domain else { continue }
      let (low, high) = (domain.lowerBound, domain.upperBound)
      if !low.isFinite || !high.isFinite || low == high || !(high - low).isFinite {
        problems.append("\(name)Scale: the domain \(low)...\(high) must be finite and not empty")
      } else if axis.scale == .log && low <= 0 {
        problems.append(
          "\(name)Scale: a log axis begins above 0, its domain begins at \(low); "
            + "use .symlog for values around zero")
      }
    }
    return problems
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
      if case .bars(let data) = mark.content { data.areLying } else { nil }
    }
    if Set(bars).count > 1 {
      return ["BarMark: some bars have their categories on x, some on y"]
    }
    if let family = seen.keys.first, family.allowsOneMark, marks.count > 1 {
      return ["\(seen[family] ?? "The mark") fills a chart of its own: remove the other marks"]
    }
    return []
  }
}

/// Kinds of charts that share their axes.
enum ChartFamily: Hashable {
  case cartesian, bars, cells, ridge, images

  var allowsOneMark: Bool { self == .cells || self == .ridge || self == .images }
}

extension MarkContent {
  /// `nil` for marks that go with several.
  var family: ChartFamily? {
    switch self {
    case .line, .area, .points, .band, .histogram, .contour: .cartesian
    case .bars: .bars
    case .cells: .cells
    case .ridge: .ridge
    case .images: .images
    case .rule: nil
    }
  }

  /// How many values can have a series of their own.
  var count: Int? {
    switch self {
    case .line(let data), .area(let data), .points(let data): data.x.count
    case .band(let data): data.x.count
    case .bars(let data): data.values.count
    case .histogram(let data): data.values.count
    case .rule, .ridge, .cells, .contour, .images: nil
    }
  }
}
