/// Leaves out points of a line that no reader could see.
///
/// What is drawn and the line it stands for are nowhere more than ``tolerance`` apart, rounding to
/// the units of a path included.
enum LineSimplifier {
  /// Pixels between what is drawn and the data.
  static let tolerance = 0.5
  /// Long lines are first thinned to four points for each column this wide, in pixels.
  static let thinning = 0.1
  /// Where a line turns several times within this many pixels, it is drawn as upright strokes.
  static let strokeWidth = 0.8

  /// Writes a line into a path.
  static func add(_ points: [PlotPoint], to path: inout PathData) {
    guard points.count > 2, isAscending(points) else {
      path.add(douglasPeucker(points, tolerance: tolerance - PathData.largestRounding))
      return
    }
    let (thinned, tolerance) = thinned(points)
    let kept = keptPoints(thinned, tolerance: tolerance)
    let dense = denseColumns(thinned, kept)
    guard !dense.isEmpty else {
      path.add(zip(thinned, kept).compactMap { $1 ? $0 : nil })
      return
    }
    StrokedLine(points: thinned, dense: dense, tolerance: tolerance).add(to: &path)
  }

  /// A line with fewer points that may be closed to an area: never replaced by strokes.
  static func outline(_ points: [PlotPoint]) -> [PlotPoint] {
    let room = tolerance - PathData.largestRounding
    guard points.count > 2, isAscending(points) else {
      return douglasPeucker(points, tolerance: room)
    }
    let columns = (points[points.count - 1].x - points[0].x) / 0.3
    guard Double(points.count) > 4 * columns else {
      return douglasPeucker(points, tolerance: room)
    }
    return douglasPeucker(columnExtremes(points, width: 0.3), tolerance: room - 0.3)
  }

  /// The points of columns, where that makes them fewer, and the tolerance that is left.
  private static func thinned(_ points: [PlotPoint]) -> ([PlotPoint], Double) {
    let room = tolerance - PathData.largestRounding
    let columns = (points[points.count - 1].x - points[0].x) / thinning
    guard Double(points.count) > 4 * columns else { return (points, room) }
    return (columnExtremes(points, width: thinning), room - thinning)
  }

  /// The columns with so many kept points that a stroke is shorter.
  private static func denseColumns(_ points: [PlotPoint], _ kept: [Bool]) -> Set<Int> {
    var dense: Set<Int> = []
    var (column, count) = (Int.min, 0)
    // With fewer points in a column, drawing them is shorter than a stroke; in a line that turns
    // nearly everywhere, changing between both is longer.
    let columns = Int(saturating: (points[points.count - 1].x - points[0].x) / strokeWidth)
    let fewestTurns = kept.count(where: \.self) > columns ? 2 : 3
    for (point, isKept) in zip(points, kept) where isKept {
      let place = self.column(of: point)
      count = place == column ? count + 1 : 1
      column = place
      if count == fewestTurns { dense.insert(column) }
    }
    return dense
  }

  /// The number of the stroke that a point would belong to.
  static func column(of point: PlotPoint) -> Int {
    Int(saturating: (point.x / strokeWidth).rounded(.down))
  }

  /// The first, last, lowest and highest point of every column: M4 of Jugel and others,
  /// "M4: A Visualization-Oriented Time Series Data Aggregation" (2014).
  static func columnExtremes(_ points: [PlotPoint], width: Double) -> [PlotPoint] {
    var result: [PlotPoint] = []
    var start = 0
    while start < points.count {
      let edge = ((points[start].x / width).rounded(.down) + 1) * width
      var end = start
      var (lowest, highest) = (start, start)
      while end < points.count, points[end].x < edge || end == start {
        if points[end].y < points[lowest].y { lowest = end }
        if points[end].y > points[highest].y { highest = end }
        end += 1
      }
      var last = -1
      for index in [start, min(lowest, highest), max(lowest, highest), end - 1] where index > last {
        result.append(points[index])
        last = index
      }
      start = end
    }
    return result
  }

  /// Douglas and Peucker (1973).
  static func douglasPeucker(_ points: [PlotPoint], tolerance: Double) -> [PlotPoint] {
    zip(points, keptPoints(points, tolerance: tolerance)).compactMap { $1 ? $0 : nil }
  }

  /// Which points stay, found with a stack of ranges in place of recursion.
  private static func keptPoints(_ points: [PlotPoint], tolerance: Double) -> [Bool] {
    guard points.count > 2 else { return [Bool](repeating: true, count: points.count) }
    var keeps = [Bool](repeating: false, count: points.count)
    keeps[0] = true
    keeps[points.count - 1] = true
    var pending = [(0, points.count - 1)]
    while let (first, last) = pending.popLast() {
      guard last - first > 1 else { continue }
      var farthest = first
      var largest = tolerance * tolerance
      let segment = Segment(from: points[first], to: points[last])
      for index in (first + 1)..<last {
        let distance = segment.squaredDistance(of: points[index])
        if distance > largest { (farthest, largest) = (index, distance) }
      }
      if farthest != first {
        keeps[farthest] = true
        pending.append((first, farthest))
        pending.append((farthest, last))
      }
    }
    return keeps
  }

  private static func isAscending(_ points: [PlotPoint]) -> Bool {
    var last = -Double.infinity
    for point in points {
      if point.x < last { return false }
      last = point.x
    }
    return true
  }
}

/// A straight piece between two points.
struct Segment {
  private let start: PlotPoint
  private let (dx, dy): (Double, Double)
  /// One over the squared length; 0 where both points are one.
  private let inverse: Double

  init(from start: PlotPoint, to end: PlotPoint) {
    self.start = start
    (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = dx * dx + dy * dy
    inverse = length >= .leastNormalMagnitude ? 1 / length : 0
  }

  /// The squared distance of a point from the nearest one of the piece.
  func squaredDistance(of point: PlotPoint) -> Double {
    let (x, y) = (point.x - start.x, point.y - start.y)
    let share = min(max((x * dx + y * dy) * inverse, 0), 1)
    let (ex, ey) = (x - share * dx, y - share * dy)
    return ex * ex + ey * ey
  }
}
