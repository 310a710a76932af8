package import NotebookDisplay
package import NotebookDocument

/// What one cell did.
package struct CellResult: Codable, Sendable, Equatable {
  package enum State: Codable, Sendable, Equatable {
    case completed
    case failed
    /// Later than a failed cell, or left out by `--only` and the like; the reason in words.
    case notRun(String)
    /// Where: "at epoch 7"; empty where that is not known.
    case interrupted(String)
  }

  /// In order of arrival; text of one stream that arrived without anything between is one item.
  package enum Item: Codable, Sendable, Equatable {
    case standardOutput(String)
    case standardError(String)
    case output(CellOutput)
    case claim(Claim)
    /// A note of the tool itself, such as how much output was cut.
    case remark(String)
  }

  package var number: Int
  package var state: State
  package var items: [Item]
  /// Compiler errors and warnings, traps, uncaught errors, time-outs: at the note's lines.
  package var diagnostics: [Diagnostic]
  package var seconds: Double?
  /// The kind of error that ended the cell in a word, as Jupyter shows it; `nil` for errors of the
  /// compiler.
  package var errorName: String?
  /// When the run began that the items are of, where that is an earlier one: the cell has not run
  /// as it stands.
  package var outputsFrom: String?

  package init(
    number: Int, state: State, items: [Item] = [], diagnostics: [Diagnostic] = [],
    seconds: Double? = nil
  ) {
    self.number = number
    self.state = state
    self.items = items
    self.diagnostics = diagnostics
    self.seconds = seconds
  }
}

extension [CellResult.Item] {
  /// Adds an item as a reader sees it: text joined to what directly precedes it, a live output in
  /// the place of its former self, so that the last one is kept.
  package mutating func show(_ item: CellResult.Item) {
    switch (last, item) {
    case (.standardOutput(let before), .standardOutput(let text)):
      self[count - 1] = .standardOutput(before + text)
    case (.standardError(let before), .standardError(let text)):
      self[count - 1] = .standardError(before + text)
    default:
      if let identifier = item.outputIdentifier,
        let place = firstIndex(where: { $0.outputIdentifier == identifier })
      {
        self[place] = item
      } else {
        append(item)
      }
    }
  }

  /// What the cell itself gave; printed text that a remark stands in is one text.
  package var outputs: [CellResult.Item] {
    reduce(into: []) { outputs, item in
      if case .remark = item { return }
      outputs.show(item)
    }
  }
}

extension CellResult.Item {
  fileprivate var outputIdentifier: String? {
    if case .output(let output) = self { output.identifier } else { nil }
  }
}
