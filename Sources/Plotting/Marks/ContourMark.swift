/// Lines of equal height of a function of two variables, such as a loss over two weights.
public struct ContourMark: ChartContent {
  public let mark: AnyMark

  /// Creates contours of `function`, evaluated on a grid of `resolution` × `resolution` points
  /// (2 to 400; a number outside is taken for the nearest of these).
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, levels: Int = 12, resolution: Int = 61,
    _ function: (Double, Double) throws -> Double
  ) rethrows {
    let count = min(max(resolution, 2), 400)
    let last = Double(count - 1)
    let values = try (0..<count).map { row in
      let v = y.lowerBound + (y.upperBound - y.lowerBound) * Double(row) / last
      return try (0..<count).map { column in
        try function(x.lowerBound + (x.upperBound - x.lowerBound) * Double(column) / last, v)
      }
    }
    self.init(values: values, x: x, y: y, levels: levels)
  }

  /// Creates contours of values on a grid: one row for each y, from the lowest, with one value for
  /// each x.
  public init(
    values: [[Double]], x: ClosedRange<Double>, y: ClosedRange<Double>, levels: Int = 12
  ) {
    let data = ContourData(values: values, x: x, y: y, levels: levels)
    mark = AnyMark(.contour(data), kind: "ContourMark", problem: data.problem)
  }
}

/// Heights on a grid.
package struct ContourData: Sendable {
  package var values: [[Double]]
  package var x: ClosedRange<Double>
  package var y: ClosedRange<Double>
  package var levels: Int

  var problem: String? {
    if !(1...50).contains(levels) { return "levels is \(levels); it must be between 1 and 50" }
    if values.count < 2 || values[0].count < 2 { return "the grid needs at least 2 × 2 values" }
    if values.contains(where: { $0.count != values[0].count }) {
      return "the rows of the grid have different lengths"
    }
    guard x.lowerBound < x.upperBound, y.lowerBound < y.upperBound,
      x.upperBound - x.lowerBound < .infinity, y.upperBound - y.lowerBound < .infinity
    else { return "the ranges of x and y must be finite and not empty" }
    return nil
  }
}
