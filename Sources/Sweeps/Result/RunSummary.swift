package import NotebookDisplay
package import NotebookDocument
package import RunResults

/// What a sweep needs to know of one run that has come to an end.
package struct RunSummary: Codable, Sendable, Equatable {
  package enum State: Codable, Sendable, Equatable {
    /// Every cell ran; claims may be false.
    case completed
    /// Why, in one sentence.
    case failed(String)
    /// Where: "at epoch 7".
    case interrupted(String)
  }

  /// A claim as it came out.
  package struct ClaimOutcome: Codable, Sendable, Equatable {
    package var cell: Int
    package var claim: Claim
    /// Its line within its cell, which prose above the cell does not move; as of the note where a
    /// summary does not tell.
    var lineInCell: Int?

    var place: Int { lineInCell ?? claim.line }
  }

  package var run: SweepRun
  package var state: State
  /// Every claim of the run, in order.
  package var claims: [ClaimOutcome]
  /// What cells have recorded, and inline values that are numbers, by their names.
  package var figures: [RecordedFigure]
  package var usesSyntheticData: Bool
  /// ISO 8601, local time with offset.
  package var started: String
  package var seconds: Double
  /// The computer it ran on.
  package var host: String

  /// The summary of what a run gave.
  package init(_ result: RunResult, of notebook: Notebook, run: SweepRun, host: String) {
    self.run = run
    self.host = host
    state = Self.state(of: result)
    let starts = Dictionary(
      uniqueKeysWithValues: notebook.cells.map { ($0.number, $0.place.number) })
    claims = result.cells.flatMap { cell in
      cell.claims.map { claim in
        ClaimOutcome(
          cell: cell.number, claim: claim,
          lineInCell: starts[cell.number].map { claim.line - $0 })
      }
    }
    figures = result.figures
    let names = Set(figures.map(\.title))
    for expression in notebook.inlineExpressions where !names.contains(expression.code) {
      guard let text = result.inlineResults[expression.number],
        let value = Self.number(in: text)
      else { continue }
      figures.append(RecordedFigure(name: expression.code, value: value))
    }
    usesSyntheticData = result.usesSyntheticData
    started = result.information.started
    seconds = result.information.seconds
  }

  private static func state(of result: RunResult) -> State {
    if case .interrupted(let place) = result.state { return .interrupted(place) }
    if let cell = result.cells.first(where: { $0.state == .failed }) {
      let reason = cell.diagnostics.last { $0.severity == .error }?.message ?? "it failed"
      return .failed("cell \(cell.number): \(reason)")
    }
    let falseClaims = result.claims.count { !$0.holds }
    if result.state != .complete,
      result.state != .failed(cells: 0, claims: falseClaims)
        || result.partialText != nil
    {
      let reason = result.diagnostics.first { $0.severity == .error }?.message
      return .failed(reason ?? "the note did not run")
    }
    return .completed
  }

  /// The number that an inline value is: `0.8351`, `83.5 %`, `1,719`; `nil` for other text.
  static func number(in text: String) -> Double? {
    var plain = text.filter { $0 != "," && $0 != "\u{202F}" && $0 != " " }
    if plain.hasSuffix("%") { plain.removeLast() }
    return Double(plain.replacing("\u{2212}", with: "-"))
  }
}
