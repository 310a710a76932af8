internal import NotebookDisplay
internal import RunResults

/// What two runs, or two sweeps, were compared by.
package struct ComparedFigures: Sendable, Equatable {
  /// What cells printed and showed, without claims.
  package var outputs = 0
  package var claims = 0
  package var inlineValues = 0
  /// What cells recorded under names.
  package var records = 0
  /// How many runs; `nil` where it is not a sweep.
  package var runs: Int?

  /// Nothing yet, of the runs of a sweep.
  init(runs: Int) { self.runs = runs }

  init(_ run: RunResult) { add(run) }

  /// Counts another run.
  mutating func add(_ run: RunResult) {
    claims += run.claims.count
    outputs += run.outputCount - run.claims.count
    inlineValues += run.inlineResults.count
    records += run.figures.count
  }

  /// "2 outputs, 3 claims and 1 inline value as recorded"; of a sweep with the runs before.
  package var text: String {
    let counts = [
      (outputs, "output"), (claims, "claim"), (inlineValues, "inline value"),
      (records, "recorded figure"),
    ].filter { $0.0 > 0 }.map { NumberFormat.count($0.0, $0.1) }
    let runs = runs.map { NumberFormat.count($0, "run") }
    guard let last = counts.last else {
      return
        "\(runs.map { "\($0) ended" } ?? "the cells ended") as recorded, and show nothing to compare"
    }
    let list =
      counts.count == 1 ? last : "\(counts.dropLast().joined(separator: ", ")) and \(last)"
    return (runs.map { "\($0), " } ?? "") + "\(list) as recorded"
  }
}
