/// Bars, one for each category: horizontal when the categories are on y, vertical when they are on
/// x.
///
/// Bars of several series, and bars of one series with the same category, stand side by side in the
/// category; ``ChartContent/stacked(_:)`` puts them on top of each other.
///
/// ```swift
/// BarMark(x: .value("accuracy", accuracy), y: .value("model", models), error: deviations)
/// BarMark(["before": 4.1, "after": 5.7])
/// ```
public struct BarMark: ChartContent {
  public let mark: AnyMark

  /// Creates bars; where both x and y are numbers, x holds the categories.
  public init(x: PlottableValue, y: PlottableValue) {
    self.init(x: x, y: y, errors: nil)
  }

  /// Creates bars with a whisker of `error` to both sides of each end, such as a standard
  /// deviation.
  public init(x: PlottableValue, y: PlottableValue, error: some Sequence<some ChartNumber>) {
    self.init(x: x, y: y, errors: ChartNumbers(error).values)
  }

  /// Creates horizontal bars from names and values.
  public init(_ names: some Sequence<String>, _ values: some Sequence<some ChartNumber>) {
    self.init(names: Array(names), ChartNumbers(values))
  }

  private init(names: [String], _ values: ChartNumbers) {
    let data = BarData(
      categories: PlottableValue(nil, .names(names)),
      values: PlottableValue(nil, .numbers(values)), errors: nil, areHorizontal: true)
    var problem = data.problem
    if data.categories.count != data.values.count {
      problem =
        "there are \(NumberText.counted(data.categories.count, "name")) and "
        + NumberText.counted(data.values.count, "value")
    }
    mark = AnyMark(.bars(data), problem: problem)
  }

  /// Creates horizontal bars from names and values.
  ///
  /// Beside the general form, because it gives `.infinity` in a list its type.
  public init(_ names: some Sequence<String>, _ values: [Double]) {
    self.init(names: Array(names), ChartNumbers(values))
  }

  /// Creates horizontal bars from names with their values, in the order written.
  public init(_ values: KeyValuePairs<String, some ChartNumber>) {
    self.init(values.map(\.key), values.map(\.value))
  }

  /// Creates horizontal bars from a dictionary, in the order of its keys.
  @_disfavoredOverload
  public init(_ values: [String: some ChartNumber]) {
    let sorted = values.sorted { $0.key < $1.key }
    self.init(sorted.map(\.key), sorted.map(\.value))
  }

  /// Creates bars from columns of records.
  public init<Record>(
    _ records: some Sequence<Record>, x: RecordValue<Record>, y: RecordValue<Record>
  ) {
    let rows = Array(records)
    self.init(x: x.resolve(rows), y: y.resolve(rows))
  }

  private init(x: PlottableValue, y: PlottableValue, errors: [Double]?) {
    var data = BarData(categories: y, values: x, errors: errors, areHorizontal: true)
    if y.numbers != nil {
      data = BarData(categories: x, values: y, errors: errors, areHorizontal: false)
    }
    mark = AnyMark(.bars(data), problem: data.problem)
  }
}

/// The values of bars.
package struct BarData: Sendable {
  package var categories: PlottableValue
  package var values: PlottableValue
  package var errors: [Double]?
  package var areHorizontal: Bool

  var problem: String? {
    if let problem = categories.problem ?? values.problem { return problem }
    if values.numbers == nil { return "neither x nor y holds numbers; one of them must" }
    if categories.count != values.count {
      let (x, y) =
        areHorizontal ? (values.count, categories.count) : (categories.count, values.count)
      return "x has \(NumberText.counted(x, "value")), y has \(NumberText.grouped(y))"
    }
    if let errors, errors.count != values.count {
      return "error has \(NumberText.counted(errors.count, "value")) for "
        + NumberText.counted(values.count, "bar")
    }
    return errors.flatMap(PointData.problem(ofErrors:))
  }
}

/// How bars and areas of several series lie on each other.
public enum Stacking: Sendable, Equatable {
  /// Each begins where the one before ends; below zero downwards.
  case standard
  /// The same, as shares of the sum, 0 to 1.
  case normalized
}
