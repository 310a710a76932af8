extension Trace {
  /// Puts stacked bars and areas on top of each other and gives every bar its place in its
  /// category.
  static func arrange(_ traces: inout [Trace], baselineOf domain: ClosedRange<Double>? = nil) {
    for index in traces.indices where traces[index].shape == .bars {
      let values = traces[index].values
      traces[index].low = [Double](repeating: 0, count: values.count)
      traces[index].high = values
    }
    for shape in [Shape.bars, .area] {
      let stacked = traces.indices.filter {
        traces[$0].shape == shape && traces[$0].style.stacking != nil
      }
      stack(stacked, &traces)
      if shape == .area { pile(stacked, &traces) }
    }
    let bars = traces.indices.filter { traces[$0].shape == .bars }
    if !bars.isEmpty { arrangeBars(bars, &traces) }
  }

  /// The lengths of bars, the heights of areas.
  var values: [Double] { isHorizontal ? x : drawn }

  /// The categories of bars, the x of areas.
  var categories: [Double] { isHorizontal ? y : x }

  private static func stack(_ indices: [Int], _ traces: inout [Trace]) {
    guard let first = indices.first else { return }
    let totals =
      traces[first].style.stacking == .normalized ? totals(indices.map { traces[$0] }) : [:]
    // What lies above and below zero is piled up separately.
    var tops: [Double: Double] = [:]
    var bottoms: [Double: Double] = [:]
    for index in indices {
      var (low, high): ([Double], [Double]) = ([], [])
      for (place, value) in zip(traces[index].categories, traces[index].values) {
        let total = totals[place] ?? 1
        let share = totals.isEmpty ? value : total > 0 ? value / total : 0
        let base = (value < 0 ? bottoms[place] : tops[place]) ?? 0
        // Shares may add up to the least more than 1.
        let end = totals.isEmpty ? base + share : min(max(base + share, -1), 1)
        low.append(base)
        high.append(end)
        guard share.isFinite else { continue }
        if value < 0 { bottoms[place] = end } else { tops[place] = end }
      }
      traces[index].low = low
      traces[index].high = high
    }
  }

  /// How many places of bars or areas that are drawn as shares have nothing but zeros.
  static func placesWithoutShares(_ traces: [Trace]) -> Int {
    [Shape.bars, .area].reduce(0) { count, shape in
      let shared = traces.filter { $0.shape == shape && $0.style.stacking == .normalized }
      return count + totals(shared).values.count { $0 == 0 }
    }
  }

  /// The sum of all magnitudes at each place.
  private static func totals(_ traces: [Trace]) -> [Double: Double] {
    var totals: [Double: Double] = [:]
    for trace in traces {
      for (place, value) in zip(trace.categories, trace.values) where value.isFinite {
        totals[place, default: 0] += value.magnitude
      }
    }
    return totals
  }

  /// Gives every stacked area its parts.
  private static func pile(_ indices: [Int], _ traces: inout [Trace]) {
    guard let first = indices.first else { return }
    let places = Set(indices.flatMap { traces[$0].x.filter(\.isFinite) }).sorted()
    let values = indices.map { index -> [Double] in
      if traces[index].x == places { return traces[index].drawn }
      let known = Dictionary(
        zip(traces[index].x, traces[index].drawn), uniquingKeysWith: { first, _ in first })
      return places.map { known[$0] ?? .nan }
    }
    let style = traces[first].style
    let pile = AreaPile(
      places: places, values: values, isNormalized: style.stacking == .normalized,
      isStepped: style.interpolation ?? .linear != .linear)
    for (number, index) in indices.enumerated() { traces[index].pile = pile.pieces[number] }
  }

  /// Bars of several series, and several of one series, stand side by side; where no category has
  /// two, each takes the whole width.
  private static func arrangeBars(_ indices: [Int], _ traces: inout [Trace]) {
    let sorted = Set(indices.flatMap { traces[$0].categories.filter(\.isFinite) }).sorted()
    let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }
    let slot = gaps.min() ?? 1
    // The lane of each bar in its category; what is stacked shares one.
    var lanes: [[Int]] = []
    var used = 0
    var stackLane: Int?
    for index in indices {
      if traces[index].style.stacking != nil {
        let lane = stackLane ?? used
        if stackLane == nil { used += 1 }
        stackLane = lane
        lanes.append([Int](repeating: lane, count: traces[index].categories.count))
        continue
      }
      var repeats: [Double: Int] = [:]
      let own = traces[index].categories.map { place in
        defer { repeats[place, default: 0] += 1 }
        return used + (repeats[place] ?? 0)
      }
      lanes.append(own)
      used += max(repeats.values.max() ?? 1, 1)
    }
    var occupied: [Double: Set<Int>] = [:]
    for (index, own) in zip(indices, lanes) {
      for (place, lane) in zip(traces[index].categories, own) {
        occupied[place, default: []].insert(lane)
      }
    }
    let isSingle = occupied.values.allSatisfy { $0.count <= 1 }
    let count = isSingle ? 1 : used
    let width = slot * 0.76 / Double(count)
    for (index, own) in zip(indices, lanes) {
      traces[index].slot = slot
      traces[index].lanes = zip(traces[index].categories, own).map { place, lane in
        let offset = isSingle ? 0 : Double(lane) - Double(count - 1) / 2
        // Lanes of a reversed category axis run the other way, as the categories do.
        return BarLane(middle: place + offset * width, width: width * (count == 1 ? 1 : 0.94))
      }
    }
  }
}
