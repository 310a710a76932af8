internal import Tensors

extension Optimizer {
  /// Stops with the constructor, what it expects and the number that came, unless the rate and
  /// the options make sense. Every rule calls it last in its constructor.
  func checkOptions() {
    if let rate = learningRate.constantRate { checkNotNegative("learning rate", rate) }
    checkNotNegative("weight decay", options.weightDecay)
    if let limit = options.clipping?.limit {
      expect(limit > 0, "clips gradients at a limit above 0", limit)
    }
  }

  /// A number that is finite and at least 0.
  func checkNotNegative(_ name: String, _ number: Double) {
    expect(number >= 0 && number.isFinite, "expects a finite \(name) of at least 0", number)
  }

  /// The weight of a running mean's past: with 1 it would never move.
  func checkDecay(_ name: String, _ number: Double) {
    expect(number >= 0 && number < 1, "expects \(name) in 0..<1", number)
  }

  private func expect(_ isFine: Bool, _ expectation: String, _ number: Double) {
    require(isFine, "\(self) \(expectation), got \(number)")
  }
}
