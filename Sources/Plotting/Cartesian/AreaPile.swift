/// Areas on top of each other: what is above zero upwards, what is below zero downwards.
///
/// Between two neighbouring places a series takes part where it has a value at both. Elsewhere it
/// has a gap, and the series on it lie on what is below. Where the line between two values of a
/// series passes through zero, its area goes over from one pile to the other. Where all values are
/// zero there are no shares, and all series have a gap.
struct AreaPile {
  /// A part of a series without gaps and jumps.
  struct Piece: Equatable {
    var x: [Double]
    /// Where the area begins, on the side of zero.
    var low: [Double]
    /// Where it ends.
    var high: [Double]
  }

  /// Of each series, from left to right.
  private(set) var pieces: [[Piece]]
  private let isNormalized: Bool

  /// - Parameters:
  ///   - places: ascending, each once.
  ///   - values: of each series, one at every place; one that is not finite is missing.
  ///   - isNormalized: whether the heights are shares of the sum of all magnitudes.
  ///   - isStepped: whether values hold up to a step instead of changing along a line.
  init(places: [Double], values: [[Double]], isNormalized: Bool, isStepped: Bool) {
    pieces = values.map { _ in [] }
    self.isNormalized = isNormalized
    let values = isNormalized ? Self.withoutPlacesOfZeros(values) : values
    for index in places.indices {
      if index + 1 < places.count {
        addInterval(index, places, values, isStepped: isStepped)
      }
      addSinglePoints(index, places, values)
    }
  }

  /// The areas from one place to the next, cut where series pass through zero.
  private mutating func addInterval(
    _ index: Int, _ places: [Double], _ values: [[Double]], isStepped: Bool
  ) {
    let present = values.indices.filter {
      values[$0][index].isFinite && values[$0][index + 1].isFinite
    }
    let ends = present.map { (values[$0][index], values[$0][index + 1]) }
    var cuts = [0.0, 1.0]
    for (start, end) in ends where !isStepped && (start < 0) != (end < 0) {
      let share = Double.share(of: 0, from: start, to: end)
      if share > 0, share < 1, !cuts.contains(share) { cuts.append(share) }
    }
    if cuts.count > 2 { cuts.sort() }
    func value(_ series: Int, _ share: Double) -> Double {
      let (start, end) = ends[series]
      if share == 0 || start == end { return start }
      if share == 1 { return end }
      if Double.share(of: 0, from: start, to: end) == share { return 0 }
      return start * (1 - share) + end * share
    }
    func place(_ share: Double) -> Double {
      share == 0
        ? places[index]
        : share == 1 ? places[index + 1] : places[index] * (1 - share) + places[index + 1] * share
    }
    for (first, second) in zip(cuts, cuts.dropFirst()) {
      var starts = shares(present.indices.map { value($0, first) })
      var stops = shares(present.indices.map { value($0, second) })
      if isNormalized {
        // Where all pass through zero at once, the shares are those of the other end.
        if starts.allSatisfy({ $0 == 0 }) { starts = stops }
        if stops.allSatisfy({ $0 == 0 }) { stops = starts }
      }
      var (tops, bottoms) = ((0.0, 0.0), (0.0, 0.0))
      for (number, series) in present.enumerated() {
        // In steps, the value at the start may have another sign than the one at the end.
        let bases = (
          starts[number] < 0 || starts[number] == 0 && stops[number] < 0 ? bottoms.0 : tops.0,
          stops[number] < 0 || stops[number] == 0 && starts[number] < 0 ? bottoms.1 : tops.1
        )
        let ends = (bases.0 + starts[number], bases.1 + stops[number])
        if starts[number] < 0 { bottoms.0 = ends.0 } else if starts[number] > 0 { tops.0 = ends.0 }
        if stops[number] < 0 { bottoms.1 = ends.1 } else if stops[number] > 0 { tops.1 = ends.1 }
        add(
          to: series, from: (place(first), bases.0, ends.0), to: (place(second), bases.1, ends.1))
      }
    }
  }

  /// Values without a neighbour: they have a height but no area.
  private mutating func addSinglePoints(
    _ index: Int, _ places: [Double], _ values: [[Double]]
  ) {
    let finite = values.indices.filter { values[$0][index].isFinite }
    guard
      let single = finite.first(where: { isAlone(values[$0], index) })
    else { return }
    var (top, bottom) = (0.0, 0.0)
    for (series, share) in zip(finite, shares(finite.map { values[$0][index] })) {
      let base = share < 0 ? bottom : top
      if share < 0 { bottom += share } else { top += share }
      if series >= single, isAlone(values[series], index) {
        pieces[series].append(Piece(x: [places[index]], low: [base], high: [base + share]))
      }
    }
  }

  /// The values, missing where there is nothing to have a share of.
  private static func withoutPlacesOfZeros(_ values: [[Double]]) -> [[Double]] {
    guard let count = values.first?.count else { return values }
    var values = values
    for index in 0..<count where values.allSatisfy({ $0[index] == 0 || !$0[index].isFinite }) {
      for series in values.indices { values[series][index] = .nan }
    }
    return values
  }

  private func isAlone(_ values: [Double], _ index: Int) -> Bool {
    values[index].isFinite && !(index > 0 && values[index - 1].isFinite)
      && !(index + 1 < values.count && values[index + 1].isFinite)
  }

  private func shares(_ values: [Double]) -> [Double] {
    guard isNormalized else { return values }
    // Divided first, the sum of the largest numbers is finite.
    let most = values.map(\.magnitude).max() ?? 0
    guard most > 0 else { return values }
    let total = values.reduce(0) { $0 + $1.magnitude / most }
    return values.map { $0 / most / total }
  }

  private mutating func add(
    to series: Int, from start: (x: Double, low: Double, high: Double),
    to end: (x: Double, low: Double, high: Double)
  ) {
    let last = pieces[series].indices.last
    if let last, let x = pieces[series][last].x.last, x == start.x,
      pieces[series][last].low.last == start.low, pieces[series][last].high.last == start.high
    {
      pieces[series][last].x.append(end.x)
      pieces[series][last].low.append(end.low)
      pieces[series][last].high.append(end.high)
    } else {
      pieces[series].append(
        Piece(x: [start.x, end.x], low: [start.low, end.low], high: [start.high, end.high]))
    }
  }
}
