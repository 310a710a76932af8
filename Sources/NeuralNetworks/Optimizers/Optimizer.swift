public import Tensors

/// A rule that turns gradients into steps of the parameters.
///
/// An optimizer is a description: its moments and step counter live in the training run, so that
/// every ``Layer/fit`` starts anew.
public protocol Optimizer: Sendable, CustomStringConvertible {
  /// The size of the steps.
  var learningRate: any LearningRate { get }
  /// What is done to gradients and weights besides the rule itself.
  var options: OptimizerOptions { get }
  /// What the rule remembers for each parameter.
  var slots: [OptimizerSlot] { get }

  /// The parameter's new value.
  ///
  /// - Parameters:
  ///   - value: The parameter's value.
  ///   - gradient: Of the same shape.
  ///   - memory: The parameter's slots; their new values are assigned to them.
  ///   - rate: The learning rate of this step.
  ///   - step: The number of this step, counted from 1.
  func updated(
    _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
  ) -> Tensor
}

/// A tensor that an optimizer keeps for every parameter.
public struct OptimizerSlot: Sendable {
  /// "momentum".
  public let name: String
  /// All elements begin with this.
  public let initialValue: Double
  /// One number instead of one for each of the parameter's.
  public let isScalar: Bool

  /// Describes a slot.
  public init(_ name: String, initialValue: Double = 0, isScalar: Bool = false) {
    self.name = name
    self.initialValue = initialValue
    self.isScalar = isScalar
  }
}

/// Whose defaults and formulas a rule follows where the frameworks differ.
public enum Convention: Sendable { case keras, pyTorch }

/// Weight decay and gradient clipping.
public struct OptimizerOptions: Sendable, Equatable {
  /// The share by which weights shrink; see ``decaysDirectly``.
  public var weightDecay: Double
  /// Whether weights shrink by rate · decay on their own, as in Keras and in AdamW, or decay ·
  /// weight is added to the gradient, as in PyTorch's other optimizers.
  public var decaysDirectly: Bool
  /// How large gradients are cut.
  public var clipping: GradientClipping?

  /// No decay and no clipping unless given.
  public init(
    weightDecay: Double = 0, decaysDirectly: Bool = true, clipping: GradientClipping? = nil
  ) {
    self.weightDecay = weightDecay
    self.decaysDirectly = decaysDirectly
    self.clipping = clipping
  }

  /// Arguments as they are printed after an optimizer's own.
  var arguments: String {
    (weightDecay == 0 ? "" : ", weightDecay: \(weightDecay)")
      + (clipping.map { ", clipping: \($0)" } ?? "")
  }
}

/// A bound on gradients; an optimizer has at most one.
public enum GradientClipping: Sendable, Equatable, CustomStringConvertible {
  /// Every element into -limit...limit.
  case value(Double)
  /// Every parameter's gradient scaled to at most this Euclidean norm.
  case norm(Double)
  /// All gradients together scaled to at most this Euclidean norm.
  case globalNorm(Double)

  /// ".globalNorm(1.0)".
  public var description: String {
    switch self {
    case .value(let limit): ".value(\(limit))"
    case .norm(let limit): ".norm(\(limit))"
    case .globalNorm(let limit): ".globalNorm(\(limit))"
    }
  }

  /// The bound itself.
  var limit: Double {
    switch self {
    case .value(let limit), .norm(let limit), .globalNorm(let limit): limit
    }
  }

  func clip(_ gradients: [Tensor]) -> [Tensor] {
    switch self {
    case .value(let limit):
      return gradients.map { $0.clipped(to: -limit...limit) }
    case .norm(let limit):
      return gradients.map { $0 * Self.factor(limit, $0.squared().sum()) }
    case .globalNorm(let limit):
      let squares = gradients.map { $0.squared().sum() }
      guard let first = squares.first else { return [] }
      let factor = Self.factor(limit, squares.dropFirst().reduce(first, +))
      return gradients.map { $0 * factor }
    }
  }

  /// limit / max(norm, limit): 1 for gradients within the limit, and NaN for NaN.
  private static func factor(_ limit: Double, _ squaredNorm: Tensor) -> Tensor {
    Tensor(limit) / maximum(squaredNorm.sqrt(), Tensor(limit))
  }
}
