public import Datasets
internal import Tensors

extension Layer {
  /// Trains the model and returns what happened.
  ///
  /// The training examples are shuffled for every epoch unless asked otherwise; a last partial
  /// batch is used. The figures of an epoch are those of its steps in training mode, while the
  /// weights change: means, and for metrics such as ``Metric/f1`` what all of them have counted.
  /// Validation is measured after the epoch at inference. A step is planned once and then replayed.
  /// The same seed gives the same numbers.
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
  ///   - epochs: How often to go through the examples; once unless epochs or steps are given.
  ///   - steps: After how many steps to end, in the middle of an epoch if need be. With epochs
  ///     given too, whichever comes first.
  ///   - batchSize: Examples in a step; Keras' default is 32.
  ///   - loss: What to minimize.
  ///   - optimizer: How to turn gradients into steps; Keras' Adam by default. It is a description
  ///     that every `fit` begins anew with: moments and the number of steps do not go on from one
  ///     `fit` to the next, unlike those of Keras' compiled optimizer and PyTorch's. A
  ///     ``PersistentOptimizer`` goes on.
  ///   - metrics: What to report besides the loss; accuracy by default where there are classes.
  ///   - validationInterval: After how many steps to measure the validation data inside of epochs
  ///     too, for ``History/evaluations``.
  ///   - callbacks: What else to do while training.
  ///   - shuffling: Whether every epoch has an order of its own.
  ///   - onDivergence: What to do when the loss is not a finite number any more.
  ///   - checkpoint: Where to keep the training, and to go on from when it is there.
  ///   - seed: Of the order of the examples; the note's seed by default.
  /// - Throws: ``ModelError`` when layers, loss and data do not fit together, or when the loss is
  ///   not a finite number any more; then it names epoch, step and layer, and carries the history.
  @discardableResult
  public func fit(
    _ training: some TrainingData, validation: (any TrainingData)? = nil, epochs: Int? = nil,
    steps: Int? = nil, batchSize: Int = 32, loss: Loss = .softmaxCrossEntropy,
    optimizer: any Optimizer = Adam(), metrics: [Metric]? = nil, validationInterval: Int? = nil,
    callbacks: [any Callback] = [], shuffling: Shuffling = .everyEpoch,
    onDivergence: DivergenceResponse = .error, checkpoint: Checkpoint? = nil, seed: Int? = nil
  ) throws -> History {
    for (name, number, least, expected) in [
      ("epochs", epochs, 0, "at least 0 epochs"), ("steps", steps, 0, "at least 0 steps"),
      ("batchSize", batchSize, 1, "at least one example in a batch"),
      ("validationInterval", validationInterval, 1, "at least one step"),
    ] {
      if let number, number < least {
        throw ModelError.wrongRequest(
          "fit(\(name): \(number)) expects \(expected), got \(number)")
      }
    }
    if validationInterval != nil, validation == nil {
      throw ModelError.wrongRequest(
        "fit(validationInterval: \(validationInterval ?? 0)) has nothing to measure: give "
          + "validation data too")
    }
    let objective = Objective(model: self, loss: loss, metrics: metrics ?? loss.usualMetrics)
    try objective.prepare(for: training.examples)
    if let validation {
      try objective.prepare(for: validation.examples)
      try Self.requireSameClasses(
        training.classNames, "of the training data", validation.classNames,
        "the validation data", remedy: "give the second set the first one's classNames")
    }
    TrainedClasses.note(training.classNames, of: self)
    showNothingToTrain(by: "fit")
    let run = try TrainingRun(
      objective: objective, optimizer: optimizer, training: training.examples,
      validation: validation?.examples,
      extent: TrainingExtent(
        count: training.count, batchSize: batchSize, epochs: epochs, steps: steps),
      settings: TrainingSettings(
        callbacks: callbacks, shuffling: shuffling,
        seed: seed ?? Int(truncatingIfNeeded: RandomSeed.next()),
        hasGivenSeed: seed != nil, checkpoint: checkpoint, validationInterval: validationInterval,
        onDivergence: onDivergence))
    return try run.train()
  }
}
