internal import Tensors

/// How a search goes through the settings.
public enum SearchPlan: Sendable {
  /// Every combination; continuous settings take `points` values, evenly spread.
  case grid(points: Int = 4)
  /// So many settings drawn at random.
  case random(trials: Int, seed: UInt64 = 0)
}

/// Tries settings and returns how each did; `evaluate` returns a score, the smaller the better. A
/// trial whose training diverges counts as NaN.
///
/// ```swift
/// let found = try search(
///   .random(trials: 16, seed: 3),
///   over: ["rate": .logUniform(1e-4, 1), "width": .choice([16, 64]), "rule": .choice(["adam", "sgd"])]
/// ) { trial in
///   let rate: Double = trial["rate"]
///   return try mlp(width: trial["width"]).fit(
///     small, validation: valid, epochs: 5,
///     optimizer: trial["rule"] == "adam" ? Adam(learningRate: rate) : SGD(learningRate: rate),
///     callbacks: [trial.pruning()]
///   ).validation.loss.last!
/// }
/// ```
///
/// Each trial draws its random numbers from the note's seed and its own number: it has the same result
/// whichever trials were made before it.
///
/// - Parameters:
///   - plan: Which settings to try.
///   - ranges: What each setting may be, by its name.
///   - path: A file that results are written to after every trial, as comma-separated text; a search
///     that is begun again takes from it what is there. Relative paths start at the note's folder.
///   - evaluate: Trains with the settings and returns the score.
public func search(
  _ plan: SearchPlan, over ranges: KeyValuePairs<String, SearchRange>,
  savingTo path: String? = nil, _ evaluate: (Trial) throws -> Double
) throws -> SearchResult {
  for (name, range) in ranges {
    if let problem = range.problem {
      throw ModelError.wrongRequest("the range of \"\(name)\" cannot be searched: \(problem)")
    }
  }
  let trials = try plan.trials(over: ranges, SearchProgress())
  let log = try path.map { try SearchLog(path: $0, trials: trials) }
  let key = RandomSeed.nextKey()
  let after = GlobalSeed.state.concreteValue
  defer { GlobalSeed.state.concreteValue = after }
  var results: [SearchResult.Entry] = []
  for trial in trials {
    if let known = log?.entry(trial) {
      results.append(known)
      continue
    }
    GlobalSeed.state.concreteValue = key.folding(trial.number).tensor
    var score = Double.nan
    var note: String?
    do {
      score = try evaluate(trial)
    } catch ModelError.divergence(let divergence, _) {
      note = divergence.sentence
    }
    results.append(
      SearchResult.Entry(
        trial: trial, score: score,
        note: note ?? trial.progress.note(ofTrial: trial.number)))
    try log?.write(results)
  }
  return SearchResult(trials: results)
}
