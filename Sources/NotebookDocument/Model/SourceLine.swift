/// A line of a note's file, or of a file that it includes.
package struct SourceLine: Codable, Sendable, Hashable {
  /// The included file as messages name it; `nil` for the note's own.
  package var file: String?
  /// 1-based.
  package var number: Int

  package init(file: String? = nil, number: Int) {
    self.file = file
    self.number = number
  }

  /// The line in a sentence: `line 7`, `line 7 of part.md`.
  package var described: String { "line \(number)" + (file.map { " of \($0)" } ?? "") }
}

extension Diagnostic {
  /// The diagnostic of a line that has moved, with its notes.
  ///
  /// - Parameter note: The note's path, which diagnostics of its own lines have.
  package func moved(from old: SourceLine, to new: SourceLine, note: String) -> Diagnostic {
    var moved = self
    moved.notes = notes.map { $0.moved(from: old, to: new, note: note) }
    guard file == old.file ?? note else { return moved }
    moved.file = new.file ?? note
    moved.line = line.map { $0 + new.number - old.number }
    return moved
  }

  /// The diagnostic with places in included texts as lines of their own files.
  package func placed(in source: NoteSource) -> Diagnostic {
    guard !source.includedTexts.isEmpty else { return self }
    var placed = self
    placed.notes = notes.map { $0.placed(in: source) }
    guard file == source.path, let line else { return placed }
    let place = source.place(ofLine: line)
    placed.file = place.file ?? file
    placed.line = place.number
    return placed
  }
}
