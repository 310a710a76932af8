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
/// ```
public final class TrainingStep<Model: Layer, Batch: TrainingData> {
  /// The model it trains.
  public let model: Model
  /// The planned step; `plan.explain()` prints what is computed.
  public let plan: PlannedFunction

  /// Taken so far.
  private var steps = 0
  private let work: StepWork<Model>
  private let loss: (Model, Batch) throws -> Tensor

  /// Prepares a step.
  ///
  /// - Parameters:
  ///   - model: What to train.
  ///   - optimizer: How to turn gradients into steps.
  ///   - loss: One number for a batch; models called in it are in training mode, and the penalties
  ///     of their regularizers are added. It must not read values, since it is called only to
  ///     write down what is computed.
  public init(
    _ model: Model, optimizer: any Optimizer, loss: @escaping (Model, Batch) throws -> Tensor
  ) {
    self.model = model
    self.loss = loss
    let work = StepWork(model: model, optimizer: optimizer)
    self.work = work
    plan = PlannedFunction("training step") { inputs in
      let examples = Examples(
        wholeInputs: inputs[0], wholeTargets: inputs[1], rows: 0..<inputs[0].shape[0],
        classNames: work.classNames)
      let state = work.state
      let (value, gradients, problem) = try model.lossWithGradients(
        at: state.parameters, in: Context(isTraining: true)
      ) { try loss(model, Batch(examples)) }
      if let problem { throw problem }
      state.apply(gradients)
      return [value]
    }
  }

  /// Moves the model's parameters by one batch and returns the batch's loss.
  ///
  /// - Throws: ``ModelError`` when the batch does not fit the model, or when the loss is not a
  ///   finite number; then it names the step, counted from 1, and the first parameter that is not
  ///   finite any more. What the loss function throws.
  @discardableResult
  public func callAsFunction(_ batch: Batch) throws -> Double {
    let examples = batch.examples
    try work.prepare(for: examples) { try loss(model, Batch(examples)) }
    let value = try plan([examples.inputs, examples.targets])[0].scalar
    steps += 1
    guard value.isFinite else { throw divergence(value) }
    return Double(value)
  }

  /// The parameters have been moved: those with a gradient that is not finite are not finite now.
  private func divergence(_ loss: Float) -> ModelError {
    let spoiled = model.parameterEntries.first { !$0.parameter.value.hasOnlyFinite }
    return .divergence(
      loss: loss.isNaN ? "NaN" : "infinite", epoch: nil, step: steps,
      culprit: spoiled.map { "first parameter that is not finite: \($0.reference)" }
        ?? "all parameters are finite, the loss itself is not",
      remedy: "try a smaller learning rate (\(learningRate) now) or gradient clipping")
  }

  /// The learning rate; only one given as a number can be changed.
  public var learningRate: Double {
    get { work.state.learningRate(atStep: steps) }
    set { work.state.setLearningRate(newValue) }
  }
}

/// What a step's plan needs besides its arguments.
private final class StepWork<Model: Layer> {
  private let model: Model
  private let optimizer: any Optimizer
  private(set) var classNames: [String] = []
  private var isPrepared = false
  /// Made when it is first needed, after the model's parameters.
  private(set) lazy var state = OptimizerState(optimizer, Array(model.parameters.trainable))

  init(model: Model, optimizer: any Optimizer) {
    self.model = model
    self.optimizer = optimizer
  }

  /// Makes what appears at the first use, before the first step is planned.
  func prepare(for examples: Examples, _ loss: () throws -> Tensor) throws {
    classNames = examples.classNames
    guard !isPrepared else { return }
    try model.prepare(isFirst: true, for: loss)
    isPrepared = true
  }
}
