#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lines of equal height of a function of two variables, such as a loss over two weights.
///
/// ```swift
/// ContourMark(x: -2...2, y: -1...3, levels: [0.1, 1, 10, 100], isFilled: true, loss)
/// ```
public struct ContourMark: ChartContent {
  public let mark: AnyMark

  /// Creates contours of `function`, evaluated on a grid of `resolution` × `resolution` points.
  ///
  /// A range above zero that spans more than a decade has twice as many: as many again are evenly
  /// spaced on a logarithmic axis, so that the lines are in their places there too.
  ///
  /// - Parameters:
  ///   - x: the range of the function's first argument.
  ///   - y: the range of its second argument.
  ///   - levels: about how many heights, 1 to 50; they are round numbers, or grow by a factor where
  ///     the heights span more than two decades above zero.
  ///   - resolution: 2 to 400.
  ///   - isFilled: whether the areas between the lines are coloured by their height.
  ///   - function: the height at x and y.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, levels: Int = 12, resolution: Int = 61,
    isFilled: Bool = false, _ function: (Double, Double) throws -> Double
  ) rethrows {
    self.init(
      try Self.data(x, y, .count(levels), resolution, isFilled, function), resolution: resolution)
  }

  /// Creates contours of `function` at chosen heights.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, levels: [Double], resolution: Int = 61,
    isFilled: Bool = false, _ function: (Double, Double) throws -> Double
  ) rethrows {
    self.init(
      try Self.data(x, y, .heights(levels), resolution, isFilled, function), resolution: resolution)
  }

  /// Creates contours of values on a grid: one row for each y, from the lowest, with one value for
  /// each x.
  public init(
    values: [[Double]], x: ClosedRange<Double>, y: ClosedRange<Double>, levels: Int = 12,
    isFilled: Bool = false
  ) {
    self.init(
      ContourData(values: values, x: x, y: y, levels: .count(levels), isFilled: isFilled))
  }

  /// Creates contours of values on a grid at chosen heights.
  public init(
    values: [[Double]], x: ClosedRange<Double>, y: ClosedRange<Double>, levels: [Double],
    isFilled: Bool = false
  ) {
    self.init(
      ContourData(values: values, x: x, y: y, levels: .heights(levels), isFilled: isFilled))
  }

  private init(_ data: ContourData, resolution: Int = 2) {
    var problem = data.problem
    if !(2...400).contains(resolution) {
      problem = "resolution is \(resolution); it must be between 2 and 400"
    }
    mark = AnyMark(.contour(data), problem: problem)
  }

  /// The values of a function on a grid.
  private static func data(
    _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, _ levels: ContourData.Levels,
    _ resolution: Int, _ isFilled: Bool, _ function: (Double, Double) throws -> Double
  ) rethrows -> ContourData {
    let count = min(max(resolution, 2), 400)
    let (columns, rows) = (places(in: x, count), places(in: y, count))
    let values = try rows.map { v in try columns.map { try function($0, v) } }
    return ContourData(
      values: values, x: x, y: y, columns: columns, rows: rows, levels: levels, isFilled: isFilled)
  }

  /// Evenly spaced, and where a logarithmic axis would draw most of the range between the first two
  /// of them, as many more evenly spaced on that axis.
  private static func places(in range: ClosedRange<Double>, _ count: Int) -> [Double] {
    let (low, high) = (range.lowerBound, range.upperBound)
    let shares = (0..<count).map { Double($0) / Double(count - 1) }
    let even = shares.map { low + (high - low) * $0 }
    guard low > 0, high / low > 10, high < .infinity else { return even }
    let factors = shares.dropFirst().dropLast().map { low * pow(high / low, $0) }
    return Set(even + factors.filter { $0 > low && $0 < high }).sorted()
  }
}

/// Heights on a grid.
package struct ContourData: Sendable {
  /// Which heights have a line.
  package enum Levels: Sendable {
    case count(Int)
    case heights([Double])
  }

  package var values: [[Double]]
  package var x: ClosedRange<Double>
  package var y: ClosedRange<Double>
  /// Where the values of a row lie; `nil` if evenly spaced.
  package var columns: [Double]?
  /// Where the rows lie; `nil` if evenly spaced.
  package var rows: [Double]?
  package var levels: Levels
  package var isFilled: Bool

  var problem: String? {
    switch levels {
    case .count(let count) where !(1...50).contains(count):
      return "levels is \(count); it must be between 1 and 50"
    case .heights(let heights) where !(1...50).contains(heights.count):
      return "levels has \(NumberText.counted(heights.count, "height")); it must have 1 to 50"
    case .heights(let heights) where !heights.allSatisfy(\.isFinite):
      return "levels must be finite, got \(heights)"
    default: break
    }
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
