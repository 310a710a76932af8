/// A function of one number: its one definition.
///
/// The formula is written once, in ``RealArithmetic``; the eager kernels, the instructions of
/// plans, the reference at double precision and the tests come from it. What has a derivative
/// conforms to ``DifferentiableFunction``, what takes integers to ``IntegerFunction``; a new one is
/// added to ``FunctionList``.
protocol UnaryDefinition: OneTileFunction {
  /// What errors call it: the function in Swift.
  static var name: String { get }
  /// The formula and what the derivative is where it has none, for the table in the documentation.
  static var documentation: FunctionDocumentation { get }
  /// What tests try it on.
  static var samples: FunctionSamples { get }

  /// The value; `s` and `t` are the function's parameters.
  static func value<N: RealArithmetic>(_ x: N, _ s: N.Scalar, _ t: N.Scalar) -> N

  /// How its gradient is computed, `nil` when it is 0 wherever it is defined.
  static var differentiable: (any DifferentiableFunction.Type)? { get }
  /// Between which numbers all values lie; `nil` where there are no such bounds or nobody asks.
  static func range(_ s: Double, _ t: Double) -> ClosedRange<Double>?
  /// Whether it is known never to fall or never to rise: over an interval the extreme values then
  /// lie at its ends.
  static var isMonotonic: Bool { get }
  /// Whether the function of an integer is an integer.
  static var acceptsIntegers: Bool { get }

  // What the extensions below make of the formula, for each function its own code.
  static func evaluate(_ x: Tensor, _ s: Double, _ t: Double) -> Tensor
  static func evaluateIntegers(_ x: Tensor, _ s: Double, _ t: Double) -> Tensor
}

extension UnaryDefinition {
  static func range(_ s: Double, _ t: Double) -> ClosedRange<Double>? { nil }
  static var isMonotonic: Bool { false }
}

/// A function of one number with a derivative that is not 0 everywhere.
protocol DifferentiableFunction: UnaryDefinition {
  /// What the gradient is computed from besides the incoming gradient.
  static func gradientNeeds(_ s: Double, _ t: Double) -> GradientNeeds
  /// The incoming gradient times the derivative; `saved` is what ``gradientNeeds(_:_:)`` says.
  static func gradient<N: RealArithmetic>(
    _ dy: N, _ saved: N, _ s: N.Scalar, _ t: N.Scalar
  ) -> N

  static func evaluateGradient(_ dy: Tensor, _ saved: Tensor, _ s: Double, _ t: Double) -> Tensor
  static func computeGradientTile(_ tile: TileInstruction, _ rows: Int, _ columns: Int)
}

/// A function that maps integers to integers.
protocol IntegerFunction: UnaryDefinition {
  /// The value; what does not fit into int32 is refused.
  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64
}

/// What a gradient rule of a function of one number reads.
package enum GradientNeeds: Sendable { case nothing, input, output }

/// What the documentation says of a function.
package struct FunctionDocumentation: Sendable {
  /// "log(1 + e^x)"
  package var formula: String
  /// The derivative, "" where it is 0.
  package var derivative = ""
  /// What the derivative is at kinks and at the ends of the domain.
  package var remark = ""
}

/// Where tests try a function of one number.
package struct FunctionSamples: Sendable {
  /// From where to where inputs reach.
  package var range: ClosedRange<Double>
  /// Where the derivative jumps: tests of gradients keep away from there.
  package var kinks: [Double] = []
  /// The parameters to try it with.
  package var parameters: [(s: Double, t: Double)] = [(0, 0)]
}

/// A function of one number without parameters.
protocol SimpleFunction: UnaryDefinition {
  static func value<N: RealArithmetic>(_ x: N) -> N
}

extension SimpleFunction {
  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N, _ s: N.Scalar, _ t: N.Scalar) -> N { value(x) }
}

/// A function of one number without parameters that has a derivative.
protocol SimpleDifferentiableFunction: SimpleFunction, DifferentiableFunction {
  static var gradientNeeds: GradientNeeds { get }
  static func gradient<N: RealArithmetic>(_ dy: N, _ saved: N) -> N
}

extension SimpleDifferentiableFunction {
  static func gradientNeeds(_ s: Double, _ t: Double) -> GradientNeeds { gradientNeeds }

  @inline(__always)
  static func gradient<N: RealArithmetic>(
    _ dy: N, _ saved: N, _ s: N.Scalar, _ t: N.Scalar
  ) -> N { gradient(dy, saved) }
}
