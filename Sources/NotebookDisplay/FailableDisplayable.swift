/// A value to show that may be impossible to show, such as a chart of lists of different lengths.
///
/// Showing it lets the cell fail at the line where the value was made.
package protocol FailableDisplayable: Displayable {
  /// Why the value cannot be shown, in one sentence with the remedy; `nil` where it can.
  var problem: String? { get }
  /// The line of the note where the value was made; 0 where it is not known.
  var line: Int { get }
}

extension FailableDisplayable {
  /// Ends the cell if the value cannot be shown.
  package func leaveCellOnProblem() {
    guard let problem else { return }
    CellEnd.leave(
      because: UncaughtError(
        description: problem, typeName: "\(Self.self)", line: line, isThrown: false))
  }
}
