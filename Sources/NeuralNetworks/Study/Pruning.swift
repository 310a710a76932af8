internal import Synchronization

/// What the trials of a search know of each other: how a figure went, epoch by epoch.
final class SearchProgress: Sendable {
  /// Trials are compared with those of earlier groups of this size only, so that which runs are
  /// pruned does not depend on how many run at a time.
  static let groupSize = 4

  private struct State {
    var figures: [Int: [Double]] = [:]
    var notes: [Int: String] = [:]
  }

  private let state = Mutex(State())

  func add(_ figure: Double, ofTrial number: Int) {
    state.withLock { $0.figures[number, default: []].append(figure) }
  }

  /// The figures of trials of earlier groups after an epoch, counted from 1.
  func figures(before number: Int, epoch: Int) -> [Double] {
    let first = (number - 1) / Self.groupSize * Self.groupSize
    return state.withLock { state in
      state.figures.filter { $0.key <= first && $0.value.count >= epoch }.map {
        $0.value[epoch - 1]
      }
    }
  }

  func setNote(_ note: String, ofTrial number: Int) { state.withLock { $0.notes[number] = note } }

  /// Why a trial ended early, if it did.
  func note(ofTrial number: Int) -> String? { state.withLock { $0.notes[number] } }
}

extension Trial {
  /// A callback for this trial's training that ends it when it is hopeless: when the best value of
  /// a figure so far is worse than the median of the trials before it after as many epochs (Golovin
  /// and others, 2017). The table of the search says so.
  ///
  /// ```swift
  /// try model.fit(small, validation: valid, epochs: 20, callbacks: [trial.pruning()])
  /// ```
  ///
  /// - Parameters:
  ///   - monitor: The figure to compare.
  ///   - trials: How many earlier trials there must be to compare with.
  ///   - epochs: Epochs after which a run is left alone.
  public func pruning(
    _ monitor: Monitor = .validationLoss, after trials: Int = 4, warmUp epochs: Int = 1
  ) -> some Callback {
    PruningCallback(
      trial: self, monitor: monitor, startTrials: max(1, trials), warmUpEpochs: epochs)
  }
}

private final class PruningCallback: Callback {
  private let trial: Trial
  private let monitor: Monitor
  private let startTrials: Int
  private let warmUpEpochs: Int
  private var best: Double?

  init(trial: Trial, monitor: Monitor, startTrials: Int, warmUpEpochs: Int) {
    self.trial = trial
    self.monitor = monitor
    self.startTrials = startTrials
    self.warmUpEpochs = warmUpEpochs
  }

  func trainingBegan(_ run: TrainingRun) { best = nil }

  func epochEnded(_ run: TrainingRun) throws {
    let value = try monitor.value(in: run.history)
    if monitor.improves(value, on: best, by: 0) { best = value }
    let others = trial.progress.figures(before: trial.number, epoch: run.epoch)
      .filter { !$0.isNaN }.sorted()
    trial.progress.add(value, ofTrial: trial.number)
    guard run.epoch > warmUpEpochs, others.count >= startTrials else { return }
    let middle = others.count / 2
    let median =
      others.count.isMultiple(of: 2) ? (others[middle - 1] + others[middle]) / 2 : others[middle]
    guard let best, !monitor.improves(median, on: best, by: 0) else {
      let reason =
        "pruned at epoch \(run.epoch): \(monitor) \(best.map { fixed($0, 4) } ?? "NaN"), the median "
        + "of earlier trials is \(fixed(median, 4))"
      trial.progress.setNote(reason, ofTrial: trial.number)
      run.stop(because: reason)
      return
    }
  }
}
