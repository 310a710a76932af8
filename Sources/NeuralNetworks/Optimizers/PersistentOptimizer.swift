public import Tensors

/// An optimizer that goes on where it stopped: moments, step counter and learning rate are kept
/// from one `fit` or ``TrainingStep`` of a model to the next, as Keras keeps them from
/// `compile` on.
///
/// ```swift
/// let optimizer = PersistentOptimizer(Adam(learningRate: 1e-3))
/// try model.fit(easy, epochs: 2, optimizer: optimizer)
/// try model.fit(all, epochs: 8, optimizer: optimizer)  // goes on with the same moments
/// ```
public final class PersistentOptimizer: Optimizer, @unchecked Sendable {
  // Unchecked because the state is used by one training at a time, which runs on one thread.
  private let base: any Optimizer
  private var kept: OptimizerState?

  /// An optimizer that begins like `base` and remembers.
  public init(_ base: any Optimizer) { self.base = base }

  public var learningRate: any LearningRate { base.learningRate }
  public var options: OptimizerOptions { base.options }
  public var slots: [OptimizerSlot] { base.slots }
  public var usesStepNumber: Bool { base.usesStepNumber }

  public func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor {
    base.updated(value, gradient: gradient, memory: memory, rate: rate, step: step)
  }

  /// The same memory for the same parameters; throws ``ModelError`` when it belongs to others.
  public func state(for parameters: [Parameter]) throws -> OptimizerState {
    guard let kept else {
      let state = OptimizerState(base, parameters)
      kept = state
      return state
    }
    guard kept.parameters.elementsEqual(parameters, by: ===) else {
      throw ModelError.wrongRequest(
        "\(self) remembers the training of \(plural(kept.parameters.count, "parameter")) that are "
          + "not those of this model: make another PersistentOptimizer for it, or call reset()")
    }
    return kept
  }

  /// Forgets everything: the next training begins anew.
  public func reset() { kept = nil }

  /// The constructor.
  public var description: String { "PersistentOptimizer(\(base))" }
}
