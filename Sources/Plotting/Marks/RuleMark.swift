/// A dashed straight line across the chart at one value, such as the accuracy of guessing.
public struct RuleMark: ChartContent {
  public let mark: AnyMark

  /// A horizontal line.
  public init(y: some ChartNumber) { self.init(.numbers(ChartNumbers([y])), isHorizontal: true) }

  /// A vertical line.
  public init(x: some ChartNumber) { self.init(.numbers(ChartNumbers([x])), isHorizontal: false) }

  /// A horizontal line at a category or a date of the y axis.
  public init(y value: PlottableValue) { self.init(value, isHorizontal: true) }

  /// A vertical line at a category or a date of the x axis, such as
  /// `.dates("day", ["2024-03-01"])`.
  public init(x value: PlottableValue) { self.init(value, isHorizontal: false) }

  private init(_ content: PlottableValue.Content, isHorizontal: Bool) {
    self.init(PlottableValue(nil, content), isHorizontal: isHorizontal)
  }

  private init(_ value: PlottableValue, isHorizontal: Bool) {
    let data = RuleData(value: value, isHorizontal: isHorizontal)
    var problem = value.problem
    if problem == nil, value.count != 1 {
      problem = "a rule lies at one value, got \(value.count)"
    }
    mark = AnyMark(.rule(data), problem: problem)
  }
}

/// Where a rule lies.
package struct RuleData: Sendable {
  /// One value.
  package var value: PlottableValue
  package var isHorizontal: Bool
}
