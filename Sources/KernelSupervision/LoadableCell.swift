package import NotebookDisplay

/// A compiled cell as a kernel loads it.
package struct LoadableCell: Sendable {
  /// The path of the shared library.
  package var library: String
  /// The C symbol that runs the cell.
  package var entryPoint: String
  /// By which places in its code become those of the note.
  package var places: any CodePlaces

  package init(
    library: String, entryPoint: String, places: any CodePlaces = NotePlaces()
  ) {
    self.library = library
    self.entryPoint = entryPoint
    self.places = places
  }
}

/// Leads from the places of compiled code to those of the note.
package protocol CodePlaces: Sendable {
  /// The way back from the lines alone.
  var lines: NoteLines { get }

  /// The note's line and column for a place in compiled code.
  func place(line: Int, column: Int?) -> (line: Int, column: Int?)

  /// A text with the note's lines in places such as `note.md:3`.
  func readable(_ text: String) -> String
}

/// Code whose lines are the note's own.
package struct NotePlaces: CodePlaces {
  package let lines = NoteLines()

  package init() {}

  package func place(line: Int, column: Int?) -> (line: Int, column: Int?) { (line, column) }
  package func readable(_ text: String) -> String { text }
}
