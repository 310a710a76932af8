/// A value that knows how it looks in a report.
///
/// ```swift
/// struct Temperature: Displayable {
///   var celsius: Double
///   var cellOutput: CellOutput { CellOutput(.text("\(celsius) °C")) }
/// }
/// ```
public protocol Displayable {
  /// What the report shows for this value.
  var cellOutput: CellOutput { get }
}

/// Shows a value in the report at this place, before the value of the cell's last expression.
///
/// A value that cannot be shown, such as a chart of lists of different lengths, makes the cell fail
/// at this line; the cell goes on.
public func display(_ value: some Displayable, line: Int = #line) {
  DisplaySink.send(.output(value.cellOutput))
  guard let problem = (value as? any FailableDisplayable)?.problem else { return }
  DisplaySink.send(
    .uncaughtError(
      UncaughtError(
        description: problem, typeName: "\(type(of: value))", line: line, isThrown: false)))
}
