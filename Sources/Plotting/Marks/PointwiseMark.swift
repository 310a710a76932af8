/// A mark with one y for every x: lines, areas and points.
public protocol PointwiseMark: ChartContent {
  /// Creates the mark from named values; both need the same number of them.
  init(x: PlottableValue, y: PlottableValue)
}

extension PointwiseMark {
  /// Creates the mark from x and y values of any integer or floating-point types.
  public init(x: some Sequence<some ChartNumber>, y: some Sequence<some ChartNumber>) {
    self.init(
      x: PlottableValue(nil, .numbers(ChartNumbers(x))),
      y: PlottableValue(nil, .numbers(ChartNumbers(y))))
  }

  /// Creates the mark from values at 1, 2, 3, …, such as one per epoch.
  public init(_ y: some Sequence<some ChartNumber>, startingAt start: Int = 1) {
    let values = ChartNumbers(y)
    self.init(
      x: .counting(values.values.count, from: start), y: PlottableValue(nil, .numbers(values)))
  }

  /// Creates the mark from columns of records.
  public init<Record>(
    _ records: some Sequence<Record>, x: RecordValue<Record>, y: RecordValue<Record>
  ) {
    let rows = Array(records)
    self.init(x: x.resolve(rows), y: y.resolve(rows))
  }
}

/// The values of a pointwise mark.
package struct PointData: Sendable {
  package var x: PlottableValue
  package var y: PlottableValue

  /// Why the two do not fit together, without the name of the mark.
  var problem: String? {
    if case .names = x.content { return "x has names; use BarMark for categories" }
    if case .names = y.content { return "y has names where numbers are needed" }
    guard x.count != y.count else { return nil }
    return "x has \(NumberText.grouped(x.count)) values, y has \(NumberText.grouped(y.count))"
  }
}

/// A line through points.
///
/// ```swift
/// Chart("Training loss") {
///   LineMark(x: steps, y: losses).series("with BN").smoothed(.ema(0.95))
/// }
/// ```
public struct LineMark: PointwiseMark {
  public let mark: AnyMark

  /// A line through the points of two columns of equal length; NaN interrupts it.
  public init(x: PlottableValue, y: PlottableValue) {
    let data = PointData(x: x, y: y)
    mark = AnyMark(.line(data), kind: "LineMark", problem: data.problem)
  }

  /// Creates one line for each name in the column `series`.
  public init<Record>(
    _ records: some Sequence<Record>, x: RecordValue<Record>, y: RecordValue<Record>,
    series: RecordValue<Record>
  ) {
    let rows = Array(records)
    let whole = LineMark(x: x.resolve(rows), y: y.resolve(rows))
    mark = whole.foregroundStyle(by: series.resolve(rows))
  }
}

/// A line with the area between it and zero filled.
public struct AreaMark: PointwiseMark {
  public let mark: AnyMark

  /// The area between zero and the points of two columns of equal length.
  public init(x: PlottableValue, y: PlottableValue) {
    let data = PointData(x: x, y: y)
    mark = AnyMark(.area(data), kind: "AreaMark", problem: data.problem)
  }
}

/// One dot for every pair of values.
public struct PointMark: PointwiseMark {
  public let mark: AnyMark

  /// A dot for each pair of two columns of equal length.
  public init(x: PlottableValue, y: PlottableValue) {
    let data = PointData(x: x, y: y)
    mark = AnyMark(.points(data), kind: "PointMark", problem: data.problem)
  }
}
