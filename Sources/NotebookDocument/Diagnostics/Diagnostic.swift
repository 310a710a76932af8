/// Whatever a note causes: a place, one sentence, and where possible the remedy.
package struct Diagnostic: Codable, Sendable, Hashable {
  package enum Severity: String, Codable, Sendable { case error, warning, note }

  package var severity: Severity
  /// The note's path as the user gave it.
  package var file: String
  /// 1-based line of the note; `nil` when the whole file is meant.
  package var line: Int?
  /// 1-based column, counted in UTF-8 bytes as the compiler does.
  package var column: Int?
  /// One sentence: lower case, no full stop, names in 'quotes'.
  package var message: String
  /// What was expected, what came, what to do; shown indented below.
  package var explanation: String?
  /// A replacement that would mend it, in words or code.
  package var fix: String?
  /// Related places.
  package var notes: [Diagnostic]

  package init(
    _ severity: Severity, file: String, line: Int? = nil, column: Int? = nil, _ message: String,
    explanation: String? = nil, fix: String? = nil, notes: [Diagnostic] = []
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.explanation = explanation
    self.fix = fix
    self.notes = notes
  }
}

extension Diagnostic {
  /// The diagnostic and its notes so many lines further down.
  package func shifted(by lines: Int) -> Diagnostic {
    var diagnostic = self
    diagnostic.line = line.map { $0 + lines }
    diagnostic.notes = notes.map { $0.shifted(by: lines) }
    return diagnostic
  }
}
