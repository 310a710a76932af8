public import Datasets
internal import Tensors

extension Layer {
  /// Trains the model and returns what happened.
  ///
  /// The training examples are shuffled for every epoch unless asked otherwise; a last partial batch is used. The figures
  /// of an epoch are means over its steps in training mode, while the weights change; validation is
  /// measured after the epoch at inference. A step is planned once and then replayed. The same seed
  /// gives the same numbers.
  ///
  /// ```swift
  /// let history = try model.fit(
  ///   training, validation: validation, epochs: 10, batchSize: 32,
  ///   loss: .softmaxCrossEntropy, optimizer: SGD(learningRate: 1e-3), metrics: [.accuracy])
  /// ```
  ///
  /// - Parameters:
  ///   - training: Examples to learn from.
  ///   - validation: Examples to measure on after each epoch.
  ///   - epochs: How often to go through the examples.
  ///   - batchSize: Examples in a step; Keras' default is 32.
  ///   - loss: What to minimize.
  ///   - optimizer: How to turn gradients into steps.
  ///   - metrics: What to report besides the loss; accuracy by default where there are classes.
  ///   - callbacks: What else to do while training.
  ///   - shuffling: Whether every epoch has an order of its own.
  ///   - seed: Of the order of the examples; the note's seed by default.
  /// - Throws: ``ModelError`` when layers, loss and data do not fit together, or when the loss is
  ///   not a finite number any more; then it names epoch, step and layer.
  @discardableResult
  public func fit(
    _ training: some TrainingData, validation: (any TrainingData)? = nil, epochs: Int = 1,
    batchSize: Int = 32, loss: Loss = .softmaxCrossEntropy, optimizer: any Optimizer = Adam(),
    metrics: [Metric]? = nil, callbacks: [any Callback] = [],
    shuffling: Shuffling = .everyEpoch, seed: UInt64? = nil
  ) throws -> History {
    guard epochs >= 0, batchSize > 0 else {
      throw ModelError.wrongRequest(
        batchSize > 0
          ? "fit(epochs: \(epochs)) expects at least 0 epochs, got \(epochs)"
          : "fit(batchSize: \(batchSize)) expects at least one example in a batch, got \(batchSize)"
      )
    }
    let objective = Objective(model: self, loss: loss, metrics: metrics ?? loss.usualMetrics)
    try objective.prepare(for: training.examples)
    if let validation { try objective.prepare(for: validation.examples) }
    let run = TrainingRun(
      objective: objective, optimizer: optimizer, training: training.examples,
      validation: validation?.examples, epochs: epochs, batchSize: batchSize,
      callbacks: callbacks, shuffling: shuffling, seed: seed ?? RandomSeed.next())
    return try run.train()
  }
}
