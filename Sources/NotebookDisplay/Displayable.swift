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
/// A value that cannot be shown, such as a chart of lists of different lengths, ends the cell with
/// an error at the line where the value was made.
public func display(_ value: some Displayable) {
  (value as? any FailableDisplayable)?.leaveCellOnProblem()
  DisplaySink.send(.output(value.cellOutput))
}
