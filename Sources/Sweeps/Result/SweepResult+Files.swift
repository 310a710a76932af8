internal import NotebookDisplay
internal import RunResults
internal import SystemBasics

extension SweepResult {
  /// Reads a result; `nil` where there is none, or where another version wrote it.
  package static func read(at path: String) -> SweepResult? {
    guard let result = RecordCoding.read(SweepResult.self, at: path),
      result.format == currentFormat
    else { return nil }
    return result
  }

  /// The result as JSON with sorted keys.
  package func json() throws -> String { try RecordCoding.text(of: self) }

  /// One row a run: its parameters, state, seconds, figures, and its claims, each with whether it
  /// holds and, where it compares a number, with that; each column under its name. A name that an
  /// earlier column has gets a number, as in "loss (2)". What a run has no value of is empty.
  package var csv: String {
    let claims = claims
    let figures = figures
    let columns = plan.parameters + ["state", "seconds", "claims", "false claims"]
    let names = columns + figures.map(\.title) + claims.flatMap(Self.columnNames(of:))
    var lines: [[String]] = []
    for (index, row) in rows.enumerated() {
      let outcomes = row.completed?.claims ?? []
      var fields = plan.parameters.map { row.run[$0] ?? "" }
      fields += [
        row.stateText, row.summary.map { "\($0.seconds.rounded(toSignificantDigits: 4))" } ?? "",
      ]
      fields += [
        row.completed == nil ? "" : "\(outcomes.count)",
        row.completed == nil ? "" : "\(outcomes.count { !$0.claim.holds })",
      ]
      fields += figures.map { $0.values[index].map { "\($0)" } ?? "" }
      for claim in claims {
        let outcome = claim.outcomes[index]
        fields.append(outcome.map { "\($0.holds)" } ?? "")
        if claim.spread != nil { fields.append(outcome?.value.map { "\($0)" } ?? "") }
      }
      lines.append(fields)
    }
    return CSVText.of(heads: names.numberedWhereRepeated, rows: lines)
  }

  /// "line 7: it learns" for whether the claim holds, and "value of line 7: it learns".
  private static func columnNames(of claim: SweptClaim) -> [String] {
    let unit = claim.unit.map { " (\($0))" } ?? ""
    return [claim.title] + (claim.spread == nil ? [] : ["value of \(claim.title)\(unit)"])
  }
}
