internal import Datasets
internal import NotebookDisplay
internal import Tensors

extension TrainingRun {
  /// Runs all epochs and returns what happened.
  func train() throws -> History {
    let clock = ContinuousClock()
    let start = clock.now
    for callback in settings.callbacks { try callback.trainingBegan(self) }
    try restoreCheckpoint()
    let remembered = try RememberedTraining(self)
    let isRecalled = try remembered?.recall() ?? false
    let earlier = history.seconds
    while epoch < epochs, history.stopReason == nil, history.interruptedAtEpoch == nil {
      epoch += 1
      let epochStart = clock.now
      let begun = unfinishedEpoch
      unfinishedEpoch = nil
      func secondsOfEpoch() -> Double { (begun?.seconds ?? 0) + (clock.now - epochStart).seconds }
      guard let figures = try runEpoch(after: begun) else { break }
      if isInsideOfEpoch {
        history.seconds = earlier + (clock.now - start).seconds
        try saveCheckpoint(inside: UnfinishedEpoch(figures: figures, seconds: secondsOfEpoch()))
      }
      history.training.append(figures.figures.map(\.value), atStep: step)
      guard try validate() else { break }
      history.epochSeconds.append(secondsOfEpoch())
      progress.epochEnded(epoch, summary: history.line(epoch - 1), history)
      history.seconds = earlier + (clock.now - start).seconds
      for callback in settings.callbacks { try callback.epochEnded(self) }
      try saveCheckpoint()
    }
    if !isRecalled {
      history.seconds = earlier + (clock.now - start).seconds
      remembered?.keep()
    }
    // The wish is fulfilled: what the cell does with the history is not to be interrupted too.
    if history.interruptedAtEpoch != nil { PlanInterruption.isRequested = false }
    optimizer.adoptAverages()
    for callback in settings.callbacks { try callback.trainingEnded(self) }
    history.dropUnfinishedEpoch()
    return history
  }

  /// Measures the validation data after an epoch; false when that was interrupted.
  private func validate() throws -> Bool {
    guard let figures = try evaluationFigures() else { return false }
    if evaluation != nil { history.validation.append(figures, atStep: step) }
    return true
  }

  /// The figures of the validation data, none without such data; `nil` when it was interrupted.
  private func evaluationFigures() throws -> [Double]? {
    guard let evaluation else { return [] }
    guard let figures = try optimizer.withAverages({ try evaluation.run() }) else {
      history.interruptedAtEpoch = epoch
      progress.interrupted(epoch, nil, history.training.last)
      return nil
    }
    return figures.map(\.value)
  }

  /// Whether the run is between two steps of its epoch.
  var isInsideOfEpoch: Bool { step < extent.steps(before: epoch + 1) }

  /// One pass over the examples, or the part of it that is left, and the figures of all its steps;
  /// `nil` when the run ends in it.
  private func runEpoch(after begun: UnfinishedEpoch?) throws -> EpochFigures? {
    let firstStep = extent.steps(before: epoch)
    let taken = step - firstStep
    let count = min(training.count, extent.steps(after: firstStep) * batchSize)
    let order = Array(
      settings.shuffling.order(training.count, seed: settings.seed, epoch: epoch).prefix(count))
    let before = RunState(self)
    var total = begun?.figures ?? EpochFigures(objective)
    for part in parts(of: order, after: taken) {
      let offset = part.lowerBound / batchSize
      var divergedAt: Int?
      try runSteps(Array(order[part])) { index, size, figures in
        guard
          figures[0].isFinite
            || isRecorded(figures[0], atStep: offset + index + 1, after: firstStep)
        else {
          divergedAt = offset + index
          return false
        }
        total.add(figures, batchSize: size)
        step += 1
        history.steps.append(total.values(ofBatch: figures), atStep: step)
        progress.stepEnded(epoch, offset + index + 1, total)
        guard Interruption.isRequested else { return true }
        progress.interrupted(epoch, offset + index + 1, total.figures)
        history.interruptedAtEpoch = epoch
        return false
      }
      if divergedAt == nil, part.upperBound == order.count, !hasFiniteWeights,
        !isRecorded(.infinity, atStep: (order.count - 1) / batchSize + 1, after: firstStep)
      {
        divergedAt = (order.count - 1) / batchSize
      }
      if let divergedAt {
        let investigation = DivergenceInvestigation(
          run: self, start: before, stepsBefore: taken,
          order: Array(order.dropFirst(taken * batchSize)))
        try end(
          with: try investigation.report(step: divergedAt - taken), after: firstStep + divergedAt)
        return nil
      }
      if history.interruptedAtEpoch != nil { return nil }
      guard try lookInside() else { return nil }
    }
    return total
  }

  /// What is to be done between two steps; false when it was interrupted.
  private func lookInside() throws -> Bool {
    if let interval = settings.validationInterval, step.isMultiple(of: interval) {
      guard let figures = try evaluationFigures() else { return false }
      history.evaluations.append(figures, atStep: step)
    }
    for callback in settings.callbacks where callback.isDue(atStep: step) {
      try callback.stepEnded(self)
    }
    return true
  }

  private var hasFiniteWeights: Bool { trainable.allSatisfy { $0.value.hasOnlyFinite } }

  /// Whether the run goes on with a loss or weights that are not finite; the first such step,
  /// counted from 1 in its epoch, is marked in the history.
  private func isRecorded(_ loss: Double, atStep local: Int, after earlier: Int) -> Bool {
    guard case .record = settings.onDivergence else { return false }
    if history.divergedAt == nil {
      history.divergedAt = earlier + local
      history.divergence = Divergence(
        loss: loss.isNaN ? "NaN" : "infinite", epoch: epoch, step: local,
        culprit: "training went on, as asked for",
        remedy: "onDivergence: .stop looks for the layer it began in")
    }
    return true
  }

  /// Ends the run after so many good steps: by an error, or in the history.
  private func end(with divergence: Divergence, after good: Int) throws {
    step = good
    history.steps.keep(good)
    history.divergence = divergence
    history.divergedAt = good + 1
    if case .error = settings.onDivergence {
      history.dropUnfinishedEpoch()
      throw ModelError.divergence(divergence, history: history)
    }
    history.stopReason = divergence.sentence
  }

  /// The epoch after so many of its steps, in stretches at whose ends somebody wants to see the
  /// model; steps within a stretch run without a break.
  private func parts(of order: [Int32], after taken: Int) -> [Range<Int>] {
    let total = (order.count - 1) / batchSize + 1
    let ends = (taken..<total).map { $0 + 1 }.filter {
      $0 == total || settings.isDue(atStep: step - taken + $0)
    }
    var start = taken * batchSize
    return ends.map { end in
      defer { start = end * batchSize }
      return start..<min(end * batchSize, order.count)
    }
  }
}

extension History {
  /// Leaves out figures that belong to no finished epoch.
  fileprivate mutating func dropUnfinishedEpoch() {
    training.keep(epochs)
    validation.keep(epochs)
  }
}
