package import CellCompilation
package import NotebookDocument

/// The cells of one run, and why the others stay behind.
package struct SelectedCells: Sendable, Equatable {
  /// Numbers of the cells that run.
  package var running: Set<Int>
  /// What the report says of a cell that does not.
  package var reason: String
}

/// A selection that no cell fits.
package enum SelectionError: Error, CustomStringConvertible, Equatable {
  /// A name of `--only`, `--from` or `--to` that no cell has.
  case unknown(option: String, name: String, labels: [String])
  /// A range whose first cell comes after its last.
  case empty(from: String, first: Int, to: String, last: Int)

  package var description: String {
    switch self {
    case .unknown(let option, let name, let labels):
      let known =
        labels.isEmpty ? "the note has no labels" : "labels: " + labels.joined(separator: ", ")
      return "no cell '\(name)' for \(option); cells are named by number or label (\(known))"
    case .empty(let from, let first, let to, let last):
      return "no cell is from '\(from)' to '\(to)': cell \(first) comes after cell \(last)"
    }
  }
}

extension CellSelection {
  /// The cells that run: those asked for, the cells that define what they use, and every earlier
  /// cell that may have changed a value they use. A model trained in cell 5 and read in cell 9 is
  /// trained when only cell 9 is asked for; anything else would silently change the result.
  package func resolve(
    in cells: [Cell], checked: CheckResult
  ) throws(SelectionError) -> SelectedCells {
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
      if let from, let to, first > last {
        throw .empty(from: from, first: first, to: to, last: last)
      }
      asked = Set(cells.map(\.number).filter { $0 >= first && $0 <= last })
      let options = [from.map { "--from \($0)" }, to.map { "--to \($0)" }].compactMap(\.self)
      reason = "left out by \(options.joined(separator: " "))"
    }
    return SelectedCells(
      running: Set(asked.flatMap { checked.cellsNeeded(toRun: $0) }), reason: reason)
  }

  private func number(of name: Name, option: String, in cells: [Cell]) throws(SelectionError) -> Int
  {
    if let cell = cells.first(where: { $0.label == name || String($0.number) == name }) {
      return cell.number
    }
    throw .unknown(option: option, name: name, labels: cells.compactMap(\.label))
  }
}
