public import Tensors

/// The size of the optimizer's steps: a number, or one that changes with the steps taken.
///
/// ```swift
/// SGD(learningRate: 0.1)
/// SGD(learningRate: CosineDecay(from: 0.1, steps: 1_000, warmUpSteps: 100))
/// SGD(learningRate: Schedule { step in step < 1_000 ? 0.1 : 0.01 })
/// ```
public protocol LearningRate: Sendable {
  /// The rate after so many steps; the first step is number 0. Written with tensor operations, so
  /// that it becomes part of the planned step.
  func rate(atStep step: Tensor) -> Tensor

  /// The rate after so many steps as a number.
  func rate(atStep step: Int) -> Double

  /// The rate, if it is the same for all steps.
  var constantRate: Double? { get }

  /// Whether ``rate(atStep:)-(Tensor)`` can be part of a planned step; where it cannot, the number
  /// is computed before every step. True by default.
  var isPlanned: Bool { get }
}

extension LearningRate {
  public var constantRate: Double? { nil }
  public var isPlanned: Bool { true }

  /// The rate after so many steps as a number.
  public func rate(atStep step: Int) -> Double { Double(rate(atStep: Tensor(Double(step)))) }

  /// Stops with the constructor unless all rates are finite and at least 0 and there is a step.
  func requireSchedule(rates: [Double], steps: Int = 1) {
    if let wrong = rates.first(where: { !($0 >= 0 && $0.isFinite) }) {
      stop("\(self) expects finite rates of at least 0, got \(wrong)")
    }
    require(steps > 0, "\(self) expects at least one step, got \(steps)")
  }
}

extension Double: LearningRate {
  public func rate(atStep step: Tensor) -> Tensor { Tensor(self) }
  public var constantRate: Double? { self }
}

extension Float: LearningRate {
  public func rate(atStep step: Tensor) -> Tensor { Tensor(self) }
  public var constantRate: Double? { Double(self) }
}

/// A rate that any function of the step's number gives; it is called before every step.
///
/// ```swift
/// SGD(learningRate: Schedule { step in 0.1 / (1 + 0.01 * step) })
/// SGD(learningRate: Schedule { step in [0.1, 0.01, 0.001][min(step / 1_000, 2)] })
/// ```
///
/// The number of the step is a `Double` where the formula wants one, and an `Int` where it can be
/// one.
public struct Schedule: LearningRate, CustomStringConvertible {
  private let compute: @Sendable (_ step: Int) -> Double

  /// A schedule of one's own; `rate` gets the number of steps taken, 0 at the first, and returns a
  /// finite number of at least 0.
  public init(_ rate: @escaping @Sendable (_ step: Int) -> Double) { compute = rate }

  /// The same for a formula of real numbers, `0.1 * pow(0.9, step)`.
  @_disfavoredOverload
  public init(_ rate: @escaping @Sendable (_ step: Double) -> Double) {
    compute = { rate(Double($0)) }
  }

  public func rate(atStep step: Int) -> Double {
    let rate = compute(step)
    require(
      rate >= 0 && rate.isFinite,
      "a Schedule expects a finite rate of at least 0, got \(rate) for step \(step)")
    return rate
  }

  public func rate(atStep step: Tensor) -> Tensor { Tensor(rate(atStep: Int(step))) }
  public var isPlanned: Bool { false }

  public var description: String { "Schedule { … }" }
}
