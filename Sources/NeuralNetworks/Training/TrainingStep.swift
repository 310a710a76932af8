public import Datasets
public import Tensors

/// A training step of one's own: the loss is written as a function of the model and a batch, and
/// the step is planned at the first batch of each size and then replayed.
///
/// ```swift
/// let step = TrainingStep(model, optimizer: Adam(learningRate: 1e-3)) { model, batch in
///   softmaxCrossEntropy(model(batch.images), labels: batch.labels)
/// }
/// for batch in training.batches(of: 64, shuffledBy: 7) { losses.append(try step(batch)) }
/// losses += try step(training.batches(of: 64, shuffledBy: 8))  // the same, as fast as fit
/// ```
///
/// Numbers and tensors that the loss captures are written down with it at the first batch and stay
/// what they were then. What changes from step to step is a `Parameter`, which is read anew at
/// every step:
///
/// ```swift
/// let strength = Parameter(0.0)
/// let step = TrainingStep(model, optimizer: SGD()) { model, batch in
///   softmaxCrossEntropy(model(batch.images), labels: batch.labels)
///     + strength.value * model.parameters.trainable.map { $0.value.squared().sum() }.sum()
/// }
/// strength.value = Tensor(1e-4)  // holds from the next step on
/// ```
///
/// The same goes for numbers in properties of layers of one's own. Freezing and thawing layers
/// between steps (`isTrainable`) counts from the next step on.
public final class TrainingStep<Model: Layer>: CustomStringConvertible {
  /// The model it trains.
  public let model: Model
  /// The planned step; `plan.explain()` prints what is computed. It is another one after layers
  /// were frozen or thawed.
  public private(set) var plan: PlannedFunction
  private let work: StepWork<Model>
  private let body: ([Tensor]) throws -> [Tensor]
  private let onDivergence: DivergenceResponse

  /// Prepares a step.
  ///
  /// - Parameters:
  ///   - model: What to train.
  ///   - optimizer: How to turn gradients into steps.
  ///   - onDivergence: What to do with a loss that is not a finite number: throw, end a call with
  ///     many batches and return the losses so far, or return it like any other. The parameters
  ///     have been moved by then.
  ///   - loss: One number for a batch; models called in it are in training mode, and the penalties
  ///     of their regularizers are added. It must not read values, since it is called only to
  ///     write down what is computed.
  public init(
    _ model: Model, optimizer: any Optimizer, onDivergence: DivergenceResponse = .error,
    loss: @escaping (_ model: Model, _ batch: Examples) throws -> Tensor
  ) {
    self.model = model
    self.onDivergence = onDivergence
    let work = StepWork(model: model, optimizer: optimizer, loss: loss)
    self.work = work
    body = { inputs in
      let examples = model.matched(
        Examples(wholeTensors: inputs, classNames: work.classNames))
      let state = try work.state()
      let (value, gradients, problem) = try model.lossWithGradients(
        at: state.parameters, in: Context(isTraining: true)
      ) {
        let value = try loss(model, examples)
        guard value.count == 1 else {
          throw ModelError.wrongRequest(
            "a TrainingStep expects a loss of one number for a batch, got shape \(value.shape): end "
              + "it with mean() or sum()")
        }
        return value
      }
      if let problem { throw problem }
      state.apply(gradients)
      return [value]
    }
    plan = PlannedFunction("training step", body)
  }

  /// "a training step with Adam(learningRate: 0.001), 30 taken".
  public var description: String {
    "a training step with \(work.optimizer), \(grouped(work.stepCount)) taken"
  }

  /// What a step needs, with a new plan where other parameters are to be trained than before.
  private func prepare(for examples: Examples) throws -> OptimizerState {
    let (state, isAnother) = try work.prepare(for: examples)
    if isAnother { plan = PlannedFunction("training step", body) }
    state.prepareStep()
    return state
  }

