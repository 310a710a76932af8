public import NotebookDisplay

/// The trials of a search with their results, the smaller the better.
public struct SearchResult: Displayable, CustomStringConvertible, Sendable {
  /// A trial and what came of it.
  public struct Entry: Sendable, CustomStringConvertible {
    /// The settings.
    public let trial: Trial
    /// What the search was given for them; NaN when the training diverged.
    public let score: Double
    /// Why the trial ended early, if it did.
    public let note: String?

    /// "trial 3: rate 0.01, width 32, score 0.4127".
    public var description: String {
      "trial \(trial.number): \(trial), score \(fixed(score, 4))" + (note.map { ", \($0)" } ?? "")
    }
  }

  /// All trials in the order they were made.
  public let trials: [Entry]

  /// The trial with the smallest score that is a number.
  public var best: Entry? {
    trials.filter { !$0.score.isNaN }.min { $0.score < $1.score }
  }

  /// The scores, in the order of the trials.
  public var scores: [Double] { trials.map(\.score) }

  /// The values of a setting, in the order of the trials.
  public subscript(name: String) -> [Double] { trials.map { $0.trial[name] } }

  /// The values of a setting of whole numbers, such as a width, in the order of the trials.
  @_disfavoredOverload
  public subscript(name: String) -> [Int] { trials.map { $0.trial[name] } }

  /// The names that a setting had, in the order of the trials.
  public subscript(name: String) -> [String] { trials.map { $0.trial[name] } }

  /// The values that a setting had, of the type that `.choice` was given.
  @_disfavoredOverload
  public subscript<Value: Equatable & Sendable>(name: String) -> [Value] {
    trials.map { $0.trial[name] }
  }

  /// The trials from best to worst.
  public var table: Table {
    let settings = trials.first?.trial.settings ?? []
    let sorted = trials.sorted { left, right in
      right.score.isNaN && !left.score.isNaN || left.score < right.score
    }
    let hasNotes = trials.contains { $0.note != nil }
    return Table(
      columns: [.init("Trial", alignment: .trailing)]
        + settings.map { setting in
          if case .choice = setting.value { return .init(setting.name) }
          return .init(setting.name, alignment: .trailing)
        } + [.init("Score", alignment: .trailing)] + (hasNotes ? [.init("Ended early")] : []),
      rows: sorted.map { entry in
        ["\(entry.trial.number)"] + entry.trial.settings.map { "\($0.value)" }
          + [fixed(entry.score, 4)] + (hasNotes ? [entry.note ?? ""] : [])
      })
  }

  /// ``table``.
  public var cellOutput: CellOutput { CellOutput(.table(table)) }

  /// The best trial in a line.
  public var description: String {
    guard let best else { return "\(plural(trials.count, "trial")), none with a number as score" }
    return "best of \(plural(trials.count, "trial")): \(best.trial), score \(fixed(best.score, 4))"
  }
}
