/// Bars, one for each category: lying when the categories are on y, standing when they are on x.
///
/// Several bar marks with different series are drawn side by side in each category.
///
/// ```swift
/// BarMark(x: .value("accuracy", accuracy), y: .value("model", models), error: deviations)
/// ```
public struct BarMark: ChartContent {
  public let mark: AnyMark

  /// Creates bars; where both x and y are numbers, x holds the categories.
  public init(x: PlottableValue, y: PlottableValue) {
    self.init(x: x, y: y, errors: nil)
  }

  /// Creates bars with a whisker of `error` to both sides of each end, such as a standard deviation.
  public init(x: PlottableValue, y: PlottableValue, error: some Sequence<some ChartNumber>) {
    self.init(x: x, y: y, errors: ChartNumbers(error).values)
  }

  /// Creates lying bars from names and values.
  public init(_ names: some Sequence<String>, _ values: some Sequence<some ChartNumber>) {
    self.init(
      x: PlottableValue(nil, .numbers(ChartNumbers(values))),
      y: PlottableValue(nil, .names(Array(names))))
  }

  /// Creates lying bars from columns of records.
  public init<Record>(
    _ records: some Sequence<Record>, x: RecordValue<Record>, y: RecordValue<Record>
  ) {
    let rows = Array(records)
    self.init(x: x.resolve(rows), y: y.resolve(rows))
  }

  private init(x: PlottableValue, y: PlottableValue, errors: [Double]?) {
    var data = BarData(categories: y, values: x, errors: errors, areLying: true)
    if y.numbers != nil {
      data = BarData(categories: x, values: y, errors: errors, areLying: false)
    }
    mark = AnyMark(.bars(data), kind: "BarMark", problem: data.problem)
  }
}

/// The values of bars.
package struct BarData: Sendable {
  package var categories: PlottableValue
  package var values: PlottableValue
  package var errors: [Double]?
  package var areLying: Bool

  var problem: String? {
    if values.numbers == nil { return "x and y are both names; one of them must be numbers" }
    if categories.count != values.count {
      let (x, y) = areLying ? (values.count, categories.count) : (categories.count, values.count)
      return "x has \(NumberText.grouped(x)) values, y has \(NumberText.grouped(y))"
    }
    if let errors, errors.count != values.count {
      return "error has \(NumberText.grouped(errors.count)) values for "
        + "\(NumberText.grouped(values.count)) bars"
    }
    return nil
  }
}
