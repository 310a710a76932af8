internal import NotebookDisplay
package import NotebookDocument

/// What the user asks to sweep.
package struct SweepRequest: Sendable {
  /// Parameters and their values as they are typed, in order.
  package var values: [(name: String, text: String)] = []
  /// Rows of values from a file.
  package var table: RunTable?
  /// Whether the first values of all lists make the first run, the second ones the second.
  package var zips = false
  /// How many runs are drawn from the ranges.
  package var draws: Int?
  /// At least so many seeds, where none are given.
  package var seeds: Int?

  package init() {}
}

extension SweepRequest {
  /// The runs that are asked for.
  ///
  /// - Throws: What is wrong with the first value that does not fit the note's declarations.
  package func plan(for frontMatter: FrontMatter) throws(SweepError) -> SweepPlan {
    let declarations = Declarations(frontMatter)
    var named: Set<String> = []
    var columns: [Column] = []
    for (name, text) in values {
      guard named.insert(name).inserted else {
        throw SweepError(
          "-P gives '\(name)' twice", explanation: "give its values in one list: -P \(name)=1,2,3")
      }
      let values = try SweepValues(text, of: try declarations.parameter(name))
      columns.append(Column(name: name, values: values))
    }
    var rows: [[SweepRun.Assignment]] = [[]]
    if let table {
      for name in table.names where !named.insert(name).inserted {
        throw SweepError("'\(name)' is given both by the file and by -P, or twice in the file")
      }
      rows = try declarations.rows(of: table)
    }
    // What is typed says it all, except where runs are drawn.
    if columns.isEmpty && table == nil || draws != nil {
      for range in frontMatter.sweep where !named.contains(range.name) {
        named.insert(range.name)
        let values = try declarations.values(of: range, isDrawn: draws != nil)
        columns.append(Column(name: range.name, values: values, isDeclared: true))
      }
    }
    // One seed is that of the note, whose runs are then those of the same command without seeds.
    if let seeds, !named.contains(Notebook.seedName),
      seeds > 1 || columns.isEmpty && table == nil
    {
      let first = frontMatter.seed ?? 0
      let list = (0..<UInt64(seeds)).map { "\(first &+ $0)" }
      columns.append(Column(name: Notebook.seedName, values: .list(list)))
    }
    guard !columns.isEmpty || table != nil else {
      throw SweepError(
        "there is nothing to sweep",
        explanation: "name values, such as -P seed=1...6, or declare them in the front matter's "
          + "'sweep:'")
    }
    let plan = try combined(rows, columns, seed: frontMatter.seed ?? 0)
    if declarations.hasOwnSeed,
      let seed = plan.runs.lazy.compactMap({ $0[Notebook.seedName] })
        .first(where: { $0.hasPrefix("-") })
    {
      throw SweepError("'seed' must be at least 0, and is \(seed)")
    }
    return plan
  }

  /// A parameter and what it becomes.
  private struct Column {
    var name: String
    var values: SweepValues
    /// Whether the note declares it, so that `--random` draws from its list.
    var isDeclared = false

    /// What is drawn from; `nil` for a list that all runs go through.
    func isDrawn(_ draws: Int?) -> Bool {
      if case .range = values { return true }
      return isDeclared && draws != nil
    }
  }

  private func combined(
    _ rows: [[SweepRun.Assignment]], _ columns: [Column], seed: UInt64
  ) throws(SweepError) -> SweepPlan {
    let drawn = columns.filter { $0.isDrawn(draws) }
    if draws == nil, let column = drawn.first {
      throw SweepError(
        "the range of '\(column.name)' has no steps",
        explanation: "add them, such as 'by 0.1' or 'by x10', or draw from it with --random N")
    }
    if draws != nil, drawn.isEmpty {
      throw SweepError(
        "--random has no range to draw from",
        explanation: "name one, such as -P 'rate=0.001...1 log', or declare it in 'sweep:', where "
          + "lists and whole numbers are drawn from too; those of -P are all run")
    }
    var runs = rows
    if let draws, !drawn.isEmpty {
      runs = try Self.product(runs, try Self.drawn(draws, from: drawn, seed: seed))
    }
    let lists: [(name: String, values: [String])] = columns.compactMap { column in
      guard !column.isDrawn(draws), case .list(let values) = column.values else { return nil }
      return (column.name, values)
    }
    if zips {
      guard lists.count > 1 else {
        throw SweepError(
          "--zip puts lists side by side, and there is \(lists.isEmpty ? "none" : "one")",
          explanation: "ranges that --random draws from are no lists")
      }
      runs = try Self.product(runs, try zipped(lists))
    } else {
      for list in lists {
        runs = try Self.product(runs, list.values.map { [SweepRun.Assignment(list.name, $0)] })
      }
    }
    return try SweepPlan(
      runs.map { SweepRun($0) }, parameters: (table?.names ?? []) + columns.map(\.name))
  }

  /// So many sets of values, each another one.
  private static func drawn(
    _ count: Int, from columns: [Column], seed: UInt64
  ) throws(SweepError) -> [[SweepRun.Assignment]] {
    var sets: [[SweepRun.Assignment]] = []
    var seen: Set<SweepRun> = []
    // Among few values the last ones are met late.
    for draw in 0..<(count * 100) where sets.count < count {
      let set = columns.map { column in
        SweepRun.Assignment(
          column.name, column.values.drawn(Draw.share(of: column.name, draw: draw, seed: seed)))
      }
      if seen.insert(SweepRun(set)).inserted { sets.append(set) }
    }
    guard sets.count == count else {
      throw SweepError(
        "\(count) runs cannot be drawn: only \(sets.count) sets of values were found",
        explanation: "ask for fewer with --random, or name the values to run all of them")
    }
    return sets
  }

  private func zipped(
    _ lists: [(name: String, values: [String])]
  ) throws(SweepError) -> [[SweepRun.Assignment]] {
    let count = lists.map(\.values.count).max() ?? 1
    if let odd = lists.first(where: { $0.values.count != count && $0.values.count != 1 }) {
      throw SweepError(
        "--zip takes lists of one length: '\(odd.name)' has \(odd.values.count) values, "
          + "another list has \(count)")
    }
    return (0..<count).map { index in
      lists.map {
        SweepRun.Assignment($0.name, $0.values.count == 1 ? $0.values[0] : $0.values[index])
      }
    }
  }

  private static func product(
    _ one: [[SweepRun.Assignment]], _ other: [[SweepRun.Assignment]]
  ) throws(SweepError) -> [[SweepRun.Assignment]] {
    guard one.count * other.count <= SweepPlan.limit else {
      throw SweepError(
        "that would be \(one.count * other.count) runs or more; a sweep has at most "
          + "\(SweepPlan.limit)")
    }
    return one.flatMap { first in other.map { first + $0 } }
  }
}

extension SweepValues {
  /// The value at a share from 0 to below 1.
  fileprivate func drawn(_ share: Double) -> String {
    switch self {
    case .list(let values):
      values[min(Int(clamping: share * Double(values.count)), values.count - 1)]
    case .range(let range): range.value(at: share)
    }
  }
}
