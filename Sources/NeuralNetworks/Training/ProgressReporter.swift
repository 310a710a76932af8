internal import NotebookDisplay

/// Tells the outside world how far a training run has come, at most ten times a second.
struct ProgressReporter {
  private let extent: TrainingExtent
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastReport: ContinuousClock.Instant
  private var stepsSeen = 0.0

  init(_ extent: TrainingExtent) {
    self.extent = extent
    start = clock.now
    lastReport = start
  }

  mutating func stepEnded(_ epoch: Int, _ step: Int, _ figures: EpochFigures) {
    stepsSeen += 1
    let now = clock.now
    guard now - lastReport >= .milliseconds(100) else { return }
    lastReport = now
    send(epoch, step, figures.runningFigures, secondsLeft(now, epoch, step))
  }

  mutating func epochEnded(_ epoch: Int, summary: String, _ history: History) {
    lastReport = clock.now
    send(
      epoch, extent.stepsPerEpoch, history.training.last,
      secondsLeft(lastReport, epoch, extent.stepsPerEpoch), summary: summary)
  }

  /// Says where the run stops, however short after the last report: console and page name the same
  /// epoch as the history.
  ///
  /// - Parameter step: `nil` for the validation after the last step.
  func interrupted(
    _ epoch: Int, _ step: Int?, _ figures: [(name: String, value: Double)]
  ) {
    send(epoch, step ?? extent.stepsPerEpoch, figures, nil)
  }

  /// At the pace so far; `nil` where nobody would wait for the end.
  private func secondsLeft(
    _ now: ContinuousClock.Instant, _ epoch: Int, _ step: Int
  ) -> Double? {
    guard stepsSeen > 0 else { return nil }
    let done = Double(epoch - 1) * Double(extent.stepsPerEpoch) + Double(step)
    let left = max(0, extent.totalSteps - done)
    let time = (now - start).seconds / stepsSeen * left
    return time < 1e8 ? time : nil
  }

  private func send(
    _ epoch: Int, _ step: Int, _ figures: [(name: String, value: Double)], _ secondsLeft: Double?,
    summary: String? = nil
  ) {
    DisplaySink.send(
      .progress(
        Progress(
          epoch: epoch, epochs: extent.epochs, step: step, steps: extent.stepsPerEpoch,
          loss: figures.first?.value, metrics: figures.dropFirst().map { .init($0.name, $0.value) },
          secondsLeft: secondsLeft, epochSummary: summary)))
  }
}
