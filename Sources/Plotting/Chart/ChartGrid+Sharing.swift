extension ChartGrid {
  /// The charts, with the axes and the colours they share set to what all of them need.
  ///
  /// - Parameter width: of each chart in pixels.
  func withSharedAxes(width: Double) -> [Chart] {
    var charts = charts
    if sharesColors { shareColors(&charts) }
    if sharesX { Self.shareCategories(&charts, \.x, \.x) }
    if sharesY { Self.shareCategories(&charts, \.y, \.y) }
    guard sharesX || sharesY else { return charts }
    // Only asks for the extent of the axes: the colours of the report are not touched.
    let models = charts.map { chart in
      chart.isCartesian
        ? CartesianModel(chart, colors: SeriesColors(), plotWidth: width - 60, plotHeight: 174)
        : nil
    }
    if sharesX { Self.shareDomain(&charts, \.x, models.map { $0.map { ($0.x, $0.isEmpty) } }) }
    if sharesY { Self.shareDomain(&charts, \.y, models.map { $0.map { ($0.y, $0.isEmpty) } }) }
    return charts
  }

  /// Gives all axes without a chosen domain the one of all charts with something drawn.
  private static func shareDomain(
    _ charts: inout [Chart], _ axis: WritableKeyPath<ChartOptions, ChartOptions.Axis>,
    _ models: [(axis: AxisModel, isEmpty: Bool)?]
  ) {
    let domain = union(
      models.compactMap { $0 }.filter { !$0.isEmpty && $0.axis.hasDomain }.map(\.axis.scale.domain))
    for (index, model) in models.enumerated()
    where model?.axis.hasDomain == true && charts[index].options[keyPath: axis].domain == nil {
      charts[index].options[keyPath: axis].domain = domain
    }
  }

  private func shareColors(_ charts: inout [Chart]) {
    var domain = Self.union(charts.compactMap(\.colorExtent))
    if let extent = domain, charts.contains(where: { $0.options.colorScale == .diverging }) {
      let most = max(abs(extent.lowerBound), abs(extent.upperBound))
      domain = -most...most
    }
    for index in charts.indices
    where charts[index].options.colorDomain == nil && charts[index].colorExtent != nil {
      charts[index].options.colorDomain = domain
    }
  }

  /// Gives all charts with names on an axis the names of all of them, in the order of their first
  /// appearance.
  private static func shareCategories(
    _ charts: inout [Chart], _ axis: WritableKeyPath<ChartOptions, ChartOptions.Axis>,
    _ places: KeyPath<Trace.Places, AxisPlaces>
  ) {
    let names = charts.map { chart -> [String] in
      guard case .categories(let names) = chart.places[keyPath: places].kind else { return [] }
      return names
    }
    var seen: Set<String> = []
    let shared = names.joined().filter { seen.insert($0).inserted }
    for index in charts.indices where !names[index].isEmpty {
      charts[index].options[keyPath: axis].categories = shared
    }
  }

  private static func union(_ domains: [ClosedRange<Double>]) -> ClosedRange<Double>? {
    guard let low = domains.map(\.lowerBound).min(), let high = domains.map(\.upperBound).max()
    else { return nil }
    return low...high
  }
}

extension ChartGrid {
  /// Why charts cannot have the same axis; empty where they can.
  var sharingProblems: [String] {
    (sharesX ? sharingProblems("x", \.x, \.x) : [])
      + (sharesY ? sharingProblems("y", \.y, \.y) : [])
  }

  private func sharingProblems(
    _ name: String, _ axis: KeyPath<ChartOptions, ChartOptions.Axis>,
    _ places: KeyPath<Trace.Places, AxisPlaces>
  ) -> [String] {
    let modifier = "shared\(name.uppercased())"
    let found = charts.indices.filter { charts[$0].isCartesian && !charts[$0].marks.isEmpty }
    let others = charts.indices.filter { !charts[$0].isCartesian }
    if found.count < 2, let other = others.first {
      let mark = charts[other].marks.first?.kind ?? "the mark"
      return ["\(modifier): \(mark) of \"\(self.name(other))\" has no \(name) axis to share"]
    }
    guard let first = found.first else { return [] }
    func axisText(_ index: Int) -> String {
      let options = charts[index].options[keyPath: axis]
      return Self.text(charts[index].places[keyPath: places].kind, options)
    }
    guard let other = found.first(where: { axisText($0) != axisText(first) }) else { return [] }
    return [
      "\(modifier): \"\(self.name(first))\" has \(axisText(first)) on \(name), "
        + "\"\(self.name(other))\" has \(axisText(other)); charts share an axis of one kind and "
        + "one scale"
    ]
  }

  /// What two axes must have in common to be shared.
  private static func text(_ kind: AxisKind, _ options: ChartOptions.Axis) -> String {
    let direction = options.isReversed ? ", reversed" : ""
    switch kind {
    case .categories: return "names" + direction
    case .times: return "dates" + direction
    case .numbers: break
    }
    switch options.scale {
    case .linear, .robust, nil: return "numbers on a linear scale" + direction
    case .log: return "numbers on a log scale" + direction
    case .symlog: return "numbers on a symmetric log scale" + direction
    case .sqrt: return "numbers on a square-root scale" + direction
    }
  }
}

extension AxisModel {
  fileprivate var hasDomain: Bool {
    if case .categories = kind { false } else { true }
  }
}

extension Chart {
  fileprivate var isCartesian: Bool {
    (marks.lazy.compactMap { $0.content.kind.family }.first ?? .cartesian) == .cartesian
  }

  /// The numbers that become colours.
  fileprivate var colorExtent: ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    func include(_ values: some Sequence<Double>) {
      for value in values where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
    }
    for mark in marks {
      if let rows = mark.content.areaColors { include(rows.joined()) }
      include(mark.style.groups?.numbers?.values ?? [])
    }
    return low < high ? low...high : nil
  }
}
