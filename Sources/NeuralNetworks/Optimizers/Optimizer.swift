public import Tensors

/// A rule that turns gradients into steps of the parameters.
///
/// An optimizer is a description: its moments and step counter live in an ``OptimizerState``, which
/// every `fit` makes anew. ``PersistentOptimizer`` keeps it from one training to the next.
///
/// A rule of one's own needs the rate, what it remembers, and the update:
///
/// ```swift
/// struct SignDescent: Optimizer {
///   let learningRate: any LearningRate = 0.01
///   func updated(
///     _ value: Tensor, gradient: Tensor, memory: [Parameter], rate: Tensor, step: Tensor
///   ) -> Tensor { value - rate * sign(gradient) }
/// }
/// ```
public protocol Optimizer: Sendable, CustomStringConvertible {
  /// The size of the steps.
  var learningRate: any LearningRate { get }
  /// What is done to gradients and weights besides the rule itself; nothing by default.
  var options: OptimizerOptions { get }
  /// What the rule remembers for each parameter; nothing by default.
  var slots: [OptimizerSlot] { get }
  /// Whether ``updated(_:gradient:memory:rate:step:)`` looks at the number of the step; a rule that
  /// does not is spared a counter. True by default.
  var usesStepNumber: Bool { get }

  /// The parameter's new value. Written with tensor operations, so that it becomes part of the
  /// planned step.
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

  /// The memory that training these parameters begins with; a new one by default.
  func state(for parameters: [Parameter]) throws -> OptimizerState
}

extension Optimizer {
  public var options: OptimizerOptions { OptimizerOptions() }
  public var slots: [OptimizerSlot] { [] }
  public var usesStepNumber: Bool { true }

  public func state(for parameters: [Parameter]) throws -> OptimizerState {
    OptimizerState(self, parameters)
  }

  /// The type with its learning rate: "SignDescent(learningRate: 0.01)".
  public var description: String { "\(type(of: self))(learningRate: \(learningRate))" }
}

/// A tensor that an optimizer keeps for every parameter.
public struct OptimizerSlot: Sendable, CustomStringConvertible {
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

  /// "momentum, first 0".
  public var description: String {
    "\(name), first \(brief(initialValue))\(isScalar ? ", one number" : "")"
  }
}

/// Whose defaults and formulas a rule follows where the frameworks differ.
public enum Convention: Sendable { case keras, pyTorch }

/// Where the number that keeps a division from exploding stands: g / (√v + ε) or g / √(v + ε).
public enum EpsilonPlacement: Sendable, Equatable {
  /// Added to the root.
  case outsideRoot
  /// Added under the root.
  case insideRoot

  /// √v + ε or √(v + ε).
  func root(of square: Tensor, epsilon: Double) -> Tensor {
    self == .insideRoot ? (square + epsilon).sqrt() : square.sqrt() + epsilon
  }
}