  /// The same where the loss names the kind of its batch: `{ (model, batch: LabeledImages) in … }`.
  @_disfavoredOverload
  public convenience init<Batch: TrainingData>(
    _ model: Model, optimizer: any Optimizer, onDivergence: DivergenceResponse = .error,
    loss: @escaping (_ model: Model, _ batch: Batch) throws -> Tensor
  ) {
    self.init(model, optimizer: optimizer, onDivergence: onDivergence) {
      (model: Model, examples: Examples) in
      try loss(model, Batch(examples))
    }
  }

  /// Moves the model's parameters by one batch and returns the batch's loss.
  ///
  /// - Throws: ``ModelError`` when the loss is not a finite number; it names the step, counted from
  ///   1, and the first parameter that is not finite any more. What the loss function throws.
  @discardableResult
  public func callAsFunction(_ batch: some TrainingData) throws -> Double {
    let examples = batch.examples
    let state = try prepare(for: examples)
    let loss = try plan(examples.tensors)[0].scalar
    state.batchesSeen += 1
    if !loss.isFinite, case .error = onDivergence { throw divergence(loss, examples, state) }
    return loss
  }

  /// Moves the model's parameters by every batch in turn and returns the losses. The steps follow
  /// each other without a break, as in `fit`.
  ///
  /// - Throws: What a step with one batch throws; `InterruptedError` when the reader asks the run
  ///   to come to an end.
  @discardableResult
  public func callAsFunction(_ batches: Batches<some TrainingData>) throws -> [Double] {
    let examples = batches.data.examples
    guard examples.count > 0 else { return [] }
    let state = try prepare(for: examples.prefix(batches.size))
    let order = batches.order
    var losses: [Double] = []
    var isInterrupted = false
    let goesOn = if case .record = onDivergence { true } else { false }
    try plan.replay(
      rowsOf: examples.wholeTensors, from: examples.rows.lowerBound, order: order,
      batchSize: batches.size
    ) { _, figures in
      state.batchesSeen += 1
      state.prepareStep()
      losses.append(figures[0])
      isInterrupted = PlanInterruption.isRequested
      return !isInterrupted && (figures[0].isFinite || goesOn)
    }
    if let last = losses.last, !last.isFinite, case .error = onDivergence {
      let rows = order.dropFirst((losses.count - 1) * batches.size).prefix(batches.size)
      throw divergence(last, examples.gathering(Array(rows)), state)
    }
    if isInterrupted { throw InterruptedError() }
    return losses
  }

  /// The parameters have been moved: those with a gradient that is not finite are not finite now.
  private func divergence(
    _ loss: Double, _ batch: Examples, _ state: OptimizerState
  ) -> ModelError {
    let spoiled = model.parameterEntries.first { !$0.parameter.value.hasOnlyFinite }
    let row = batch.unusableRow(among: [Int32](0..<Int32(batch.count)))
    return .divergence(
      Divergence(
        loss: loss.isNaN ? "NaN" : "infinite", epoch: nil, step: state.batchesSeen,
        culprit: row.map { "in the batch, \($0)" }
          ?? work.spoiledBefore.map(DivergenceRemedy.spoiledBefore)
          ?? spoiled.map { "first parameter that is not finite: \($0.reference)" }
          ?? "all parameters are finite, the loss itself is not",
        remedy: row != nil
          ? "repair that example or leave it out: no other learning rate helps"
          : work.spoiledBefore != nil
            ? DivergenceRemedy.ofSpoiledWeights
            : DivergenceRemedy(
              learningRate: state.learningRate, options: state.optimizer.options
            ).description),
      history: nil)
  }

