/// Compiling a cell came to nothing for a reason that is not in the note: the compiler crashed, a
/// disk is full.
package struct CompilerFailure: Error, Equatable, CustomStringConvertible {
  /// What happened, in one sentence.
  package let summary: String
  /// The last words of the program that failed.
  package let details: String?

  package var description: String { details.map { "\(summary):\n\($0)" } ?? summary }

  package init(_ summary: String, details: String? = nil) {
    self.summary = summary
    self.details = details
  }
}
