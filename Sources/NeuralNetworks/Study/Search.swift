public import NotebookDisplay
internal import Tensors

/// How a search goes through the settings.
public enum SearchPlan: Sendable {
  /// Every combination; continuous settings take `points` values, evenly spread.
  case grid(points: Int = 4)
  /// So many settings drawn at random.
  case random(trials: Int, seed: UInt64 = 0)
}

/// The values a setting may take.
public enum SearchRange: Sendable {
  /// Evenly between two bounds.
  case uniform(Double, Double)
  /// Evenly between two positive bounds on a logarithmic scale: for learning rates.
  case logUniform(Double, Double)
  /// One of these.
  case choice([Double])

  /// The value at a share of the range, 0...1.
  func value(at share: Double) -> Double {
    switch self {
    case .uniform(let lower, let upper): return lower + share * (upper - lower)
    case .logUniform(let lower, let upper): return lower * raised(upper / lower, to: share)
    case .choice(let values):
      return values[min(Int(share * Double(values.count)), values.count - 1)]
    }
  }

  func gridValues(_ points: Int) -> [Double] {
    if case .choice(let values) = self { return values }
    return (0..<points).map { value(at: points == 1 ? 0.5 : Double($0) / Double(points - 1)) }
  }

  /// Why the range has no values, if so.
  var problem: String? {
    switch self {
    case .uniform(let lower, let upper): lower <= upper ? nil : "its bounds are in the wrong order"
    case .logUniform(let lower, let upper):
      0 < lower && lower <= upper ? nil : "its bounds must be positive and in order"
    case .choice(let values): values.isEmpty ? "it has no values" : nil
    }
  }
}

/// One setting of everything that is searched.
public struct Trial: Sendable {
  /// Counted from 1.
  public let number: Int
  let settings: [(name: String, value: Double)]

  /// The value of a setting, such as a learning rate.
  public subscript(name: String) -> Double {
    guard let found = settings.first(where: { $0.name == name }) else {
      fatalError("\"\(name)\" is not searched; there are \(settings.map(\.name))")
    }
    return found.value
  }

  /// The value of a setting as a whole number, such as a width.
  public subscript(name: String) -> Int {
    let value: Double = self[name]
    guard let number = Int(exactly: value.rounded()) else {
      Tensors.stop(
        "\"\(name)\" of trial \(number) is \(value), which is no whole number that can be counted")
    }
    return number
  }
}

/// The trials of a search with their results, the smaller the better.
public struct SearchResult: Displayable, CustomStringConvertible, Sendable {
  /// All trials in the order they were made.
  public let trials: [(trial: Trial, score: Double)]

  /// The trial with the smallest score that is a number.
  public var best: (trial: Trial, score: Double)? {
    trials.filter { !$0.score.isNaN }.min { $0.score < $1.score }
  }

  /// The trials from best to worst.
  public var table: Table {
    let names = trials.first?.trial.settings.map(\.name) ?? []
    let sorted = trials.sorted { left, right in
      right.score.isNaN && !left.score.isNaN || left.score < right.score
    }
    return Table(
      columns: [.init("Trial", alignment: .trailing)]
        + names.map { .init($0, alignment: .trailing) } + [.init("Score", alignment: .trailing)],
      rows: sorted.map { entry in
        ["\(entry.trial.number)"] + entry.trial.settings.map { significant($0.value) }
          + [fixed(entry.score, 4)]
      })
  }

  /// ``table``.
  public var cellOutput: CellOutput { CellOutput(.table(table)) }

  /// The best trial in a line.
  public var description: String {
    guard let best else { return "\(plural(trials.count, "trial")), none with a number as score" }
    let settings = best.trial.settings.map { "\($0.name) \(significant($0.value))" }
    return "best of \(plural(trials.count, "trial")): \(settings.joined(separator: ", ")), "
      + "score \(fixed(best.score, 4))"
  }
}

/// Tries settings and returns how each did; `evaluate` returns a score, the smaller the better. A
/// trial whose training diverges counts as NaN.
///
/// ```swift
/// let found = try search(
///   .random(trials: 16, seed: 3), over: ["rate": .logUniform(1e-4, 1), "width": .choice([16, 64])]
/// ) { trial in
///   try mlp(width: trial["width"]).fit(
///     small, validation: valid, epochs: 2, optimizer: SGD(learningRate: trial["rate"])
///   ).validation.loss.last!
/// }
/// ```
public func search(
  _ plan: SearchPlan, over ranges: KeyValuePairs<String, SearchRange>,
  _ evaluate: (Trial) throws -> Double
) throws -> SearchResult {
  for (name, range) in ranges {
    if let problem = range.problem {
      throw ModelError.wrongRequest("the range of \"\(name)\" cannot be searched: \(problem)")
    }
  }
  var results: [(trial: Trial, score: Double)] = []
  for trial in plan.trials(over: ranges) {
    do {
      results.append((trial, try evaluate(trial)))
    } catch ModelError.divergence {
      results.append((trial, .nan))
    }
  }
  return SearchResult(trials: results)
}
