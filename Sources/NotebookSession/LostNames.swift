internal import CellCompilation
internal import KernelSupervision
internal import NotebookDocument

/// What cells that have failed, and were allowed to, do not leave to later ones.
struct LostNames: Sendable {
  /// By the cells' numbers.
  private var names: [Int: Set<String>] = [:]

  /// - Parameter executed: The steps that have run.
  init(_ executed: [ExecutedStep] = []) {
    for step in executed where !step.lostNames.isEmpty {
      if let number = step.step.cellNumber { names[number] = step.lostNames }
    }
  }

  /// Why a cell, or the inline expressions after one, cannot run; `nil` where nothing is missing.
  func failure(of unit: CheckedCell?) -> CellFailure? {
    for (number, used) in (unit?.uses ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let name = used.intersection(names[number] ?? []).min() else { continue }
      return CellFailure(
        .lostName, "'\(name)' is not there: cell \(number), which defines it, failed",
        explanation: "the note goes on without what that cell defines; define '\(name)' in a cell "
          + "that completes", isKernelAlive: true)
    }
    return nil
  }

  /// What a cell that has failed does not leave to later ones.
  ///
  /// Variables have their values from above the line that failed. The cell's functions and types
  /// may use any of its variables, and are there when all are.
  ///
  /// - Parameter isStateKept: Whether the state that the failure left is the one that later cells
  ///   see.
  static func lost(
    by cell: Cell, _ checked: CheckedCell?, failing line: Int?, isStateKept: Bool
  ) -> Set<String> {
    guard let checked else { return [] }
    let all = Set(checked.defines)
    guard isStateKept, let line, line >= cell.firstLine else { return all }
    let kept = checked.variableLines.filter { cell.firstLine + $0.value < line }.keys
    return checked.variables.count == kept.count ? [] : all.subtracting(kept)
  }
}
