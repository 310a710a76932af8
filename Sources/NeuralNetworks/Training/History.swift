/// What happened in a training run: the figures of every epoch and the loss of every step.
///
/// ```swift
/// after.validation.accuracy.last
/// after.training.loss[0]
/// after.steps.loss.count  // steps of all epochs
/// ```
public struct History: Sendable {
  /// Series of figures by name, one number an epoch (or a step).
  public struct Series: Sendable, Equatable {
    /// The names in the order they are shown: "loss", "accuracy".
    public internal(set) var names: [String] = []
    private var values: [String: [Double]] = [:]

    /// The numbers of one name; empty if there are none.
    public subscript(name: String) -> [Double] { values[name] ?? [] }

    /// The loss.
    public var loss: [Double] { self["loss"] }
    /// The share of right answers.
    public var accuracy: [Double] { self["accuracy"] }

    /// Whether there are no figures at all.
    public var isEmpty: Bool { names.isEmpty }

    /// The last number of each name.
    var last: [(name: String, value: Double)] { names.map { ($0, self[$0].last ?? .nan) } }

    mutating func append(_ figures: [(name: String, value: Double)]) {
      for (name, value) in figures {
        if values[name] == nil { names.append(name) }
        values[name, default: []].append(value)
      }
    }

    /// Leaves out what comes after the first `count` numbers.
    mutating func keep(_ count: Int) {
      for name in names { values[name] = Array(self[name].prefix(count)) }
    }

    mutating func append(_ value: Double, to name: String) {
      if values[name] == nil { names.append(name) }
      values[name, default: []].append(value)
    }
  }

  /// Means over each epoch while the weights were changing, in training mode; a batch counts by
  /// its size. That is what Keras shows too.
  public internal(set) var training = Series()
  /// Measured after each epoch, at inference.
  public internal(set) var validation = Series()
  /// The loss of every step.
  public internal(set) var steps = Series()
  /// How long each epoch took, validation included.
  public internal(set) var epochSeconds: [Double] = []
  /// How long all of it took.
  public internal(set) var seconds = 0.0
  /// The epochs asked for.
  public internal(set) var plannedEpochs = 0
  /// The epoch in which the run was interrupted, counted from 1; its steps are in ``steps``.
  public internal(set) var interruptedAtEpoch: Int?
  /// Why the run ended before its last epoch, if it did.
  public internal(set) var stopReason: String?

  init() {}

  /// The epochs that were finished.
  public var epochs: Int { epochSeconds.count }
}
