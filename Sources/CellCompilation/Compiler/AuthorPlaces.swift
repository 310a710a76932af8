package import NotebookDisplay

/// Leads from the places of compiled code, which debug information has, to those of the note.
package struct AuthorPlaces: Codable, Sendable {
  private let pieces: [Piece]
  /// The way back from the lines alone.
  package let lines: NoteLines
  private let noteName: String

  /// The code of one unit, by its lines.
  private struct Piece: Codable {
    var lines: ClosedRange<Int>
    var indentation: Int
    var code: RewrittenCode
  }

  init(_ units: [CodeUnit] = [], lines: NoteLines = NoteLines(), noteName: String = "") {
    pieces = units.map {
      Piece(lines: $0.compiledLines, indentation: $0.indentation, code: $0.rewritten)
    }
    self.lines = lines
    self.noteName = noteName
  }

  /// The note's line and column for a place in one of its cells; other places stay as they are.
  package func place(line: Int, column: Int?) -> (line: Int, column: Int?) {
    guard let column, let piece = pieces.first(where: { $0.lines.contains(line) }) else {
      return (lines.line(line), column)
    }
    let (own, _) = piece.code.authorColumn(line: line - piece.lines.lowerBound, column: column)
    return (lines.line(line), own + piece.indentation)
  }

  /// The text with the note's lines in places such as `note.md:3`.
  package func readable(_ text: String) -> String {
    guard !noteName.isEmpty, text.contains(noteName + ":") else { return text }
    return text.replacing(/:(\d+)/) { match in
      let isPlace = text[..<match.range.lowerBound].hasSuffix(noteName)
      guard isPlace, let line = Int(match.output.1) else { return String(match.output.0) }
      return ":\(lines.line(line))"
    }
  }
}
