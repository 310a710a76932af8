/// Collects the marks written between the braces of a ``Chart``; `if`, `else` and `for` work.
@resultBuilder
public enum ChartBuilder {
  public static func buildExpression(_ content: some ChartContent) -> [AnyMark] { [content.mark] }
  public static func buildExpression(_ marks: [AnyMark]) -> [AnyMark] { marks }
  public static func buildBlock(_ parts: [AnyMark]...) -> [AnyMark] { parts.flatMap(\.self) }
  public static func buildArray(_ parts: [[AnyMark]]) -> [AnyMark] { parts.flatMap(\.self) }
  public static func buildOptional(_ part: [AnyMark]?) -> [AnyMark] { part ?? [] }
  public static func buildEither(first part: [AnyMark]) -> [AnyMark] { part }
  public static func buildEither(second part: [AnyMark]) -> [AnyMark] { part }
  public static func buildLimitedAvailability(_ part: [AnyMark]) -> [AnyMark] { part }
}

/// Collects the charts of a ``ChartGrid``.
@resultBuilder
public enum ChartGridBuilder {
  public static func buildExpression(_ chart: Chart) -> [Chart] { [chart] }
  public static func buildExpression(_ charts: [Chart]) -> [Chart] { charts }
  public static func buildBlock(_ parts: [Chart]...) -> [Chart] { parts.flatMap(\.self) }
  public static func buildArray(_ parts: [[Chart]]) -> [Chart] { parts.flatMap(\.self) }
  public static func buildOptional(_ part: [Chart]?) -> [Chart] { part ?? [] }
  public static func buildEither(first part: [Chart]) -> [Chart] { part }
  public static func buildEither(second part: [Chart]) -> [Chart] { part }
}