  /// Calls `body` with the running averages of `averagingWeights(momentum:)` in the place of the
  /// weights, which come back afterwards: to evaluate the average between steps.
  ///
  /// ```swift
  /// let figures = try step.withAveragedWeights { try model.evaluate(test) }
  /// ```
  ///
  /// Before the first step the weights are their own average. Stops where the optimizer keeps none.
  public func withAveragedWeights<Result>(
    file: StaticString = #fileID, line: UInt = #line, _ body: () throws -> Result
  ) rethrows -> Result {
    requireAverages(file, line)
    guard let state = work.made else { return try body() }
    return try state.withAverages(body)
  }

  /// Puts the running averages of `averagingWeights(momentum:)` in the place of the weights for
  /// good, as `fit` does at its end and Keras' `finalize_variable_values`. Stops where the
  /// optimizer keeps none.
  public func adoptAveragedWeights(file: StaticString = #fileID, line: UInt = #line) {
    requireAverages(file, line)
    work.made?.adoptAverages()
  }

  private func requireAverages(_ file: StaticString, _ line: UInt) {
    require(
      work.optimizer.options.averageMomentum != nil,
      "the step's optimizer \(work.optimizer) keeps no average of the weights: give it one by "
        + "averagingWeights(momentum: 0.99)", file: file, line: line)
  }

  /// The learning rate of the next step; only one given as a number can be changed.
  public var learningRate: Double {
    get { work.learningRate }
    set { work.learningRate = newValue }
  }
}

/// What a step's plan needs besides its arguments.
private final class StepWork<Model: Layer> {
  private let model: Model
  let optimizer: any Optimizer
  private let loss: (Model, Examples) throws -> Tensor
  private(set) var classNames: [String] = []
  /// Made when it is first needed, after the model's parameters.
  private(set) var made: OptimizerState?

  init(
    model: Model, optimizer: any Optimizer, loss: @escaping (Model, Examples) throws -> Tensor
  ) {
    self.model = model
    self.optimizer = optimizer
    self.loss = loss
  }

  /// A weight that was not finite before the first step.
  private(set) var spoiledBefore: ParameterEntry?

  /// How many batches it has seen.
  var stepCount: Int { made?.batchesSeen ?? 0 }

  /// The rate that was set before there was a state.
  private var firstRate: Double?

  var learningRate: Double {
    get { made?.learningRate ?? firstRate ?? OptimizerState(optimizer, []).learningRate }
    set {
      if let made {
        made.learningRate = newValue
      } else {
        // One without parameters refuses what the real one would.
        OptimizerState(optimizer, []).learningRate = newValue
        firstRate = newValue
      }
    }
  }

  /// How often parameters had been frozen or thawed when those to be trained were chosen.
  private var freezingCount = 0

  func state() throws -> OptimizerState {
    if let made { return made }
    freezingCount = Parameter.freezingCount
    let state = try optimizer.state(for: Array(model.parameters.trainable))
    if let firstRate { state.learningRate = firstRate }
    made = state
    spoiledBefore = model.firstUnusableWeight
    return state
  }

  /// The state of the next step, and whether it trains other parameters than the step before.
  func prepare(for examples: Examples) throws -> (state: OptimizerState, isAnother: Bool) {
    classNames = examples.classNames
    if made == nil {
      // Layers that learn their sizes from their first input make their parameters, those of other
      // models too; the loss alone knows what they are called with.
      let batch = model.matched(examples)
      _ = try Context(isTraining: true, updatesState: false).run { try loss(model, batch) }
    }
    if made == nil { TrainedClasses.note(classNames, of: model) }
    guard let before = made, freezingCount != Parameter.freezingCount else {
      if made == nil { model.showNothingToTrain(by: "the TrainingStep") }
      return (try state(), false)
    }
    freezingCount = Parameter.freezingCount
    let trainable = Array(model.parameters.trainable)
    guard !before.parameters.elementsEqual(trainable, by: ===) else { return (before, false) }
    let next = try optimizer.state(for: trainable)
    if next !== before { next.adopt(before) }
    made = next
    model.showNothingToTrain(by: "the TrainingStep")
    return (next, true)
  }
}
