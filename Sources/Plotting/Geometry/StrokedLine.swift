/// A line that turns so often in some columns that one upright stroke there shows the same: it
/// reaches from the lowest to the highest place of the line within the column.
struct StrokedLine {
  /// From left to right.
  var points: [PlotPoint]
  /// The numbers of the columns that become strokes.
  var dense: Set<Int>
  /// Pixels by which the line between the strokes may be simplified.
  var tolerance: Double

  func add(to path: inout PathData) {
    var index = 0
    while index < points.count {
      let column = LineSimplifier.column(of: points[index])
      var end = index
      if dense.contains(column) {
        while end < points.count, LineSimplifier.column(of: points[end]) == column { end += 1 }
        addStroke(column, index..<end, to: &path)
      } else {
        while end < points.count, !dense.contains(LineSimplifier.column(of: points[end])) {
          end += 1
        }
        addLine(index..<end, to: &path)
      }
      index = end
    }
  }

  private func edge(_ column: Int) -> Double { Double(column) * LineSimplifier.strokeWidth }

  private func addStroke(_ column: Int, _ range: Range<Int>, to path: inout PathData) {
    var heights = points[range].map(\.y)
    if range.lowerBound > 0 { heights.append(height(before: range.lowerBound, at: edge(column))) }
    if range.upperBound < points.count {
      heights.append(height(before: range.upperBound, at: edge(column + 1)))
    }
    guard let top = heights.min(), let bottom = heights.max() else { return }
    path.vertical(x: edge(column) + LineSimplifier.strokeWidth / 2, from: top, to: bottom)
    // A line that jumps from one stroke to another far away is drawn between them.
    if range.upperBound < points.count {
      let next = LineSimplifier.column(of: points[range.upperBound])
      if dense.contains(next), next > column + 1 {
        path.add([
          crossing(before: range.upperBound, at: edge(column + 1)),
          crossing(before: range.upperBound, at: edge(next)),
        ])
      }
    }
  }

  /// The line between two strokes, or to an end.
  private func addLine(_ range: Range<Int>, to path: inout PathData) {
    var line = Array(points[range])
    if range.lowerBound > 0 {
      let column = LineSimplifier.column(of: points[range.lowerBound - 1])
      line.insert(crossing(before: range.lowerBound, at: edge(column + 1)), at: 0)
    }
    if range.upperBound < points.count {
      let column = LineSimplifier.column(of: points[range.upperBound])
      line.append(crossing(before: range.upperBound, at: edge(column)))
    }
    path.add(LineSimplifier.douglasPeucker(line, tolerance: tolerance))
  }

  /// Where the piece of the line that ends in a point passes an upright line.
  private func crossing(before index: Int, at x: Double) -> PlotPoint {
    PlotPoint(x, height(before: index, at: x))
  }

  private func height(before index: Int, at x: Double) -> Double {
    let (a, b) = (points[index - 1], points[index])
    guard b.x > a.x else { return b.y }
    let share = min(max((x - a.x) / (b.x - a.x), 0), 1)
    return a.y + (b.y - a.y) * share
  }
}
