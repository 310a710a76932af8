public import Tensors

/// A rate that rises along a straight line before another schedule begins (Goyal and others, 2017).
///
/// ```swift
/// Adam(learningRate: WarmUp(steps: 500, then: ExponentialDecay(from: 0.01, steps: 1_000, decay: 0.5)))
/// ```
public struct WarmUp: LearningRate, CustomStringConvertible {
  private let start: Double
  private let steps: Int
  private let next: any LearningRate

  /// Rises from `start` at step 0 to the first rate of `next` at step number `steps`, where `next`
  /// begins as if that were its step 0.
  public init(from start: Double = 0, steps: Int, then next: any LearningRate) {
    self.start = start
    self.steps = steps
    self.next = next
    requireSchedule(rates: [start], steps: steps)
  }

  public func rate(atStep step: Tensor) -> Tensor {
    let share = (step / Double(steps)).clipped(to: 0...1)
    let later = next.rate(atStep: maximum(step - Double(steps), 0.0))
    return later * share + (1 - share) * start
  }

  public func rate(atStep step: Int) -> Double {
    let share = min(1, Double(step) / Double(steps))
    return next.rate(atStep: max(0, step - steps)) * share + (1 - share) * start
  }

  public var isPlanned: Bool { next.isPlanned }

  public var description: String {
    "WarmUp(from: \(start), steps: \(steps), then: \(next))"
  }
}
