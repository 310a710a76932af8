internal import NotebookDisplay

/// Tells the outside world how far a training run has come, at most ten times a second.
struct ProgressReporter {
  private let epochs: Int
  private let stepsPerEpoch: Int
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastReport: ContinuousClock.Instant

  init(epochs: Int, stepsPerEpoch: Int, names: [String]) {
    self.epochs = epochs
    self.stepsPerEpoch = stepsPerEpoch
    start = clock.now
    lastReport = start
  }

  mutating func stepEnded(_ epoch: Int, _ step: Int, _ means: RunningMeans) {
    let now = clock.now
    guard now - lastReport >= .milliseconds(100) else { return }
    lastReport = now
    let done = (epoch - 1) * stepsPerEpoch + step
    send(epoch, step, means.figures, secondsLeft(now, done))
  }

  mutating func epochEnded(_ epoch: Int, summary: String, _ history: History) {
    lastReport = clock.now
    send(
      epoch, stepsPerEpoch, history.training.last,
      secondsLeft(lastReport, epoch * stepsPerEpoch), summary: summary)
  }

  /// Says where the run stops, however short after the last report: console and page name the same
  /// epoch as the history.
  ///
  /// - Parameter step: `nil` for the validation after the last step.
  func interrupted(
    _ epoch: Int, _ step: Int?, _ figures: [(name: String, value: Double)]
  ) {
    send(epoch, step ?? stepsPerEpoch, figures, nil)
  }

  private func secondsLeft(_ now: ContinuousClock.Instant, _ done: Int) -> Double? {
    guard done > 0 else { return nil }
    let left = epochs * stepsPerEpoch - done
    return seconds(now - start) / Double(done) * Double(left)
  }

  private func send(
    _ epoch: Int, _ step: Int, _ figures: [(name: String, value: Double)], _ secondsLeft: Double?,
    summary: String? = nil
  ) {
    DisplaySink.send(
      .progress(
        Progress(
          epoch: epoch, epochs: epochs, step: step, steps: stepsPerEpoch,
          loss: figures.first?.value, metrics: figures.dropFirst().map { .init($0.name, $0.value) },
          secondsLeft: secondsLeft, epochSummary: summary)))
  }
}
