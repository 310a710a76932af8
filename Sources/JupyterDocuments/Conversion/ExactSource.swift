internal import NotebookDocument

/// The source of a cell that a note cannot hold as it is: with other line ends than `\n`, or
/// characters that are no text. The note shows it as far as it can and keeps it beside in a
/// comment.
enum ExactSource {
  /// The source as a note shows it.
  static func shown(_ source: String) -> String {
    var diagnostics: [Diagnostic] = []
    // A line before keeps a byte-order mark from being one, a line end after the last line from
    // being lost.
    let note = NoteSource(
      decoding: Array("\n\(source)\n".utf8), path: "", diagnostics: &diagnostics)
    return (2...max(note.lineCount, 2)).map { note.text(ofLine: $0) ?? "" }.joined(separator: "\n")
  }

  /// The source that a comment keeps, as long as the note shows it: not after an edit of the note.
  static func restored(_ shown: String, kept: JSONValue?) -> String? {
    guard let source = kept?.string, Self.shown(source) == shown else { return nil }
    return source
  }
}
