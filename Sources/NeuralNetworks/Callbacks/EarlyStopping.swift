public import Tensors

/// Ends a run when a figure has not improved for some epochs. The counting is Keras': with
/// patience 5, five epochs in a row without an improvement end the run.
public final class EarlyStopping: Callback, CustomStringConvertible {
  private let monitor: Monitor
  private let patience: Int
  private let minimumChange: Double
  private let restoreBest: Bool
  /// The best value so far; `nil` when no epoch had a number.
  public private(set) var best: Double?
  /// The epoch of the best value, counted from 1; 0 before the first.
  public private(set) var bestEpoch = 0
  private var bestState: ModelState?
  private var wait = 0
  /// The values of ``bestState`` as a checkpoint had them, until the model's paths are known.
  private var keptValues: [String: Tensor] = [:]

  /// Watches a figure.
  ///
  /// - Parameters:
  ///   - monitor: The figure.
  ///   - patience: Epochs without an improvement after which the run ends.
  ///   - minimumChange: What counts as an improvement must be larger than this.
  ///   - restoreBest: Whether the model gets back the values of its best epoch, also when the run
  ///     was not ended early.
  public init(
    _ monitor: Monitor = .validationLoss, patience: Int = 0, minimumChange: Double = 0,
    restoreBest: Bool = false
  ) {
    require(
      patience >= 0,
      "EarlyStopping(patience: \(patience)) expects at least 0 epochs, got \(patience)")
    self.monitor = monitor
    self.patience = patience
    self.minimumChange = minimumChange
    self.restoreBest = restoreBest
  }

  /// "validation loss, patience 3: best 0.4127 at epoch 12".
  public var description: String {
    "\(monitor), patience \(patience): "
      + (best.map { "best \(significant($0)) at epoch \(bestEpoch)" } ?? "no epoch yet")
  }

  /// What it was made with.
  var identity: String { "\(monitor.identity) \(patience) \(minimumChange) \(restoreBest)" }

  public func trainingBegan(_ run: TrainingRun) {
    (best, bestEpoch, bestState, wait, keptValues) = (nil, 0, nil, 0, [:])
  }

  public func epochEnded(_ run: TrainingRun) throws {
    let value = try monitor.value(in: run.history)
    wait += 1
    if monitor.improves(value, on: best, by: minimumChange) {
      best = value
      bestEpoch = run.epoch
      wait = 0
      if restoreBest { bestState = run.evaluatedState }
    } else if wait >= patience && run.epoch > 1 {
      run.stop(
        because: best == nil
          ? "stopped early at epoch \(run.epoch): \(monitor) never was a number"
          : "stopped early at epoch \(run.epoch), best \(monitor) at epoch \(bestEpoch)")
    }
  }

  public func trainingEnded(_ run: TrainingRun) {
    if bestState == nil, !keptValues.isEmpty {
      bestState = ModelState(
        values: run.model.state.values.map { ($0.path, keptValues["state/\($0.path)"] ?? $0.value) }
      )
    }
    if let bestState { run.model.state = bestState }
  }

  public var memory: [String: Tensor] {
    var memory = ["counts": Tensor([bestEpoch, wait])]
    if let best { memory["best"] = Tensor(best, type: .float64) }
    for (path, value) in bestState?.values ?? [] { memory["state/\(path)"] = value }
    if bestState == nil { memory.merge(keptValues) { $1 } }
    return memory
  }

  public func restore(_ memory: [String: Tensor]) {
    if let counts = memory["counts"]?.integers, counts.count == 2 {
      (bestEpoch, wait) = (counts[0], counts[1])
    }
    best = memory["best"].map { Double($0) }
    keptValues = memory.filter { $0.key.hasPrefix("state/") }
  }
}
