internal import NotebookDisplay
internal import Synchronization
internal import Tensors

/// A search under way: its trials, what is known of them, and where that is written.
final class SearchRun {
  private let trials: [Trial]
  private var log: SearchLog?
  private let key: RandomKey
  /// How many trials were not made, as the file has their scores.
  private var knownCount = 0
  private var results: [SearchResult.Entry] = []

  init(
    _ plan: SearchPlan, _ ranges: KeyValuePairs<String, SearchRange>, savingTo path: String?
  ) throws {
    for (name, range) in ranges {
      if let problem = range.problem {
        throw ModelError.wrongRequest("the range of \"\(name)\" cannot be searched: \(problem)")
      }
    }
    let trials = try plan.trials(over: ranges, SearchProgress())
    self.trials = trials
    log = try path.map { try SearchLog(path: $0, trials: trials) }
    key = GlobalSeed.nextConcreteKey()
  }

  /// Makes the trials one after another.
  func run(_ evaluate: (Trial) throws -> Double) throws -> SearchResult {
    for trial in trials {
      if let known = log?.entry(trial) {
        recall(known)
      } else {
        try add(try Self.entry(trial, key, workers: nil, evaluate))
      }
    }
    return finished()
  }

  /// Makes several trials at a time, each on a thread of its own. Groups wait for each other, as
  /// pruning compares a trial with those of earlier groups.
  func run(
    atOnce count: Int, _ evaluate: @Sendable (Trial) throws -> Double
  ) throws -> SearchResult {
    let size = SearchProgress.groupSize
    let workers = min(count, size, WorkerCount.available)
    guard workers > 1 else { return try run(evaluate) }
    for start in stride(from: 0, to: trials.count, by: size) {
      let group = trials[start..<min(start + size, trials.count)]
      let missing = group.filter { log?.entry($0) == nil }
      let outcomes = Self.outcomes(of: missing, key, workers: workers, evaluate)
      for trial in group {
        if let known = log?.entry(trial) {
          recall(known)
        } else if let outcome = outcomes[trial.number] {
          for event in outcome.events { DisplaySink.send(event) }
          try add(try outcome.result.get())
        }
      }
    }
    return finished()
  }

  private func recall(_ entry: SearchResult.Entry) {
    results.append(entry)
    knownCount += 1
  }

  /// The result, after the reader has been told what was not made anew.
  private func finished() -> SearchResult {
    if let log, knownCount > 0 {
      let trials = "\(knownCount) of \(NumberFormat.count(results.count, "trial"))"
      DisplaySink.send(
        .output(
          CellOutput(
            .text("the scores of \(trials) are from \(log.path): remove it to make them anew"))))
    }
    return SearchResult(trials: results)
  }

  private func add(_ entry: SearchResult.Entry) throws {
    results.append(entry)
    try log?.write(results)
  }

  /// What a trial on a thread of its own came to, and what it showed meanwhile.
  private struct Outcome: Sendable {
    var result: Result<SearchResult.Entry, any Error>
    var events: [CellEvent]
  }

  private static func outcomes(
    of trials: [Trial], _ key: RandomKey, workers: Int,
    _ evaluate: @Sendable (Trial) throws -> Double
  ) -> [Int: Outcome] {
    let next = Atomic<Int>(0)
    let outcomes = Mutex<[Int: Outcome]>([:])
    WorkerPool.shared.run(count: min(workers, trials.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < trials.count else { return }
        let trial = trials[index]
        var result: Result<SearchResult.Entry, any Error>?
        let events = DisplaySink.events {
          result = Result { try entry(trial, key, workers: 1, evaluate) }
        }
        guard let result else { continue }
        // Bars of several trainings at a time would overwrite each other.
        let shown = events.filter { if case .progress = $0 { false } else { true } }
        outcomes.withLock { $0[trial.number] = Outcome(result: result, events: shown) }
      }
    }
    return outcomes.withLock(\.self)
  }

  /// The result of a trial; throws what `evaluate` throws, divergence apart.
  private static func entry(
    _ trial: Trial, _ key: RandomKey, workers: Int?, _ evaluate: (Trial) throws -> Double
  ) throws -> SearchResult.Entry {
    var score = Double.nan
    var note: String?
    do {
      score = try IndependentWork.run(key: key.folding(trial.number), workers: workers) {
        try evaluate(trial)
      }
    } catch ModelError.divergence(let divergence, _) {
      note = divergence.sentence
    }
    // The score of a training that was cut short says nothing of its settings.
    if Interruption.isRequested { throw InterruptedError() }
    return SearchResult.Entry(
      trial: trial, score: score, note: note ?? trial.progress.note(ofTrial: trial.number))
  }
}
