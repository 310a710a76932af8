internal import NotebookDisplay
internal import NotebookDocument

/// The result of a sweep as a note: tables in prose, charts as cells. It is run and rendered as any
/// other note is.
package struct SweepPage: Sendable {
  private let result: SweepResult
  /// Whether charts are drawn, for which the compiler is needed.
  private let drawsCharts: Bool

  package init(_ result: SweepResult, drawsCharts: Bool = true) {
    self.result = result
    self.drawsCharts = drawsCharts
  }

  /// What tells the note from one that somebody has written.
  package static let mark = "%%made by notebook sweep; the next one writes it anew%%"

  /// The text of the note.
  package var text: String {
    var parts = [frontMatter, Self.mark, introduction]
    if let requirement = requirementText { parts.append(requirement) }
    parts += ["## Claims", claimTable]
    if drawsCharts {
      let charts = SweepCharts(result).cells
      if !charts.isEmpty { parts += ["## Figures"] + charts }
    }
    if let spreads = spreadTable { parts += ["## Spread of figures", spreads] }
    parts += ["## Runs", runTable]
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// What the head of the page says of the sweep: how its runs went, not the one of its charts.
  package var headFacts: [(name: String, value: String)] {
    var facts = [
      ("Date", NumberFormat.moment(result.made)),
      ("Runs", "\(result.completeCount) of \(result.rows.count) complete"),
      (
        "Time of all runs",
        NumberFormat.duration(
          seconds: result.rows.reduce(0) { $0 + ($1.summary?.seconds ?? 0) })
      ),
    ]
    var seeds: [String] = []
    for seed in result.rows.compactMap({ $0.run[Notebook.seedName] }) where !seeds.contains(seed) {
      seeds.append(seed)
    }
    if !seeds.isEmpty {
      facts.append(
        (
          seeds.count == 1 ? "Seed" : "Seeds",
          seeds.count <= 6 ? seeds.joined(separator: ", ") : "\(seeds.count)"
        ))
    }
    let claims = result.claims
    if !claims.isEmpty {
      let everywhere = claims.count { $0.holds == $0.stated && result.completeCount > 0 }
      facts.append(("Claims", "\(everywhere) of \(claims.count) hold in every complete run"))
    }
    return facts
  }

  // MARK: Head

  private var frontMatter: String {
    let title = "Sweep: \(result.title)"
    return """
      ---
      title: \(title.debugDescription)
      subtitle: \("\(runCount) over \(result.plan.variedParameters.joined(separator: ", "))"
        .debugDescription)
      toc: true
      execute: {echo: false}
      ---
      """
  }

  private var runCount: String { NumberFormat.count(result.rows.count, "run") }

  private var introduction: String {
    var sentences = ["\(result.completeCount) of \(runCount) are complete."]
    let claims = result.claims
    let everywhere = claims.count { $0.holds == $0.stated }
    if !claims.isEmpty {
      sentences.append(
        "Of \(NumberFormat.count(claims.count, "claim")), \(everywhere) "
          + "\(everywhere == 1 ? "holds" : "hold") in every complete run.")
    }
    let constant = result.plan.parameters.filter {
      !result.plan.variedParameters.contains($0)
    }
    if let run = result.rows.first?.run, !constant.isEmpty {
      let values = constant.map { "\($0) = \(run[$0] ?? "")".markdown }
      sentences.append("In all runs, \(values.joined(separator: ", ")).")
    }
    if result.rows.contains(where: { $0.summary?.usesSyntheticData == true }) {
      sentences.append(
        "**Runs used a synthetic stand-in: claims are not checked on real data.**")
    }
    sentences.append("The command was `\(result.command.replacing("`", with: "'"))`.")
    return sentences.joined(separator: " ")
  }

  private var requirementText: String? {
    guard let requirement = result.requirement else { return nil }
    let hold =
      switch requirement.hold {
      case .all: "every claim holds in all runs"
      case .runs(let count): "every claim holds in at least \(NumberFormat.count(count, "run"))"
      case .share(let share): "every claim holds in \(share.percent) of the runs"
      }
    let seeds = NumberFormat.count(requirement.seeds, "seed")
    let reasons = result.shortcomings
    let head = "The note asks that \(hold), with at least \(seeds)"
    guard !reasons.isEmpty else { return "> [!success] \(head): so it is." }
    return (["> [!failure] \(head): that is not so.", ">"] + reasons.map { "> - \($0.markdown)" })
      .joined(separator: "\n")
  }

  // MARK: Tables

  private var claimTable: String {
    let claims = result.claims
    guard !claims.isEmpty else {
      return result.completeCount == 0
        ? "No run is complete, so that no claim can be counted." : "The note states no claim."
    }
    let lost = result.rows.count - result.completeCount
    let rest = lost > 0 ? "; \(NumberFormat.count(lost, "run")) not complete" : ""
    let rows = claims.map { claim in
      let mark = claim.holds == claim.stated ? "✓" : "✗"
      let few = claim.falseIn.prefix(6).map { variedTitle($0).markdown }.joined(separator: "; ")
      let more = claim.falseIn.count - 6
      return [
        "\(claim.line)", claim.sentence.markdown,
        "\(mark) \(claim.holds) of \(claim.stated)\(rest)",
        claim.spreadText, few + (more > 0 ? " and \(more) more" : ""),
      ]
    }
    return Self.table(
      ["Line", "Claim", "Holds in", "Value", "False with"], rows, trailing: [0])
  }

  private var spreadTable: String? {
    let rows = result.figures.compactMap { figure -> [String]? in
      guard let spread = Spread(figure.values.compactMap(\.self)) else { return nil }
      let numbers = [
        spread.mean, spread.standardDeviation, spread.least, spread.median, spread.greatest,
      ]
      return [figure.title.markdown, "\(spread.count)", "\(spread.notFinite)"]
        + numbers.map { $0.isNaN ? "" : "\($0.rounded(toSignificantDigits: 5))" }
    }
    guard !rows.isEmpty else { return nil }
    // Where every run gave a finite number, nothing is said of others.
    let hasOthers = rows.contains { $0[2] != "0" }
    let heads = [
      "Figure", "Runs", "Not finite", "Mean", "Deviation", "Least", "Median", "Greatest",
    ]
    let table = ([heads] + rows).map { hasOthers ? $0 : Array($0[..<2] + $0[3...]) }
    return Self.table(table[0], Array(table[1...]), trailing: Array(1..<table[0].count))
  }

  private var runTable: String {
    let varied = result.plan.variedParameters
    let allFigures = result.figures
    let figures = allFigures.prefix(4)
    let rows = result.rows.enumerated().map { index, row in
      var cells = [row.report.map { "[\(index + 1)](<\($0)>)" } ?? "\(index + 1)"]
      cells += varied.map { (row.run[$0] ?? "").markdown }
      cells.append(row.stateText.markdown)
      cells.append(row.summary.map { NumberFormat.duration(seconds: $0.seconds) } ?? "")
      cells += figures.map { figure in
        figure.values[index].map { "\($0.rounded(toSignificantDigits: 5))" } ?? ""
      }
      return cells
    }
    let trailing = Array((2 + varied.count)..<(3 + varied.count + figures.count))
    let table = Self.table(
      ["Run"] + varied.map(\.markdown) + ["State", "Time"] + figures.map(\.title.markdown),
      rows, trailing: trailing)
    let others = allFigures.count - figures.count
    return others > 0
      ? "\(table)\n\n\(NumberFormat.count(others, "more figure")) of each run: in the CSV file."
      : table
  }

  /// The values of a run that others do not share.
  private func variedTitle(_ run: SweepRun) -> String {
    let varied = result.plan.variedParameters
    return SweepRun(run.assignments.filter { varied.contains($0.name) }).title
  }

  private static func table(_ head: [String], _ rows: [[String]], trailing: [Int]) -> String {
    let rule = head.indices.map { trailing.contains($0) ? "---:" : ":---" }
    return ([head, rule] + rows).map { "| \($0.joined(separator: " | ")) |" }
      .joined(separator: "\n")
  }
}

extension String {
  /// The text as Markdown that shows it as it is, on one line.
  var markdown: String {
    var text = ""
    for character in self {
      if "\\`*_[]<>|$~@&^{}#=%!".contains(character) {
        text.append("\\")
      }
      text.append(character.isNewline ? " " : character)
    }
    return text
  }
}
