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
    let runs = runs.map { NumberFormat.count($0, "run") }
    guard let list else {
      return
        "\(runs.map { "\($0) ended" } ?? "the cells ended") as recorded, and show nothing to compare"
    }
    return (runs.map { "\($0), " } ?? "") + "\(list) as recorded"
  }

  /// "interrupted after 3 of 6 runs, 3 claims as recorded"; what has moved is told beside it.
  ///
  /// - Parameter all: How many runs there are.
  package func interruptedText(of all: Int, hasMoved: Bool) -> String {
    guard let runs, runs > 0 else {
      return "interrupted before any of \(NumberFormat.count(all, "run")) was compared"
    }
    let text = "interrupted after \(runs) of \(NumberFormat.count(all, "run"))"
    if hasMoved { return text }
    return list.map { "\(text), \($0) as recorded" } ?? "\(text), which ended as recorded"
  }

  /// "2 outputs, 3 claims and 1 inline value"; `nil` where nothing was shown.
  private var list: String? {
    let counts = [
      (outputs, "output"), (claims, "claim"), (inlineValues, "inline value"),
      (records, "recorded figure"),
    ].filter { $0.0 > 0 }.map { NumberFormat.count($0.0, $0.1) }
    guard let last = counts.last else { return nil }
    return counts.count == 1 ? last : "\(counts.dropLast().joined(separator: ", ")) and \(last)"
  }
}
