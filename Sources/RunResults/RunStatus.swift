package import NotebookDisplay

/// How a run ended, as the exit status that a shell sees.
package enum RunStatus: Int32, Sendable {
  case complete = 0
  /// A cell failed, a claim is false, or the report could not be written.
  case failed = 1
  /// The note does not parse or type-check.
  case invalidNote = 2
  case usage = 64
  case interrupted = 130
}

extension RunResult {
  /// The status of a command that ends with this result.
  package var status: RunStatus {
    switch state {
    case .complete: .complete
    case .failed: .failed
    case .notRun: .invalidNote
    case .interrupted: .interrupted
    }
  }

  /// "partial: 1 of 3 cells", where cells were left out; `nil` where none was.
  package var partialText: String? {
    let left = leftOutCount
    return left == 0
      ? nil : "partial: \(cells.count - left) of \(NumberFormat.count(cells.count, "cell"))"
  }

  /// How many cells have not run.
  package var leftOutCount: Int { cells.count(where: \.hasNotRun) }

  /// How many outputs the cells gave; what the tool remarks is none.
  package var outputCount: Int { cells.reduce(0) { $0 + $1.items.outputs.count } }

  /// Every claim of every cell, in order.
  package var claims: [Claim] {
    cells.flatMap(\.claims)
  }
}

extension CellResult {
  /// Whether the cell did not run and should have.
  package var hasNotRun: Bool {
    if case .notRun = state { true } else { false }
  }

  /// The claims that the cell checked, in order.
  package var claims: [Claim] {
    items.compactMap { item in
      if case .claim(let claim) = item { claim } else { nil }
    }
  }
}
