extension Chart {
  /// Why areas or bars cannot be put on each other; `nil` where they can.
  var stackingProblem: String? {
    for kind in [MarkKind.area, .bars] {
      let stacked = marks.filter { $0.content.kind == kind && $0.style.stacking != nil }
      guard let first = stacked.first?.style else { continue }
      if stacked.contains(where: { $0.style.stacking != first.stacking }) {
        return "\(kind.name): some marks are stacked as they are, some as shares; stacked(_:) has "
          + "to be the same for all of a chart"
      }
      let method = first.interpolation ?? .linear
      if stacked.contains(where: { ($0.style.interpolation ?? .linear) != method }) {
        return "\(kind.name): stacked areas need the same interpolationMethod(_:)"
      }
    }
    return areaPlaceProblem
  }

  /// Areas can be put on each other only where all of them have one value at every place.
  private var areaPlaceProblem: String? {
    let stacked = marks.compactMap { mark -> (data: PointData, style: MarkStyle)? in
      guard case .area(let data) = mark.content, mark.style.stacking != nil else { return nil }
      return (data, mark.style)
    }
    guard let first = stacked.first else { return nil }
    let areWhole = stacked.allSatisfy { $0.style.groups.map { $0.count == 1 } ?? true }
    if areWhole, first.data.x.isAscending,
      stacked.allSatisfy({ $0.data.x.content == first.data.x.content })
    {
      return nil
    }
    let areas = stacked.flatMap {
      data, style -> [(name: String, x: Set<String>, texts: [String])] in
      let names = style.groups.map { $0.count == 1 ? nil : $0.names } ?? nil
      let members = Dictionary(grouping: 0..<data.x.count) { names?[$0] ?? style.series ?? "" }
      return members.sorted { $0.key < $1.key }.map { name, indices in
        let texts = data.x.values(at: indices).names
        return (name, Set(texts), texts)
      }
    }
    for area in areas where area.x.count != area.texts.count {
      var seen: Set<String> = []
      let place = area.texts.first { !seen.insert($0).inserted } ?? ""
      return "AreaMark: a stacked area has one value at every x; \"\(area.name)\" has several at "
        + place
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
}

extension PlottableValue {
  /// Whether each number or time is greater than the one before, or all names differ.
  fileprivate var isAscending: Bool {
    switch content {
    case .numbers(let numbers): Self.isAscending(numbers.values)
    case .times(let times): Self.isAscending(times)
    case .names(let names): Set(names).count == names.count
    }
  }

  private static func isAscending(_ values: [Double]) -> Bool {
    zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
  }
}
