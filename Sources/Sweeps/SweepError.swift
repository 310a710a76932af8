package import NotebookDocument

/// Why a sweep cannot be made or carried out.
package struct SweepError: Error, Equatable, CustomStringConvertible {
  /// One sentence: lower case, no full stop, names in 'quotes'.
  package var message: String
  /// What was expected, and what to do.
  package var explanation: String?
  /// Where what is wrong stands, where it is in the note.
  package var place: TextPlace?

  package var description: String { explanation.map { "\(message)\n  \($0)" } ?? message }

  package init(_ message: String, explanation: String? = nil) {
    self.message = message
    self.explanation = explanation
  }

  /// What `body` gives; what it finds wrong stands at a place.
  static func at<Value>(
    _ place: TextPlace?, _ body: () throws(SweepError) -> Value
  ) throws(SweepError) -> Value {
    do {
      return try body()
    } catch {
      var placed = error
      placed.place = placed.place ?? place
      throw placed
    }
  }
}
