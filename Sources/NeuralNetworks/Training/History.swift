/// What happened in a training run: the figures of every epoch and of every step.
///
/// ```swift
/// after.validation.accuracy.last
/// after.training.loss[0]
/// after.steps.loss.count  // steps of all epochs
/// ```
public struct History: Sendable, Equatable {
  /// The figures of each epoch while the weights were changing, in training mode: means, to which a
  /// batch counts by its size, and counts over all batches. That is what Keras shows too. An epoch
  /// that `fit` was asked to leave in its middle counts with the steps that it has.
  public internal(set) var training: Series
  /// Measured after each epoch, at inference.
  public internal(set) var validation: Series
  /// The loss and the metrics of every step's batch, in training mode, before the step moved the
  /// weights.
  public internal(set) var steps: Series
  /// The validation data measured inside of epochs, at inference, where `fit` was asked for
  /// a `validationInterval`; ``Series/steps`` tells after how many steps.
  public internal(set) var evaluations: Series
  /// How long each epoch took, validation included.
  public internal(set) var epochSeconds: [Double] = []
  /// How long all of it took.
  public internal(set) var seconds = 0.0
  /// The epochs asked for, the last of them perhaps in part.
  public internal(set) var plannedEpochs = 0
  /// The epoch in which the run was interrupted, counted from 1; its steps are in ``steps``.
  public internal(set) var interruptedAtEpoch: Int?
  /// Why the run ended before its last epoch, if it did.
  public internal(set) var stopReason: String?
  /// What went wrong when the loss was not a finite number any more; `nil` if it always was one.
  public internal(set) var divergence: Divergence?
  /// The step whose loss was not finite, or which made weights that were not, counted from 1 over
  /// the whole run; `nil` if there was none.
  public internal(set) var divergedAt: Int?

  /// A history of nothing yet.
  ///
  /// - Parameters:
  ///   - names: What is measured.
  ///   - validates: Whether there are validation data.
  ///   - evaluates: Whether they are measured inside of epochs too.
  init(names: [String] = ["loss"], validates: Bool = true, evaluates: Bool = false) {
    training = Series(names)
    steps = Series(names)
    validation =
      validates
      ? Series(names) : Series(absence: "no validation data were given to fit(validation:)")
    evaluations =
      evaluates
      ? Series(names)
      : Series(absence: "nothing was measured inside of epochs: give fit a validationInterval")
  }

  /// The epochs that were finished.
  public var epochs: Int { epochSeconds.count }
}

/// A loss that is not a finite number any more, and where it came from.
public struct Divergence: Sendable, Equatable, CustomStringConvertible {
  /// "NaN" or "infinite"; the loss itself where it is finite and only the gradient is not.
  public let loss: String
  /// Counted from 1; `nil` where the steps are the caller's own.
  public let epoch: Int?
  /// The step within the epoch, counted from 1; without an epoch, of all steps taken.
  public let step: Int
  /// What was not finite first: "first gradient that is not finite: dense_3.weight of …".
  public let culprit: String
  /// What to do about it.
  public let remedy: String

  /// "loss became NaN at epoch 1, step 14; first gradient that is not finite: dense_3.weight of …".
  public var sentence: String {
    let place = "\(epoch.map { "epoch \($0), " } ?? "")step \(step)"
    return loss == "NaN" || loss == "infinite"
      ? "loss became \(loss) at \(place); \(culprit)"
      : "the gradient became NaN or infinite at \(place), where the loss is still \(loss); "
        + culprit
  }

  /// The sentence, and the remedy in a line of its own.
  public var description: String { "\(sentence)\n  \(remedy)" }
}

/// What training does when the loss is not a finite number any more.
public enum DivergenceResponse: Sendable {
  /// Throws ``ModelError/divergence(_:history:)``, which carries the history so far; the model is
  /// left as it was before the step that went wrong.
  case error
  /// Ends the run and returns the history so far, with ``History/divergence`` and
  /// ``History/divergedAt``; the model is left as it was before the step that went wrong.
  case stop
  /// Goes on with what is not a number, and marks the first such step in the history.
  case record
}
