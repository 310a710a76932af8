/// One dot for every pair of values.
///
/// ```swift
/// PointMark(x: .value("rate", rates), y: .value("accuracy", means), error: deviations)
/// ```
/// More than 20,000 points of a chart are drawn as a raster that is darker where there are more of
/// them.
public struct PointMark: PointwiseMark {
  public let mark: AnyMark

  /// A dot for each pair of two columns of equal length.
  public init(x: PlottableValue, y: PlottableValue) {
    let data = PointData(x: x, y: y)
    mark = AnyMark(.points(data), problem: data.problem)
  }

  /// Dots with a whisker of `error` above and below each, such as a standard deviation.
  @_disfavoredOverload
  public init(x: PlottableValue, y: PlottableValue, error: some Sequence<some ChartNumber>) {
    let data = PointData(x: x, y: y, errors: ChartNumbers(error).values)
    mark = AnyMark(.points(data), problem: data.problem)
  }

  /// Dots with a whisker of `error` above and below each, such as a standard deviation.
  ///
  /// Beside the general form, because closures that compute values type-check much faster with it.
  public init(x: some Sequence<some ChartNumber>, y: [Double], error: [Double]) {
    self.init(
      x: PlottableValue(nil, .numbers(ChartNumbers(x))),
      y: PlottableValue(nil, .numbers(ChartNumbers(y))), error: error)
  }

  /// Dots with a whisker of `error` above and below each, such as a standard deviation.
  @_disfavoredOverload
  public init(
    x: some Sequence<some ChartNumber>, y: some Sequence<some ChartNumber>,
    error: some Sequence<some ChartNumber>
  ) {
    self.init(
      x: PlottableValue(nil, .numbers(ChartNumbers(x))),
      y: PlottableValue(nil, .numbers(ChartNumbers(y))), error: error)
  }
}

/// A text at every pair of values, centred on the place; one that would lie on a point or on
/// another text moves up or down by a line or two where there is room.
///
/// ```swift
/// TextMark(["SGD", "Adam"], x: [0.1, 0.4], y: [2.0, 1.2])
/// ```
public struct TextMark: ChartContent {
  public let mark: AnyMark

  /// Texts at the places of two columns of equal length.
  public init(
    _ texts: some Sequence<some CustomStringConvertible>, x: PlottableValue, y: PlottableValue
  ) {
    let data = PointData(x: x, y: y, texts: texts.map(\.description.plainLine))
    mark = AnyMark(.texts(data), problem: data.problem)
  }

  /// Texts at pairs of numbers.
  public init(
    _ texts: some Sequence<some CustomStringConvertible>, x: some Sequence<some ChartNumber>,
    y: some Sequence<some ChartNumber>
  ) {
    self.init(
      texts, x: PlottableValue(nil, .numbers(ChartNumbers(x))),
      y: PlottableValue(nil, .numbers(ChartNumbers(y))))
  }
}
