public import Tensors

/// Adds normally distributed noise in training. At inference it does nothing.
public final class GaussianNoise: FloatingInput, CustomStringConvertible {
  /// Of the noise.
  public let standardDeviation: Double
  private let random = SeedGenerator()

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
    let noise = Tensor.normal(x.shape, key: random.nextKey()) * standardDeviation
    return x + noise.converted(to: x.elementType)
  }

  /// The constructor.
  public var description: String { "GaussianNoise(\(standardDeviation))" }
}
