/// Leads from the columns of compiled code, which debug information has, to those of the note.
package struct AuthorColumns: Sendable {
  private let units: [CodeUnit]

  init(_ units: [CodeUnit] = []) { self.units = units }

  /// The note's column for a place in one of its cells; other places stay as they are.
  func column(line: Int, column: Int) -> Int {
    guard let unit = units.first(where: { $0.contains(line: line) }) else { return column }
    return unit.rewritten.authorColumn(line: line - unit.firstLine, column: column).column
      + unit.indentation
  }
}
