internal import NotebookDisplay
package import NotebookDocument

/// What a sweep gave: every run, and what they say together.
package struct SweepResult: Codable, Sendable, Equatable {
  /// Raised when the meaning of a field changes.
  package static let currentFormat = 1

  package var format = SweepResult.currentFormat
  /// The note's path as the user gave it.
  package var note: String
  /// The note's title, or its name.
  package var title: String
  package var command: String
  /// The tool's version.
  package var version: String
  /// ISO 8601.
  package var made: String
  package var plan: SweepPlan
  package var rows: [SweepRow]
  /// What the note's front matter asks of its claims.
  package var requirement: FrontMatter.ClaimRequirement?

  package init(
    note: String, title: String, command: String, version: String, made: String, plan: SweepPlan,
    rows: [SweepRow], requirement: FrontMatter.ClaimRequirement?
  ) {
    self.note = note
    self.title = title
    self.command = command
    self.version = version
    self.made = made
    self.plan = plan
    self.rows = rows
    self.requirement = requirement
  }

  /// How many runs are complete.
  package var completeCount: Int { rows.count { $0.state == .completed } }

  /// The claims over all runs.
  package var claims: [SweptClaim] { SweptClaim.all(in: rows) }

  /// What runs recorded, and inline values that are numbers, over all runs.
  package var figures: [SweptFigure] { SweptFigure.all(in: rows) }
}

extension SweepResult {
  /// What keeps the sweep from being what the note asks: one sentence for each reason.
  ///
  /// Runs without a result count against every claim. A claim that a complete run does not state,
  /// since its code depends on a parameter, does not count in that run.
  package var shortcomings: [String] {
    guard completeCount > 0 else { return ["no run is complete"] }
    var reasons: [String] = []
    let requirement = requirement ?? FrontMatter.ClaimRequirement()
    let seeds = Set(rows.filter { $0.state == .completed }.map { $0.run[Notebook.seedName] }).count
    if seeds < requirement.seeds {
      reasons.append(
        "the note asks for \(NumberFormat.count(requirement.seeds, "seed")), and runs are "
          + "complete with \(seeds)")
    }
    if let row = rows.first(where: { $0.summary?.usesSyntheticData == true }) {
      reasons.append(
        "claims are not checked on real data: \(row.run.title) ran on a synthetic stand-in")
    }
    let unfinished = rows.count - completeCount
    for claim in claims {
      let runs = claim.stated + unfinished
      let asked = requirement.count(of: runs)
      if claim.holds < asked {
        reasons.append(
          "line \(claim.line): '\(claim.sentence)' holds in \(claim.holds) of \(runs) runs, "
            + "and must hold in \(asked)")
      }
    }
    if claims.isEmpty { reasons.append("the note states no claim") }
    return reasons
  }
}
