/// Leaves out points of a line that no reader could see.
enum LineSimplifier {
  /// The line with at most `tolerance` pixels between it and any point left out.
  ///
  /// Very long lines are first thinned to four points for each pixel column, which keeps the drawn
  /// ink the same; the first and the last point always stay.
  static func simplified(_ points: [PlotPoint], width: Double, tolerance: Double) -> [PlotPoint] {
    let isLong = Double(points.count) > 2 * width && isAscending(points)
    return douglasPeucker(isLong ? columnExtremes(points) : points, tolerance: tolerance)
  }

  /// The first, last, lowest and highest point of every pixel column: M4 of Jugel and others,
  /// "M4: A Visualization-Oriented Time Series Data Aggregation" (2014).
  static func columnExtremes(_ points: [PlotPoint]) -> [PlotPoint] {
    var result: [PlotPoint] = []
    var start = 0
    while start < points.count {
      let column = points[start].x.rounded(.down)
      var end = start
      var (lowest, highest) = (start, start)
      while end < points.count, points[end].x.rounded(.down) == column {
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

  /// Douglas and Peucker (1973), with a stack of ranges in place of recursion.
  static func douglasPeucker(_ points: [PlotPoint], tolerance: Double) -> [PlotPoint] {
    guard points.count > 2 else { return points }
    var keeps = [Bool](repeating: false, count: points.count)
    keeps[0] = true
    keeps[points.count - 1] = true
    var pending = [(0, points.count - 1)]
    while let (first, last) = pending.popLast() {
      guard last - first > 1 else { continue }
      var farthest = first
      var largest = tolerance * tolerance
      for index in (first + 1)..<last {
        let distance = squaredDistance(points[index], points[first], points[last])
        if distance > largest { (farthest, largest) = (index, distance) }
      }
      if farthest != first {
        keeps[farthest] = true
        pending.append((first, farthest))
        pending.append((farthest, last))
      }
    }
    return zip(points, keeps).compactMap { $1 ? $0 : nil }
  }

  /// The squared distance of a point from the segment between two others.
  static func squaredDistance(_ point: PlotPoint, _ a: PlotPoint, _ b: PlotPoint) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = dx * dx + dy * dy
    var share = 0.0
    if length > 0 {
      share = min(max(((point.x - a.x) * dx + (point.y - a.y) * dy) / length, 0), 1)
    }
    let (ex, ey) = (point.x - a.x - share * dx, point.y - a.y - share * dy)
    return ex * ex + ey * ey
  }

  private static func isAscending(_ points: [PlotPoint]) -> Bool {
    zip(points, points.dropFirst()).allSatisfy { $0.x <= $1.x }
  }
}
