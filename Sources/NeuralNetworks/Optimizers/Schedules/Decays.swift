public import Tensors

/// initial · decay ^ (step / steps).
public struct ExponentialDecay: LearningRate, CustomStringConvertible {
  private let initial: Double
  private let steps: Int
  private let decay: Double
  private let isStaircase: Bool

  /// A rate that is multiplied by `decay` every so many steps, smoothly or in a staircase.
  public init(from initial: Double, steps: Int, decay: Double, staircase: Bool = false) {
    self.initial = initial
    self.steps = steps
    self.decay = decay
    isStaircase = staircase
    requireSchedule(rates: [initial], steps: steps)
    require(
      decay > 0 && decay.isFinite, "\(self) expects a decay above 0, got \(decay)")
  }

  public func rate(atStep step: Tensor) -> Tensor {
    let share = step / Double(steps)
    return exp((isStaircase ? floor(share) : share) * scalarLogarithm(decay)) * initial
  }

  public var description: String {
    "ExponentialDecay(from: \(initial), steps: \(steps), decay: \(decay)"
      + "\(isStaircase ? ", staircase: true" : ""))"
  }
}

/// One rate up to and including each boundary, the last one afterwards.
public struct PiecewiseConstant: LearningRate, CustomStringConvertible {
  private let boundaries: [Int]
  private let rates: [Double]

  /// A staircase: `PiecewiseConstant(boundaries: [1_000], rates: [0.1, 0.01])` changes after step
  /// 1,000, counted from 0, as in Keras.
  public init(boundaries: [Int], rates: [Double]) {
    require(
      rates.count == boundaries.count + 1 && boundaries == boundaries.sorted(),
      "PiecewiseConstant(boundaries: \(boundaries), rates: \(rates)) expects boundaries that rise, "
        + "and one rate more than boundaries")
    self.boundaries = boundaries
    self.rates = rates
    requireSchedule(rates: rates)
  }

  public func rate(atStep step: Tensor) -> Tensor {
    zip(boundaries, rates.dropFirst()).reduce(Tensor(rates[0])) { rate, change in
      `where`(step .> Double(change.0), Tensor(change.1), rate)
    }
  }

  public var description: String {
    "PiecewiseConstant(boundaries: \(boundaries), rates: \(rates))"
  }
}

/// (initial - end) · (1 - step / steps) ^ power + end, and `end` afterwards.
public struct PolynomialDecay: LearningRate, CustomStringConvertible {
  private let initial: Double
  private let end: Double
  private let steps: Int
  private let power: Double

  /// A rate that falls to `end`; the defaults are Keras'.
  public init(from initial: Double, to end: Double = 1e-4, steps: Int, power: Double = 1) {
    self.initial = initial
    self.end = end
    self.steps = steps
    self.power = power
    requireSchedule(rates: [initial, end], steps: steps)
    require(power >= 0 && power.isFinite, "\(self) expects a power of at least 0, got \(power)")
  }

  public func rate(atStep step: Tensor) -> Tensor {
    let rest = (step / Double(steps)).clipped(to: 0...1) * -1 + 1
    return (power == 1 ? rest : pow(rest, power)) * (initial - end) + end
  }

  public var description: String {
    "PolynomialDecay(from: \(initial), to: \(end), steps: \(steps), power: \(power))"
  }
}

/// Half a cosine wave from the initial rate to `alpha` times it, after an optional linear warm-up
/// (Loshchilov and Hutter, 2016).
public struct CosineDecay: LearningRate, CustomStringConvertible {
  private let initial: Double
  private let steps: Int
  private let alpha: Double
  private let warmUpSteps: Int

  /// A rate that rises from 0 for `warmUpSteps` and then falls for `steps`.
  public init(from initial: Double, steps: Int, alpha: Double = 0, warmUpSteps: Int = 0) {
    self.initial = initial
    self.steps = steps
    self.alpha = alpha
    self.warmUpSteps = warmUpSteps
    requireSchedule(rates: [initial, alpha], steps: steps)
    require(
      warmUpSteps >= 0, "\(self) expects at least 0 steps of warm-up, got \(warmUpSteps)")
  }

  public func rate(atStep step: Tensor) -> Tensor {
    let share = ((step - Double(warmUpSteps)) / Double(steps)).clipped(to: 0...1)
    let rate = (halfCosine(share) * (1 - alpha) + alpha) * initial
    guard warmUpSteps > 0 else { return rate }
    return rate * (step / Double(warmUpSteps)).clipped(to: 0...1)
  }

  public var description: String {
    "CosineDecay(from: \(initial), steps: \(steps), alpha: \(alpha), "
      + "warmUpSteps: \(warmUpSteps))"
  }
}

/// From 1 at share 0 along half a cosine wave to 0 at share 1.
func halfCosine(_ share: Tensor) -> Tensor { (cos(share * Double.pi) + 1) * 0.5 }
