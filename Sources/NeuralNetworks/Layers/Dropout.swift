public import Tensors

/// Sets a share of the elements to 0 in training and scales the others by 1 / (1 - rate), so that
/// the expectation stays (Srivastava et al., 2014). At inference it does nothing.
public final class Dropout: FloatingInput, CustomStringConvertible {
  /// The share set to 0.
  public let rate: Double
  private let random = SeedGenerator()

  /// A dropout layer. With rate 1 the output is 0.
  public init(_ rate: Double) {
    require((0...1).contains(rate), "Dropout(\(rate)) expects a rate in 0...1, got \(rate)")
    self.rate = rate
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    random.prepare()
    guard Context.current.isTraining && rate > 0 else { return x }
    return dropout(x, rate: rate, key: random.nextKey())
  }

  /// The constructor.
  public var description: String { "Dropout(\(rate))" }
}
