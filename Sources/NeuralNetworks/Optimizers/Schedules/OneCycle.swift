public import Tensors

/// One rise of the rate to a maximum and one long fall to almost nothing (Smith and Topin, 2017),
/// with PyTorch's `OneCycleLR` defaults and counting.
public struct OneCycle: LearningRate, CustomStringConvertible {
  private let largest: Double
  private let steps: Int
  private let warmUpShare: Double
  private let startDivisor: Double
  private let endDivisor: Double

  /// A cycle over the whole training.
  ///
  /// - Parameters:
  ///   - largest: The rate at the top.
  ///   - steps: All steps of the training; afterwards the rate stays at its last value.
  ///   - warmUpShare: The share of the steps in which the rate rises, in 0...1.
  ///   - startDivisor: The first rate is the largest divided by this.
  ///   - endDivisor: The last rate is the first divided by this.
  public init(
    to largest: Double, steps: Int, warmUpShare: Double = 0.3, startDivisor: Double = 25,
    endDivisor: Double = 1e4
  ) {
    self.largest = largest
    self.steps = steps
    self.warmUpShare = warmUpShare
    self.startDivisor = startDivisor
    self.endDivisor = endDivisor
    requireSchedule(rates: [largest], steps: steps)
    require(
      (0...1).contains(warmUpShare),
      "\(self) expects a share of warm-up in 0...1, got \(warmUpShare)")
    for divisor in [startDivisor, endDivisor] {
      require(
        divisor > 0 && divisor.isFinite, "\(self) expects divisors above 0, got \(divisor)")
    }
  }

  public func rate(atStep step: Tensor) -> Tensor {
    let first = largest / startDivisor
    let last = first / endDivisor
    let top = warmUpShare * Double(steps) - 1
    let end = Double(steps) - 1
    let rise = top > 0 ? halfCosine((step / top).clipped(to: 0...1)) : Tensor(0.0)
    let fall =
      end > top ? halfCosine(((step - top) / (end - top)).clipped(to: 0...1)) : Tensor(1.0)
    let rising = rise * (first - largest) + largest
    let falling = fall * (largest - last) + last
    return `where`(step .<= top, rising, falling)
  }

  public var description: String {
    "OneCycle(to: \(largest), steps: \(steps), warmUpShare: \(warmUpShare), "
      + "startDivisor: \(startDivisor), endDivisor: \(endDivisor))"
  }
}
