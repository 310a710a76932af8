package import CellExecution
package import NotebookDocument

/// The cells of one run, and why the others stay behind.
package struct SelectedCells: Sendable, Equatable {
  /// Numbers of the cells that run.
  package var running: Set<Int>
  /// What the report says of a cell that does not.
  package var reason: String
}

/// A name of `--only`, `--from` or `--to` that no cell has.
package struct UnknownCell: Error, CustomStringConvertible, Equatable {
  package var option: String
  package var name: String
  package var known: [String]

  package var description: String {
    let labels =
      known.isEmpty ? "the note has no labels" : "labels: " + known.joined(separator: ", ")
    return "no cell '\(name)' for \(option); cells are named by number or label (\(labels))"
  }
}

extension CellSelection {
  /// The cells that run: those asked for, the cells that define what they use, and every earlier
  /// cell that may have changed a value they use. A model trained in cell 5 and read in cell 9 is
  /// trained when only cell 9 is asked for; anything else would silently change the result.
  package func resolve(in cells: [Cell], checked: CheckResult) throws(UnknownCell) -> SelectedCells
  {
    var asked: Set<Int> = []
    let reason: String
    switch self {
    case .all:
      return SelectedCells(running: Set(cells.map(\.number)), reason: "")
    case .only(let names):
      for name in names { asked.insert(try number(of: name, option: "--only", in: cells)) }
      reason = "left out by --only \(names.joined(separator: ","))"
    case .range(let from, let to):
      var first = 1
      var last = cells.count
      if let from { first = try number(of: from, option: "--from", in: cells) }
      if let to { last = try number(of: to, option: "--to", in: cells) }
      asked = Set(cells.map(\.number).filter { $0 >= first && $0 <= last })
      let options = [from.map { "--from \($0)" }, to.map { "--to \($0)" }].compactMap(\.self)
      reason = "left out by \(options.joined(separator: " "))"
    }
    return SelectedCells(
      running: Set(asked.flatMap { checked.cellsNeeded(toRun: $0) }), reason: reason)
  }

  private func number(of name: Name, option: String, in cells: [Cell]) throws(UnknownCell) -> Int {
    if let cell = cells.first(where: { $0.label == name || String($0.number) == name }) {
      return cell.number
    }
    throw UnknownCell(option: option, name: name, known: cells.compactMap(\.label))
  }
}
