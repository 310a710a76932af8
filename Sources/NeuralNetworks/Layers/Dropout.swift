public import Tensors

/// Sets a share of the elements to 0 in training and scales the others by 1 / (1 - rate), so that
/// the expectation stays (Srivastava et al., 2014). At inference it does nothing.
public final class Dropout: Layer, CustomStringConvertible {
  /// The share set to 0.
  public let rate: Double
  private let random = RandomState()

  /// A dropout layer. With rate 1 the output is 0.
  public init(_ rate: Double) {
    require((0...1).contains(rate), "Dropout(\(rate)) expects a rate in 0...1, got \(rate)")
    self.rate = rate
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    random.prepare()
    guard Context.current.isTraining && rate > 0 else { return x }
    return dropout(x, rate: rate, key: random.next())
  }

  /// The constructor.
  public var description: String { "Dropout(\(rate))" }
}

/// Adds normally distributed noise in training.
public final class GaussianNoise: Layer, CustomStringConvertible {
  /// Of the noise.
  public let standardDeviation: Double
  private let random = RandomState()

  /// A noise layer.
  public init(_ standardDeviation: Double) {
    require(
      standardDeviation >= 0 && standardDeviation.isFinite,
      "GaussianNoise(\(standardDeviation)) expects a finite standard deviation of at least 0, got "
        + "\(standardDeviation)")
    self.standardDeviation = standardDeviation
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    random.prepare()
    guard Context.current.isTraining && standardDeviation > 0 else { return x }
    return x + Tensor.normal(x.shape, key: random.next()) * standardDeviation
  }

  /// The constructor.
  public var description: String { "GaussianNoise(\(standardDeviation))" }
}
