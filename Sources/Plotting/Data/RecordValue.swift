/// One column of a list of records, given by a key path.
///
/// ```swift
/// LineMark(history, x: .value("step", \.step), y: .value("loss", \.loss))
/// ```
public struct RecordValue<Record> {
  let resolve: ([Record]) -> PlottableValue

  /// A column of numbers.
  public static func value(
    _ label: String, _ column: KeyPath<Record, some ChartNumber>
  ) -> RecordValue {
    RecordValue { .value(label, $0.map { $0[keyPath: column] }) }
  }

  /// A column of names.
  public static func value(_ label: String, _ column: KeyPath<Record, String>) -> RecordValue {
    RecordValue { .value(label, $0.map { $0[keyPath: column] }) }
  }

  /// A column of dates and times in ISO 8601, see ``PlottableValue/dates(_:_:)``.
  public static func dates(_ label: String, _ column: KeyPath<Record, String>) -> RecordValue {
    RecordValue { .dates(label, $0.map { $0[keyPath: column] }) }
  }
}
