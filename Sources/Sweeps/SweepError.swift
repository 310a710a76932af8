/// Why a sweep cannot be made or carried out.
package struct SweepError: Error, Equatable, CustomStringConvertible {
  /// One sentence: lower case, no full stop, names in 'quotes'.
  package var message: String
  /// What was expected, and what to do.
  package var explanation: String?

  package var description: String { explanation.map { "\(message)\n  \($0)" } ?? message }

  package init(_ message: String, explanation: String? = nil) {
    self.message = message
    self.explanation = explanation
  }
}
