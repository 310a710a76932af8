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
    mark = AnyMark(.line(data), problem: data.problem ?? data.rowProblem)
  }

  /// Creates one line for each name in the column `series`; a column of numbers colours the lines
  /// along a ramp.
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
///
/// An area is drawn from left to right, in whatever order its points come. Areas of several series
/// lie over each other; ``ChartContent/stacked(_:)`` puts them on top of
/// each other: what is above zero upwards, what is below zero downwards. Where one of them has no
/// value, it has a gap, and those on it lie lower.
public struct AreaMark: PointwiseMark {
  public let mark: AnyMark

  /// The area between zero and the points of two columns of equal length.
  public init(x: PlottableValue, y: PlottableValue) {
    let data = PointData(x: x, y: y)
    mark = AnyMark(.area(data), problem: data.problem ?? data.rowProblem)
  }
}

/// How a line goes from one point to the next.
public enum InterpolationMethod: Sendable, Equatable {
  /// Straight.
  case linear
  /// The value of a point holds up to the next one.
  case stepEnd
  /// The value of a point holds from the one before.
  case stepStart
  /// The value of a point holds from half-way to the one before to half-way to the next one.
  case stepCenter
}
