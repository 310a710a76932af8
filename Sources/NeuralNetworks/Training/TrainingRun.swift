public import Datasets
internal import NotebookDisplay
internal import Tensors

/// A training run under way, as callbacks see it.
public final class TrainingRun {
  /// The model being trained.
  public var model: any Layer { objective.model }
  /// The examples it is trained on.
  public let training: Examples
  /// The epochs asked for.
  public let epochs: Int
  /// Examples in a step.
  public let batchSize: Int
  /// The epoch under way or just finished, counted from 1.
  public internal(set) var epoch = 0
  /// The steps taken since the beginning of the run.
  public private(set) var step = 0
  /// What happened so far.
  public internal(set) var history = History()

  let objective: Objective
  let optimizer: OptimizerState
  private let callbacks: [any Callback]
  private let shuffling: Shuffling
  private let seed: UInt64
  private let steps: PlannedSteps
  private let evaluation: Evaluation?
  private let trainable: [Parameter]
  private var progress: ProgressReporter

  init(
    objective: Objective, optimizer: any Optimizer, training: Examples, validation: Examples?,
    epochs: Int, batchSize: Int, callbacks: [any Callback], shuffling: Shuffling,
    seed: UInt64
  ) {
    self.objective = objective
    self.training = training
    self.epochs = epochs
    self.batchSize = batchSize
    self.callbacks = callbacks
    self.shuffling = shuffling
    self.seed = seed
    let trainable = Array(objective.model.parameters.trainable)
    self.trainable = trainable
    let state = OptimizerState(optimizer, trainable)
    self.optimizer = state
    steps = PlannedSteps("training step", data: training, batchSize: batchSize) { x, y in
      let (figures, gradients) = try objective.gradients(
        x, y, at: trainable, Context(isTraining: true))
      state.apply(gradients)
      return figures
    }
    evaluation = validation.map { Evaluation(objective, $0) }
    progress = ProgressReporter(
      epochs: epochs, stepsPerEpoch: (training.count + batchSize - 1) / batchSize,
      names: objective.names)
    history.plannedEpochs = epochs
  }

  /// A fixed batch of training examples to look at the model with.
  public var probeBatch: Examples { training.prefix(probeSize) }

  /// Its inputs.
  var probeInputs: Tensor { probeBatch.inputs }

  /// Enough examples for steady percentiles, few enough to cost little.
  private let probeSize = 128

  /// Ends the run after this epoch; the history tells why.
  public func stop(because reason: String) { history.stopReason = reason }

  /// The learning rate; only one given as a number can be changed.
  public var learningRate: Double {
    get { optimizer.learningRate(atStep: step) }
    set { optimizer.setLearningRate(newValue) }
  }

  func train() throws -> History {
    let clock = ContinuousClock()
    let start = clock.now
    for callback in callbacks { try callback.trainingBegan(self) }
    while epoch < epochs, history.stopReason == nil, history.interruptedAtEpoch == nil {
      epoch += 1
      let epochStart = clock.now
      guard try runEpoch() else {
        history.interruptedAtEpoch = epoch
        break
      }
      if let evaluation {
        guard let figures = try evaluation.run() else {
          history.interruptedAtEpoch = epoch
          progress.interrupted(epoch, nil, history.training.last)
          break
        }
        history.validation.append(figures)
      }
      history.epochSeconds.append(seconds(clock.now - epochStart))
      progress.epochEnded(epoch, summary: history.line(epoch - 1), history)
      for callback in callbacks { try callback.epochEnded(self) }
    }
    // The wish is fulfilled: what the cell does with the history is not to be interrupted too.
    if history.interruptedAtEpoch != nil { PlanInterruption.isRequested = false }
    for callback in callbacks { try callback.trainingEnded(self) }
    history.dropUnfinishedEpoch()
    history.seconds = seconds(clock.now - start)
    return history
  }

  /// One pass over the examples; false when it was interrupted.
  private func runEpoch() throws -> Bool {
    let order = shuffling.order(training.count, seed: seed, epoch: epoch)
    let before = RunState(self)
    var means = RunningMeans(objective.names)
    var isInterrupted = false
    var divergedAt: Int?
    for part in parts(of: order) {
      let offset = part.lowerBound / batchSize
      try steps.run(order: Array(order[part])) { index, size, figures in
        guard figures[0].isFinite else {
          divergedAt = offset + index
          return false
        }
        means.add(figures, batchSize: size)
        history.steps.append(Double(figures[0]), to: "loss")
        step += 1
        progress.stepEnded(epoch, offset + index + 1, means)
        isInterrupted = Interruption.isRequested
        if isInterrupted { progress.interrupted(epoch, offset + index + 1, means.figures) }
        return !isInterrupted
      }
      if divergedAt == nil, part.upperBound == order.count,
        trainable.contains(where: { !$0.value.hasOnlyFinite })
      {
        divergedAt = (order.count - 1) / batchSize
      }
      if let divergedAt {
        throw try Divergence(run: self, epochStart: before, order: order)
          .report(step: divergedAt)
      }
      if isInterrupted { return false }
      for callback in callbacks where callback.isDue(atStep: step) {
        try callback.stepEnded(self)
      }
    }
    history.training.append(means.figures)
    return true
  }

  /// The epoch in stretches at whose ends a callback wants to be called; steps within a stretch
  /// run without a break.
  private func parts(of order: [Int32]) -> [Range<Int>] {
    let total = (order.count + batchSize - 1) / batchSize
    let ends = (1...total).filter { local in
      local == total || callbacks.contains { $0.isDue(atStep: step + local) }
    }
    var start = 0
    return ends.map { end in
      defer { start = end * batchSize }
      return start..<min(end * batchSize, order.count)
    }
  }

  /// Runs the steps before number `count` of an epoch again, to look at what follows.
  func repeatSteps(before count: Int, order: [Int32]) throws {
    guard count > 0 else { return }
    try steps.run(order: Array(order.prefix(count * batchSize))) { _, _, _ in true }
  }

  /// Runs one step of an epoch again.
  func repeatStep(_ index: Int, order: [Int32]) throws {
    let batch = order.dropFirst(index * batchSize).prefix(batchSize)
    try steps.run(order: Array(batch)) { _, _, _ in true }
  }

  /// The plan of the training step in words.
  public var plan: String { steps.explanation }
}

/// The values of everything a step changes, to be put back.
struct RunState {
  private let values: [(Parameter, Tensor)]

  init(_ run: TrainingRun) {
    values = (run.objective.model.allEntries.map(\.parameter) + run.optimizer.allState).map {
      ($0, $0.value)
    }
  }

  func restore() {
    for (parameter, value) in values { parameter.value = value }
  }
}

extension History {
  /// Leaves out validation figures that belong to no finished epoch.
  fileprivate mutating func dropUnfinishedEpoch() {
    training.keep(epochs)
    validation.keep(epochs)
  }
}

/// A duration in seconds.
func seconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}
