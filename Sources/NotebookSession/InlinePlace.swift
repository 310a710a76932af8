package import NotebookDocument

/// By what an inline expression is known again: what its code gives depends on where it stands.
package struct InlinePlace: Codable, Sendable, Hashable {
  var code: String
  /// The checksum of the code of the cell before it; `nil` before the first.
  var cell: String?
  /// How many expressions of the same code stand between the two.
  var equalOnesBefore: Int

  /// Those of a note's expressions, by their numbers.
  package static func all(of notebook: Notebook) -> [Int: InlinePlace] {
    var places: [Int: InlinePlace] = [:]
    let groups = Dictionary(grouping: notebook.inlineExpressions, by: \.precedingCells)
    for (count, expressions) in groups {
      let index = count - 1
      let cell =
        notebook.cells.indices.contains(index) ? CellKey(notebook.cells[index]).code : nil
      var seen: [String: Int] = [:]
      for expression in expressions {
        let before = seen[expression.code, default: 0]
        seen[expression.code] = before + 1
        places[expression.number] = InlinePlace(
          code: expression.code, cell: cell, equalOnesBefore: before)
      }
    }
    return places
  }
}
