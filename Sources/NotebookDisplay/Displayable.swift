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
public func display(_ value: some Displayable) {
  (value as? any FailableDisplayable)?.leaveCellOnProblem()
  DisplaySink.send(.output(value.cellOutput))
}
