public import Tensors

/// Lowers the learning rate when a figure stops improving. Defaults and counting are Keras'.
public final class ReduceLearningRateOnPlateau: Callback, CustomStringConvertible {
  private let monitor: Monitor
  private let factor: Double
  private let patience: Int
  private let minimumChange: Double
  private let cooldown: Int
  private let minimumRate: Double
  private var best: Double?
  private var wait = 0
  private var rest = 0

  /// Watches a figure.
  ///
  /// - Parameters:
  ///   - monitor: The figure.
  ///   - factor: The rate is multiplied by this.
  ///   - patience: Epochs without an improvement after which that happens.
  ///   - minimumChange: What counts as an improvement must be larger than this, absolutely.
  ///   - cooldown: Epochs after a change in which nothing is counted.
  ///   - minimumRate: The rate never falls below this.
  public init(
    _ monitor: Monitor = .validationLoss, factor: Double = 0.1, patience: Int = 10,
    minimumChange: Double = 1e-4, cooldown: Int = 0, minimumRate: Double = 0
  ) {
    require(
      factor > 0 && factor < 1,
      "ReduceLearningRateOnPlateau(factor: \(factor)) expects a factor between 0 and 1, got "
        + "\(factor)")
    for (name, number) in [("patience", patience), ("cooldown", cooldown)] {
      require(
        number >= 0,
        "ReduceLearningRateOnPlateau(\(name): \(number)) expects at least 0, got \(number)")
    }
    self.monitor = monitor
    self.factor = factor
    self.patience = patience
    self.minimumChange = minimumChange
    self.cooldown = cooldown
    self.minimumRate = minimumRate
  }

  /// "validation loss, times 0.1 after 10 epochs without improvement: best 0.4127, 3 epochs ago".
  public var description: String {
    "\(monitor), times \(brief(factor)) after \(plural(patience, "epoch")) without improvement: "
      + (best.map { "best \(significant($0))" + (wait > 0 ? ", \(plural(wait, "epoch")) ago" : "") }
        ?? "no epoch yet")
  }

  /// What it was made with.
  var identity: String {
    "\(monitor.identity) \(factor) \(patience) \(minimumChange) \(cooldown) \(minimumRate)"
  }

  public func trainingBegan(_ run: TrainingRun) { (best, wait, rest) = (nil, 0, 0) }

  public var memory: [String: Tensor] {
    var memory = ["counts": Tensor([wait, rest])]
    if let best { memory["best"] = Tensor(best, type: .float64) }
    return memory
  }

  public func restore(_ memory: [String: Tensor]) {
    if let counts = memory["counts"]?.integers, counts.count == 2 {
      (wait, rest) = (counts[0], counts[1])
    }
    best = memory["best"].map { Double($0) }
  }

  public func epochEnded(_ run: TrainingRun) throws {
    let value = try monitor.value(in: run.history)
    if rest > 0 {
      rest -= 1
      wait = 0
    }
    if monitor.improves(value, on: best, by: minimumChange) {
      best = value
      wait = 0
    } else if rest == 0 {
      wait += 1
      if wait >= patience && run.learningRate > minimumRate {
        run.learningRate = max(run.learningRate * factor, minimumRate)
        rest = cooldown
        wait = 0
      }
    }
  }
}
