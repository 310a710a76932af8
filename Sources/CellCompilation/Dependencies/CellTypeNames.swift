/// Takes the modules out of the names of cells' types: the language calls `Point` of the third cell
/// `Cell3.Point`, an author knows nothing of modules.
package struct CellTypeNames: Sendable {
  /// Top-level names by the cells that define them.
  private let defined: [Int: Set<String>]

  package init(defined: [Int: Set<String>]) { self.defined = defined }

  /// The text with `Point` in the place of `Cell3.Point`.
  package func plain(_ text: String) -> String { replacing(text) { name, _ in name } }

  /// The text with names as a reader of diagnostics needs them: the cell is said where several
  /// define the name.
  func readable(_ text: String) -> String {
    replacing(text) { name, number in
      let count = defined.values.count { $0.contains(name) }
      return count > 1 ? "\(name) (of cell \(number))" : name
    }
  }

  private func replacing(_ text: String, by form: (String, Int) -> String) -> String {
    guard text.contains("Cell") else { return text }
    return text.replacing(/\bCell(\d+)\.(\w+)/) { match in
      guard let number = Int(match.output.1),
        defined[number]?.contains(String(match.output.2)) == true
      else { return String(match.output.0) }
      return form(String(match.output.2), number)
    }
  }
}
