internal import Tensors

/// An optimizer with options changed after it was made.
struct ConfiguredOptimizer: Optimizer {
  private let base: any Optimizer
  let options: OptimizerOptions
  let description: String

  init(_ base: any Optimizer, _ options: OptimizerOptions, _ modifier: String) {
    self.base = base
    self.options = options
    description = "\(base).\(modifier)"
  }

  var learningRate: any LearningRate { base.learningRate }
  var slots: [OptimizerSlot] { base.slots }
  var usesStepNumber: Bool { base.usesStepNumber }

  func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    base.updated(value, gradient: gradient, memory: memory, rate: rate, step: step)
  }
}

extension Optimizer {
  /// The same rule whose weight decay shrinks only some parameters:
  /// `AdamW(weightDecay: 0.05).decaying(.weights)` leaves out biases and normalizations.
  public func decaying(_ scope: WeightDecayScope) -> some Optimizer {
    changing(".\(scope)", in: "decaying") { $0.decayScope = scope }
  }

  /// The same rule that takes one step for so many batches, with the mean of their gradients, as if
  /// they were one batch (what depends on a batch's statistics apart). Learning rate schedules
  /// count steps, not batches. Keras' `gradient_accumulation_steps`.
  ///
  /// - Parameter batches: At least 1; batches left over at the end of a training take no step.
  public func accumulatingGradients(over batches: Int) -> some Optimizer {
    require(
      batches > 0,
      "accumulatingGradients(over: \(batches)) expects at least one batch, got "
        + "\(batches)")
    return changing("over: \(batches)", in: "accumulatingGradients") {
      $0.accumulationSteps = batches
    }
  }

  /// The same rule that keeps a running average of the weights: a ← momentum · a + (1 - momentum) ·
  /// w after every step, beginning with the first step's weights (Polyak and Juditsky, 1992; Keras'
  /// `use_ema`).
  ///
  /// `fit` measures validation with the average and leaves it in the model at the end; the
  /// steps themselves go on from the weights that are not averaged. A ``TrainingStep`` leaves these
  /// in the model; ``TrainingStep/withAveragedWeights(_:)`` and
  /// ``TrainingStep/adoptAveragedWeights()`` put the average in their place.
  ///
  /// - Parameter momentum: The share of the past, in 0..<1; Keras' default is 0.99.
  public func averagingWeights(momentum: Double = 0.99) -> some Optimizer {
    require(
      (0..<1).contains(momentum),
      "averagingWeights(momentum: \(momentum)) expects a momentum in 0..<1, got \(momentum)")
    return changing("momentum: \(momentum)", in: "averagingWeights") {
      $0.averageMomentum = momentum
    }
  }

  private func changing(
    _ arguments: String, in modifier: String, _ change: (inout OptimizerOptions) -> Void
  ) -> ConfiguredOptimizer {
    var options = options
    change(&options)
    return ConfiguredOptimizer(self, options, "\(modifier)(\(arguments))")
  }
}
