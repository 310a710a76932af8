/// A dashed straight line across the chart at one value, such as the accuracy of guessing.
public struct RuleMark: ChartContent {
  public let mark: AnyMark

  /// A horizontal line.
  public init(y: some ChartNumber) {
    mark = AnyMark(.rule(RuleData(value: y.chartValue, isHorizontal: true)), kind: "RuleMark")
  }

  /// A vertical line.
  public init(x: some ChartNumber) {
    mark = AnyMark(.rule(RuleData(value: x.chartValue, isHorizontal: false)), kind: "RuleMark")
  }
}

/// Where a rule lies.
package struct RuleData: Sendable {
  package var value: Double
  package var isHorizontal: Bool
}
