public import Tensors

/// A penalty on the size of weights, added to the loss.
public struct Regularizer: Sendable, Equatable, CustomStringConvertible {
  private enum Kind { case absolute, squared }

  private let kind: Kind
  private let strength: Double

  /// strength · Σ w², without a factor ½, as in Keras: `.l2(0.005)` acts like PyTorch's
  /// `weight_decay=0.01`.
  public static func l2(_ strength: Double = 0.01) -> Regularizer {
    Regularizer(.squared, strength)
  }

  /// strength · Σ |w|.
  public static func l1(_ strength: Double = 0.01) -> Regularizer {
    Regularizer(.absolute, strength)
  }

  private init(_ kind: Kind, _ strength: Double) {
    self.kind = kind
    self.strength = strength
    require(
      strength >= 0 && strength.isFinite,
      "\(self) expects a finite strength of at least 0, got \(strength): a negative one rewards "
        + "large weights")
  }

  /// The penalty for these weights: one number.
  public func penalty(_ weight: Tensor) -> Tensor {
    (kind == .squared ? weight.squared() : abs(weight)).sum() * strength
  }

  /// ".l2(0.01)".
  public var description: String { "\(kind == .squared ? ".l2" : ".l1")(\(strength))" }
}
