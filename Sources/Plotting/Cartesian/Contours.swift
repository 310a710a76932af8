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

  var levels: [Level]

  init(_ data: ContourData) {
    levels = Self.heights(data).map { height in
      Level(value: height, lines: Self.joined(Self.segments(data, height: height)))
    }
  }

  /// Round numbers; by factors where the values span more than two decades above zero.
  private static func heights(_ data: ContourData) -> [Double] {
    let values = data.values.joined().filter(\.isFinite)
    guard let low = values.min(), let high = values.max(), low < high else { return [] }
    let sorted = values.sorted()
    let lower = sorted[sorted.count / 200]
    if lower > 0, high / lower > 100 {
      let (start, end) = (log10(lower), log10(high))
      return (1...data.levels).map { index in
        let share = Double(index) / Double(data.levels + 1)
        let (mantissa, exponent) = NumberText.parts(
          of: pow(10, start + (end - start) * share), decimals: 1)
        return mantissa * pow(10, Double(exponent))
      }
    }
    let ticks = TickSearch().best(low: low, high: high, count: data.levels)?.values ?? []
    return ticks.filter { $0 > low && $0 < high }
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

  private static func segments(_ data: ContourData, height: Double) -> [Segment] {
    let (rows, columns) = (data.values.count, data.values[0].count)
    let (dx, dy) = (
      (data.x.upperBound - data.x.lowerBound) / Double(columns - 1),
      (data.y.upperBound - data.y.lowerBound) / Double(rows - 1)
    )
    func crossing(_ edge: Edge) -> (edge: Edge, point: PlotPoint)? {
      let a = data.values[edge.row][edge.column]
      let b = data.values[edge.row + (edge.isHorizontal ? 0 : 1)][
        edge.column + (edge.isHorizontal ? 1 : 0)]
      guard a.isFinite, b.isFinite, (a < height) != (b < height) else { return nil }
      let share = (height - a) / (b - a)
      let column = Double(edge.column) + (edge.isHorizontal ? share : 0)
      let row = Double(edge.row) + (edge.isHorizontal ? 0 : share)
      return (edge, PlotPoint(data.x.lowerBound + column * dx, data.y.lowerBound + row * dy))
    }
    var segments: [Segment] = []
    for row in 0..<(rows - 1) {
      for column in 0..<(columns - 1) {
        // Around the square: bottom, right, top, left.
        let ends = [
          Edge(row: row, column: column, isHorizontal: true),
          Edge(row: row, column: column + 1, isHorizontal: false),
          Edge(row: row + 1, column: column, isHorizontal: true),
          Edge(row: row, column: column, isHorizontal: false),
        ].compactMap(crossing)
        if ends.count == 2 {
          segments.append(Segment(ends: ends))
        } else if ends.count == 4 {
          // A saddle: the mean of the corners tells which of them are joined.
          let mean =
            (data.values[row][column] + data.values[row][column + 1]
              + data.values[row + 1][column] + data.values[row + 1][column + 1]) / 4
          let joinsFirst = (mean < height) == (data.values[row][column] < height)
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
