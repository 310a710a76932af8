/// The area between a lower and an upper value at every x, such as the range over several runs,
/// drawn from left to right, in whatever order its points come.
public struct BandMark: ChartContent {
  public let mark: AnyMark

  /// Creates a band from named values; all three need the same number of them.
  @_disfavoredOverload
  public init(x: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue) {
    let data = BandData(x: x, low: yStart, high: yEnd)
    mark = AnyMark(.band(data), problem: data.problem)
  }

  /// Creates a band from numbers.
  ///
  /// Beside the general form, because closures that compute values type-check much faster with it.
  public init(x: some Sequence<some ChartNumber>, yStart: [Double], yEnd: [Double]) {
    self.init(
      x: PlottableValue(nil, .numbers(ChartNumbers(x))),
      yStart: PlottableValue(nil, .numbers(ChartNumbers(yStart))),
      yEnd: PlottableValue(nil, .numbers(ChartNumbers(yEnd))))
  }

  /// Creates a band from values of any integer or floating-point types.
  @_disfavoredOverload
  public init(
    x: some Sequence<some ChartNumber>, yStart: some Sequence<some ChartNumber>,
    yEnd: some Sequence<some ChartNumber>
  ) {
    self.init(
      x: PlottableValue(nil, .numbers(ChartNumbers(x))),
      yStart: PlottableValue(nil, .numbers(ChartNumbers(yStart))),
      yEnd: PlottableValue(nil, .numbers(ChartNumbers(yEnd))))
  }

  /// Creates a band from columns of records.
  public init<Record>(
    _ records: some Sequence<Record>, x: RecordValue<Record>, yStart: RecordValue<Record>,
    yEnd: RecordValue<Record>
  ) {
    let rows = Array(records)
    self.init(x: x.resolve(rows), yStart: yStart.resolve(rows), yEnd: yEnd.resolve(rows))
  }
}

/// The values of a band.
package struct BandData: Sendable {
  package var x: PlottableValue
  package var low: PlottableValue
  package var high: PlottableValue

  var problem: String? {
    if let problem = x.problem ?? low.problem ?? high.problem { return problem }
    if let problem = x.rowProblem("x") ?? low.rowProblem("yStart") ?? high.rowProblem("yEnd") {
      return problem
    }
    if low.numbers == nil || high.numbers == nil { return "yStart and yEnd must be numbers" }
    guard x.count != low.count || x.count != high.count else { return nil }
    return
      "x has \(NumberText.counted(x.count, "value")), yStart \(NumberText.grouped(low.count)), "
      + "yEnd \(NumberText.grouped(high.count))"
  }
}
