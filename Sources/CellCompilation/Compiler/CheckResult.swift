package import NotebookDocument

/// What type-checking a whole note found.
package struct CheckResult: Codable, Sendable {
  /// Every cell that is compiled, in the note's order; cells with `eval: false` are left out.
  package var cells: [CheckedCell]
  /// One entry for each group of inline expressions between two cells; its number is that of the
  /// cell the group follows, 0 before the first.
  package var inlineExpressions: [CheckedCell]

  /// Whether every cell and every inline expression compiles, or fails where it must.
  package var isSound: Bool {
    !cells.contains(where: \.isBroken) && !inlineExpressions.contains(where: \.isBroken)
  }

  /// All diagnostics in the note's order.
  package var diagnostics: [Diagnostic] {
    let all = (cells + inlineExpressions).flatMap(\.diagnostics)
    return all.enumerated().sorted { one, other in
      (one.element.line ?? 0, one.offset) < (other.element.line ?? 0, other.offset)
    }.map(\.element)
  }

  /// The cells to run, in order, so that `number` finds the state it would find in a full run:
  /// what it depends on, and the cells before it that could have changed state that it reads.
  package func cellsNeeded(toRun number: Int) -> [Int] {
    guard let target = cells.first(where: { $0.number == number }) else { return [] }
    var needed: Set = [number]
    var state = target.sharedState.union([CheckedCell.processState])
    // Backwards, because a cell can only see what stands before it.
    for cell in cells.reversed() where cell.number < number {
      let isDependency = cells.contains {
        needed.contains($0.number) && $0.dependsOn.contains(cell.number)
      }
      if isDependency || !state.isDisjoint(with: cell.sharedState) {
        needed.insert(cell.number)
        state.formUnion(cell.sharedState)
      }
    }
    return needed.sorted()
  }
}

/// One cell after type-checking.
package struct CheckedCell: Codable, Sendable, Equatable {
  package var number: Int
  /// Errors and warnings, with the compiler's notes and fix-its, in the note's lines and columns.
  /// A cell that needs a broken one has a single note saying so.
  package var diagnostics: [Diagnostic]
  /// Whether the cell cannot run. A `compile-error: true` cell that fails as it must is not broken
  /// and not compiled either.
  package var isBroken: Bool
  /// A `compile-error: true` cell that does not compile; its errors are in `diagnostics`.
  package var failsAsExpected = false
  /// The names the cell defines at top level.
  package var defines: [String]
  /// The earlier cells whose modules this one imports.
  package var dependsOn: [Int]
  /// The variables that it defines.
  package var variables: Set<String> = []
  /// State that it may read or change, itself or by what it uses, as `name@cell`.
  package var sharedState: Set<String> = []
  /// What the cell itself uses of earlier cells, by their numbers.
  package var uses: [Int: Set<String>] = [:]
  /// The lines, counted from the cell's first as 0, after which its variables have their values;
  /// those that statements give one are left out.
  package var variableLines: [String: Int] = [:]
  /// The note's parameters that the cell reads.
  package var parameters: Set<String> = []
  /// Whether the cell lies between the first and the last place of the note where a clock is read,
  /// so that somebody may see how long it takes.
  package var isTimed = false
  /// Whether the compiler did not have to be started.
  package var isFromCache = false
  /// The name of all that goes into the compiled code: where it is the same, so is the code.
  package var identity = ""
}

extension CheckedCell {
  /// Stands among ``sharedState`` for what all cells share: environment, folder, seed.
  static let processState = "process"
}
