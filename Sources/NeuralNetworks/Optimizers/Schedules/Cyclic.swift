public import Tensors

/// A rate that goes up and down between two bounds (Smith, 2015), with the counting of PyTorch's
/// `CyclicLR`.
public struct Cyclic: LearningRate, CustomStringConvertible {
  /// How the height of the cycles changes.
  public enum Scaling: Sendable, Equatable {
    /// All cycles are equally high: PyTorch's `triangular`.
    case constant
    /// Every cycle is half as high as the one before: PyTorch's `triangular2`.
    case halving
    /// The height is multiplied by this with every step: PyTorch's `exp_range`.
    case exponential(Double)
  }

  private let smallest: Double
  private let largest: Double
  private let stepsUp: Int
  private let stepsDown: Int
  private let scaling: Scaling

  /// Cycles that begin at the lower bound.
  ///
  /// - Parameters:
  ///   - smallest: The lower bound.
  ///   - largest: The upper bound of the first cycle.
  ///   - stepsUp: From the lower bound to the upper one; PyTorch's default is 2,000.
  ///   - stepsDown: From the upper bound to the lower one; as many as up unless given.
  ///   - scaling: How the height of the cycles changes.
  public init(
    from smallest: Double, to largest: Double, stepsUp: Int = 2_000, stepsDown: Int? = nil,
    scaling: Scaling = .constant
  ) {
    self.smallest = smallest
    self.largest = largest
    self.stepsUp = stepsUp
    self.stepsDown = stepsDown ?? stepsUp
    self.scaling = scaling
    requireSchedule(rates: [smallest, largest], steps: min(stepsUp, self.stepsDown))
    if case .exponential(let factor) = scaling {
      require(
        factor > 0 && factor.isFinite, "\(self) expects a factor above 0, got \(factor)")
    }
  }

  public func rate(atStep step: Tensor) -> Tensor {
    let total = Double(stepsUp) + Double(stepsDown)
    let turn = Double(stepsUp) / total
    let cycle = floor(step / total)
    let place = step / total - cycle
    let height = minimum(place / turn, (1 - place) / (1 - turn)) * (largest - smallest)
    switch scaling {
    case .constant: return height + smallest
    case .halving: return height * exp(cycle * -scalarLogarithm(2)) + smallest
    case .exponential(let factor):
      return height * exp(step * scalarLogarithm(factor)) + smallest
    }
  }

  public var description: String {
    "Cyclic(from: \(smallest), to: \(largest), stepsUp: \(stepsUp), stepsDown: \(stepsDown)"
      + (scaling == .constant ? "" : ", scaling: .\(scaling)") + ")"
  }
}
