public import Datasets
internal import NotebookDisplay
internal import Tensors

/// A training run under way, as callbacks see it.
public final class TrainingRun: CustomStringConvertible {
  /// The model being trained.
  public var model: any Layer { objective.model }
  /// The examples it is trained on.
  public let training: Examples
  /// The epochs asked for, the last of them perhaps in part.
  public var epochs: Int { extent.epochs }
  /// Examples in a step.
  public var batchSize: Int { extent.batchSize }
  /// The epoch under way or just finished, counted from 1.
  public internal(set) var epoch = 0
  /// The steps taken since the beginning of the run.
  public internal(set) var step = 0
  /// What happened so far.
  public internal(set) var history: History

  var settings: TrainingSettings
  let objective: Objective
  let optimizer: OptimizerState
  let extent: TrainingExtent
  let evaluation: Evaluation?
  let trainable: [Parameter]
  private let steps: PlannedSteps
  var progress: ProgressReporter
  /// The part of the next epoch that a checkpoint had behind it.
  var unfinishedEpoch: UnfinishedEpoch?

  init(
    objective: Objective, optimizer: any Optimizer, training: Examples, validation: Examples?,
    extent: TrainingExtent, settings: TrainingSettings
  ) throws {
    self.objective = objective
    self.training = training
    self.extent = extent
    self.settings = settings
    let trainable = Array(objective.model.parameters.trainable)
    self.trainable = trainable
    let state = try optimizer.state(for: trainable)
    self.optimizer = state
    steps = PlannedSteps("training step", data: training, batchSize: extent.batchSize) { batch in
      let (figures, gradients) = try objective.gradients(
        of: batch, at: trainable, Context(isTraining: true))
      state.apply(gradients)
      return figures
    }
    evaluation = validation.map { Evaluation(objective, $0) }
    progress = ProgressReporter(extent)
    history = History(
      names: objective.names, validates: validation != nil,
      evaluates: settings.validationInterval != nil)
    history.plannedEpochs = extent.epochs
  }

  /// "epoch 3 of 10, step 120".
  public var description: String { "epoch \(epoch) of \(epochs), step \(grouped(step))" }

  /// A fixed batch of training examples to look at the model with: the first 128.
  public var probeBatch: Examples { training.prefix(probeSize) }

  /// Its inputs.
  var probeInputs: Tensor { probeBatch.inputs }

  /// Enough examples for steady percentiles, few enough to cost little.
  private let probeSize = 128

  /// Ends the run after this epoch; the history tells why.
  public func stop(because reason: String) { history.stopReason = reason }

  /// The learning rate of the next step; only one given as a number can be changed.
  public var learningRate: Double {
    get { optimizer.learningRate }
    set { optimizer.learningRate = newValue }
  }

  /// The model's values as validation measures them: with the running averages of the weights where
  /// the optimizer keeps such.
  var evaluatedState: ModelState { optimizer.withAverages { model.state } }

  /// Runs a step for every batch in `order`; `onStep` gets the number of the batch, its size and
  /// its figures, and returns false to stop.
  func runSteps(
    _ order: [Int32],
    onStep: (_ step: Int, _ size: Int, StepOutputs) -> Bool = { _, _, _ in true }
  ) throws {
    optimizer.prepareStep()
    try steps.run(order: order) { index, size, figures in
      optimizer.batchesSeen += 1
      optimizer.prepareStep()
      return onStep(index, size, figures)
    }
  }

  /// What is computed for the batches of an epoch.
  func traces() throws -> [Trace] {
    try steps.traces(count: min(training.count, extent.steps(after: 0) * batchSize))
  }

  /// The plan of the training step in words.
  public var plan: String { steps.explanation }
}

/// What a run does besides taking steps.
struct TrainingSettings {
  var callbacks: [any Callback] = []
  var shuffling = Shuffling.everyEpoch
  var seed = 0
  /// Whether the seed was asked for, not drawn.
  var hasGivenSeed = false
  /// Where the run is kept.
  var checkpoint: Checkpoint?
  /// Steps between two measurements of the validation data inside of epochs.
  var validationInterval: Int?
  var onDivergence = DivergenceResponse.error

  /// Whether something wants to see the model after this step of the run.
  func isDue(atStep step: Int) -> Bool {
    validationInterval.map { step.isMultiple(of: $0) } ?? false
      || callbacks.contains { $0.isDue(atStep: step) }
  }
}

/// The values of everything a step changes, to be put back.
struct RunState {
  private let values: [(Parameter, Tensor)]
  private let batchesSeen: Int
  private let optimizer: OptimizerState

  init(_ run: TrainingRun) {
    optimizer = run.optimizer
    batchesSeen = optimizer.batchesSeen
    values = (run.objective.model.allEntries.map(\.parameter) + optimizer.allState).map {
      ($0, $0.value)
    }
  }

  func restore() {
    for (parameter, value) in values { parameter.value = value }
    optimizer.batchesSeen = batchesSeen
  }
}
