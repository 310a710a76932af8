#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lines of equal height through values on a grid, by marching squares.
struct Contours {
  struct Level {
    var value: Double
    /// In the coordinates of the data.
    var lines: [[PlotPoint]]
  }

  let levels: [Level]
  /// Whether the heights grow by a factor rather than by a step.
  let growsByFactors: Bool
  private let data: ContourData

  init(_ data: ContourData) {
    self.data = data
    let (heights, growsByFactors) = Self.heights(data)
    self.growsByFactors = growsByFactors
    let grid = ContourGrid(data, isClosed: false)
    levels = heights.map { height in
      Level(value: height, lines: grid.lines(at: height))
    }
  }

  /// Closed lines around everything that is at least so high: along the edge of the grid where it
  /// reaches that far, and around holes of values that are not finite.
  func loops(above height: Double) -> [[PlotPoint]] {
    ContourGrid(data, isClosed: true).lines(at: height)
  }

  /// Those that were asked for; else round numbers, or some that grow by a factor where the values
  /// span more than two decades above zero.
  private static func heights(_ data: ContourData) -> (values: [Double], growByFactors: Bool) {
    let sorted = data.values.joined().filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last, low < high else { return ([], false) }
    switch data.levels {
    case .heights(let heights):
      let values = Set(heights).sorted()
      let isWide = (values.first ?? 0) > 0 && (values.last ?? 0) / (values.first ?? 1) > 100
      return (values, isWide)
    case .count(let count):
      let lower = sorted[sorted.count / 200]
      if lower > 0, high / lower > 100 {
        let (start, end) = (log10(lower), log10(high))
        let values = (1...count).map { index in
          let share = Double(index) / Double(count + 1)
          return DecimalDigits(pow(10, start + (end - start) * share), significant: 2).value
        }
        return (Set(values).sorted(), true)
      }
      let ticks = AxisTicks.linear(
        low: low, high: high, count: count, areCounts: false, format: .automatic)
      return (ticks.values.filter { $0 > low && $0 < high }, false)
    }
  }
}

/// The grid of a contour mark, with a border below everything where lines have to close.
private struct ContourGrid {
  private let data: ContourData
  private let isClosed: Bool
  private let rows: Int
  private let columns: Int

  init(_ data: ContourData, isClosed: Bool) {
    self.data = data
    self.isClosed = isClosed
    rows = data.values.count + (isClosed ? 2 : 0)
    columns = data.values[0].count + (isClosed ? 2 : 0)
  }

  /// An end of a segment lies on the edge between two neighbours of the grid.
  private struct Edge: Hashable {
    var row: Int
    var column: Int
    var isHorizontal: Bool
  }

  private struct Segment {
    var ends: [(edge: Edge, point: PlotPoint)]
  }

  func lines(at height: Double) -> [[PlotPoint]] { Self.joined(segments(at: height)) }

  /// The value at a place; NaN on the border.
  private func value(_ row: Int, _ column: Int) -> Double {
    guard isClosed else { return data.values[row][column] }
    guard row > 0, row < rows - 1, column > 0, column < columns - 1 else { return .nan }
    return data.values[row - 1][column - 1]
  }

  /// Where a place of the grid, or between two, lies; the border lies on the edge of the data.
  private func point(_ row: Double, _ column: Double) -> PlotPoint {
    let shift = isClosed ? 1.0 : 0
    let (lastRow, lastColumn) = (
      Double(data.values.count - 1), Double(data.values[0].count - 1)
    )
    let (y, x) = (min(max(row - shift, 0), lastRow), min(max(column - shift, 0), lastColumn))
    return PlotPoint(
      Self.place(x, of: lastColumn, in: data.x, data.columns),
      Self.place(y, of: lastRow, in: data.y, data.rows))
  }

  /// Where the grid's line of this number lies on an axis, or what is between two.
  private static func place(
    _ number: Double, of last: Double, in range: ClosedRange<Double>, _ places: [Double]?
  ) -> Double {
    guard let places else {
      return range.lowerBound + number / last * (range.upperBound - range.lowerBound)
    }
    let index = min(Int(saturating: number.rounded(.down)), places.count - 2)
    return places[index] + (number - Double(index)) * (places[index + 1] - places[index])
  }

  /// Where a line crosses an edge. Next to a value that is not finite, closed lines pass through
  /// the last finite place, and open ones end.
  private func crossing(_ edge: Edge, _ height: Double) -> (edge: Edge, point: PlotPoint)? {
    let a = value(edge.row, edge.column)
    let b = value(
      edge.row + (edge.isHorizontal ? 0 : 1), edge.column + (edge.isHorizontal ? 1 : 0))
    var share: Double
    if a.isFinite && b.isFinite {
      guard (a < height) != (b < height) else { return nil }
      share = .share(of: height, from: a, to: b)
    } else {
      guard isClosed, a.isFinite || b.isFinite, max(a.isFinite ? a : b, -.infinity) >= height else {
        return nil
      }
      share = a.isFinite ? 0 : 1
    }
    share = min(max(share, 0), 1)
    return (
      edge,
      point(
        Double(edge.row) + (edge.isHorizontal ? 0 : share),
        Double(edge.column) + (edge.isHorizontal ? share : 0))
    )
  }

  private func segments(at height: Double) -> [Segment] {
    var segments: [Segment] = []
    for row in 0..<(rows - 1) {
      for column in 0..<(columns - 1) {
        // Around the square: bottom, right, top, left.
        let ends = [
          Edge(row: row, column: column, isHorizontal: true),
          Edge(row: row, column: column + 1, isHorizontal: false),
          Edge(row: row + 1, column: column, isHorizontal: true),
          Edge(row: row, column: column, isHorizontal: false),
        ].compactMap { crossing($0, height) }
        if ends.count == 2 {
          segments.append(Segment(ends: ends))
        } else if ends.count == 4 {
          // A saddle: the mean of the corners tells which of them are joined.
          let mean =
            (value(row, column) + value(row, column + 1) + value(row + 1, column)
              + value(row + 1, column + 1)) / 4
          let isLow = !(mean >= height)
          let joinsFirst = isLow == !(value(row, column) >= height)
          let pairs = joinsFirst ? [(0, 1), (2, 3)] : [(0, 3), (1, 2)]
          segments += pairs.map { Segment(ends: [ends[$0.0], ends[$0.1]]) }
        }
      }
    }
    return segments
  }

  /// Segments with a common end become one line.
  private static func joined(_ segments: [Segment]) -> [[PlotPoint]] {
    var atEdge: [Edge: [Int]] = [:]
    for (index, segment) in segments.enumerated() {
      for end in segment.ends { atEdge[end.edge, default: []].append(index) }
    }
    var isUsed = [Bool](repeating: false, count: segments.count)
    func follow(from start: Edge) -> [PlotPoint] {
      var points: [PlotPoint] = []
      var edge = start
      while let next = atEdge[edge]?.first(where: { !isUsed[$0] }) {
        isUsed[next] = true
        let ends = segments[next].ends
        let far = ends[0].edge == edge ? ends[1] : ends[0]
        points.append(far.point)
        edge = far.edge
      }
      return points
    }
    return segments.indices.compactMap { index in
      guard !isUsed[index] else { return nil }
      isUsed[index] = true
      let (a, b) = (segments[index].ends[0], segments[index].ends[1])
      return follow(from: a.edge).reversed() + [a.point, b.point] + follow(from: b.edge)
    }
  }
}
