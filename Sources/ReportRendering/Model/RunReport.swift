package import NotebookDisplay
package import NotebookDocument

/// Everything a run produced, ready to be put on a page.
package struct RunReport: Codable, Sendable, Equatable {
  package enum State: Codable, Sendable, Equatable {
    case complete
    /// Cells that failed and claims that are false.
    case failed(cells: Int, claims: Int)
    /// The note did not parse or type-check; nothing ran.
    case notRun
    /// Where: "at epoch 7", "before cell 3"; empty where that is not known.
    case interrupted(String)
  }

  package var state: State
  package var cells: [CellReport]
  /// Values of the note's inline expressions by their number.
  package var inlineResults: [Int: String]
  package var diagnostics: [Diagnostic]
  package var notices: [Notice]
  package var information: RunInformation

  package init(
    state: State, cells: [CellReport], inlineResults: [Int: String] = [:],
    diagnostics: [Diagnostic] = [], notices: [Notice] = [], information: RunInformation
  ) {
    self.state = state
    self.cells = cells
    self.inlineResults = inlineResults
    self.diagnostics = diagnostics
    self.notices = notices
    self.information = information
  }
}

/// What one cell did.
package struct CellReport: Codable, Sendable, Equatable {
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

/// The reproducibility stamp at the end of a report.
package struct RunInformation: Codable, Sendable, Equatable {
  /// ISO 8601, local time with offset.
  package var started: String
  package var seconds: Double
  package var command: String
  /// Name and value in the order they are shown: seed, versions, machine, backend, threads, parameters, …
  package var facts: [Fact]
  package var dataFiles: [DataFile]

  package struct Fact: Codable, Sendable, Equatable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package struct DataFile: Codable, Sendable, Equatable {
    package var path: String
    package var bytes: Int
    package var sha256: String
    package init(path: String, bytes: Int, sha256: String) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  package init(
    started: String, seconds: Double, command: String, facts: [Fact] = [],
    dataFiles: [DataFile] = []
  ) {
    self.started = started
    self.seconds = seconds
    self.command = command
    self.facts = facts
    self.dataFiles = dataFiles
  }
}
