internal import Tensors

/// How a search goes through the settings.
public enum SearchPlan: Sendable {
  /// Every combination; continuous settings take `points` values, evenly spread.
  case grid(points: Int = 4)
  /// So many settings drawn at random.
  case random(trials: Int, seed: Int = 0)
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
/// Each trial draws its random numbers from the note's seed and its own number: it has the same
/// result whichever trials were made before it.
///
/// - Parameters:
///   - plan: Which settings to try.
///   - ranges: What each setting may be, by its name.
///   - path: A file that results are written to after every trial, as comma-separated text; a
///     search that is begun again takes from it what is there. Relative paths start at the note's
///     folder.
///   - evaluate: Trains with the settings and returns the score.
public func search(
  _ plan: SearchPlan, over ranges: KeyValuePairs<String, SearchRange>,
  savingTo path: String? = nil, _ evaluate: (Trial) throws -> Double
) throws -> SearchResult {
  try SearchRun(plan, ranges, savingTo: path).run(evaluate)
}

/// The same with several trials at a time, each on one processor: faster for networks too small to
/// keep several processors busy. Results are those of trials one after another.
///
/// ```swift
/// let found = try search(.random(trials: 32), over: ["rate": .logUniform(1e-4, 1)], atOnce: .max) {
///   trial in try mlp().fit(small, epochs: 3, optimizer: SGD(learningRate: trial["rate"])).training.loss.last!
/// }
/// ```
///
/// - Parameters:
///   - plan: Which settings to try.
///   - ranges: What each setting may be, by its name.
///   - count: The most trials at a time; never more than processors, or than four.
///   - path: A file that results are written to, and taken from.
///   - evaluate: Trains with the settings and returns the score; called on several threads, so that
///     it must make its model itself and change nothing outside.
public func search(
  _ plan: SearchPlan, over ranges: KeyValuePairs<String, SearchRange>, atOnce count: Int,
  savingTo path: String? = nil, _ evaluate: @Sendable (Trial) throws -> Double
) throws -> SearchResult {
  require(count > 0, "search(atOnce: \(count)) expects at least one trial, got \(count)")
  return try SearchRun(plan, ranges, savingTo: path).run(atOnce: count, evaluate)
}
