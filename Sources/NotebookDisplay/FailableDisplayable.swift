/// A value to show that may be impossible to show, such as a chart of lists of different lengths.
///
/// Its `cellOutput` then says so in words; whoever runs the cell also lets the cell fail.
package protocol FailableDisplayable: Displayable {
  /// Why the value cannot be shown, in one sentence with the remedy; `nil` where it can.
  var problem: String? { get }
}
