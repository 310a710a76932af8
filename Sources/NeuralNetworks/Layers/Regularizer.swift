public import Tensors

/// A penalty on the size of weights, biases or activities, added to the loss.
public struct Regularizer: Sendable, Equatable, CustomStringConvertible {
  private let l1: Double
  private let l2: Double
  /// As it is written: ".l2(0.01)".
  public let description: String

  /// strength · Σ w², without a factor ½, as in Keras: `.l2(0.005)` acts like PyTorch's
  /// `weight_decay=0.01`.
  public static func l2(_ strength: Double = 0.01) -> Regularizer {
    Regularizer(l1: 0, l2: strength, ".l2(\(strength))")
  }

  /// strength · Σ |w|.
  public static func l1(_ strength: Double = 0.01) -> Regularizer {
    Regularizer(l1: strength, l2: 0, ".l1(\(strength))")
  }

  /// l1 · Σ |w| + l2 · Σ w², the elastic net (Zou and Hastie, 2005).
  public static func l1l2(l1: Double = 0.01, l2: Double = 0.01) -> Regularizer {
    Regularizer(l1: l1, l2: l2, ".l1l2(l1: \(l1), l2: \(l2))")
  }

  private init(l1: Double, l2: Double, _ description: String) {
    self.l1 = l1
    self.l2 = l2
    self.description = description
    for strength in [l1, l2] {
      require(
        strength >= 0 && strength.isFinite,
        "\(self) expects a finite strength of at least 0, got \(strength): a negative one rewards "
          + "large weights")
    }
  }

  /// The penalty for these weights: one number.
  public func penalty(_ weight: Tensor) -> Tensor {
    let squares = weight.squared().sum() * l2
    guard l1 != 0 else { return squares }
    let sizes = abs(weight).sum() * l1
    return l2 == 0 ? sizes : sizes + squares
  }

  /// Adds the penalty for a layer's output to the loss of the pass under way: that of the whole
  /// batch divided by the number of its examples, as Keras' `activity_regularizer`.
  func addPenalty(forActivity output: Tensor) {
    let examples = max(1, output.shape.first ?? 1)
    Context.active?.addPenalty(penalty(output) / Double(examples))
  }
}

/// How the regularizers of a normalization's gamma and beta are written in its constructor.
func regularizerArguments(gamma: LazyParameter?, beta: LazyParameter?) -> [String] {
  [("gammaRegularizer", gamma?.regularizer), ("betaRegularizer", beta?.regularizer)]
    .compactMap { name, regularizer in regularizer.map { "\(name): \($0)" } }
}

/// How a layer's regularizers are written in its constructor.
func regularizerArguments(
  _ weight: LazyParameter, _ bias: LazyParameter?, _ activity: Regularizer?
) -> [String] {
  [
    ("regularizer", weight.regularizer), ("biasRegularizer", bias?.regularizer),
    ("activityRegularizer", activity),
  ].compactMap { name, regularizer in regularizer.map { "\(name): \($0)" } }
}
