// Arithmetic with one number, signs, steps and bounds.

// MARK: -

enum Negate: SimpleDifferentiableFunction, IntegerFunction {
  static let name = "-"
  static let documentation = FunctionDocumentation(formula: "-x", derivative: "-1")
  static let samples = FunctionSamples(range: -2...2)
  static let gradientNeeds = GradientNeeds.nothing
  static let isMonotonic = true

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { -x }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _: N) -> N { -dy }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { -x }
}

// MARK: abs

enum Absolute: SimpleDifferentiableFunction, IntegerFunction {
  static let name = "abs"
  static let documentation = FunctionDocumentation(
    formula: "x where x >= 0, else -x", derivative: "the sign of x", remark: "0 at 0")
  static let samples = FunctionSamples(range: -2...2, kinks: [0])
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.magnitude(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N {
    dy.replacing(with: -dy, where: x .< 0).replacing(with: 0, where: x .== 0)
      .replacing(with: x, where: x .!= x)
  }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { abs(x) }
}

extension Tensor {
  /// The absolute value; the derivative at 0 is 0.
  public func abs() -> Tensor { unary(Absolute.self) }
}

/// The absolute value; the derivative at 0 is 0.
@_disfavoredOverload
public func abs(_ x: Tensor) -> Tensor { x.abs() }

// MARK: sign

enum Sign: SimpleFunction, IntegerFunction {
  static let name = "sign"
  static let documentation = FunctionDocumentation(formula: "-1, 0 or 1")
  static let samples = FunctionSamples(range: -2...2, kinks: [0])

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N {
    x.replacing(with: 1, where: x .> 0).replacing(with: -1, where: x .< 0)
  }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { x.signum() }
}

extension Tensor {
  /// -1, 0 or 1; NaN stays NaN. The derivative is 0.
  public func sign() -> Tensor { unary(Sign.self) }
}

/// -1, 0 or 1; NaN stays NaN. The derivative is 0.
@_disfavoredOverload
public func sign(_ x: Tensor) -> Tensor { x.sign() }

// MARK: floor

enum Floor: SimpleFunction, IntegerFunction {
  static let name = "floor"
  static let documentation = FunctionDocumentation(
    formula: "the largest integer that is not greater")
  static let samples = FunctionSamples(range: -3...3, kinks: [-2, -1, 0, 1, 2])

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.integerBelow(x) }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { x }
}

extension Tensor {
  /// The largest integer that is not greater. The derivative is 0.
  public func floor() -> Tensor { unary(Floor.self) }
}

/// The largest integer that is not greater. The derivative is 0.
@_disfavoredOverload
public func floor(_ x: Tensor) -> Tensor { x.floor() }

// MARK: ceil

enum Ceiling: SimpleFunction, IntegerFunction {
  static let name = "ceil"
  static let documentation = FunctionDocumentation(formula: "the smallest integer that is not less")
  static let samples = FunctionSamples(range: -3...3, kinks: [-2, -1, 0, 1, 2])

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.integerAbove(x) }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { x }
}

extension Tensor {
  /// The smallest integer that is not less. The derivative is 0.
  public func ceil() -> Tensor { unary(Ceiling.self) }
}

/// The smallest integer that is not less. The derivative is 0.
@_disfavoredOverload
public func ceil(_ x: Tensor) -> Tensor { x.ceil() }

// MARK: round

enum Round: SimpleFunction, IntegerFunction {
  static let name = "round"
  static let documentation = FunctionDocumentation(formula: "the nearest integer, halves to even")
  static let samples = FunctionSamples(range: -3...3, kinks: [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5])

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.nearestInteger(x) }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { x }
}

extension Tensor {
  /// The nearest integer, halves to even. The derivative is 0.
  public func round() -> Tensor { unary(Round.self) }
}

/// The nearest integer, halves to even. The derivative is 0.
@_disfavoredOverload
public func round(_ x: Tensor) -> Tensor { x.round() }

// MARK: isNaN

enum IsNaN: SimpleFunction, IntegerFunction {
  static let name = "isNaN"
  static let documentation = FunctionDocumentation(formula: "1 where x is NaN, else 0")
  static let samples = FunctionSamples(range: -2...2)

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.one(where: x .!= x, like: x) }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { 0 }
}

extension Tensor {
  /// 1 where an element is NaN, else 0.
  public func isNaN() -> Tensor { unary(IsNaN.self) }
}

// MARK: isFinite

enum IsFinite: SimpleFunction, IntegerFunction {
  static let name = "isFinite"
  static let documentation = FunctionDocumentation(
    formula: "1 where x is neither infinite nor NaN, else 0")
  static let samples = FunctionSamples(range: -2...2)

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.one(where: x - x .== 0, like: x) }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { 1 }
}

extension Tensor {
  /// 1 where an element is neither infinite nor NaN, else 0.
  public func isFinite() -> Tensor { unary(IsFinite.self) }
}

// MARK: + number

/// `s` is the number.
enum AddNumber: DifferentiableFunction, IntegerFunction {
  static let name = "+"
  static let documentation = FunctionDocumentation(formula: "x + s", derivative: "1")
  static let samples = FunctionSamples(range: -2...2, parameters: [(1.5, 0)])
  static let parameterCount = 1
  static let isMonotonic = true

  static func gradientNeeds(_ s: Double, _ t: Double) -> GradientNeeds { .nothing }

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N, _ s: N.Scalar, _ t: N.Scalar) -> N { x + s }

  @inline(__always)
  static func gradient<N: RealArithmetic>(
    _ dy: N, _: N, _ s: N.Scalar, _ t: N.Scalar
  ) -> N { dy }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { x + Int64(clamping: s) }
}

// MARK: * number

/// `s` is the number.
enum MultiplyNumber: DifferentiableFunction, IntegerFunction {
  static let name = "*"
  static let documentation = FunctionDocumentation(formula: "x * s", derivative: "s")
  static let samples = FunctionSamples(range: -2...2, parameters: [(-0.75, 0)])
  static let parameterCount = 1
  static let isMonotonic = true

  static func gradientNeeds(_ s: Double, _ t: Double) -> GradientNeeds { .nothing }

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N, _ s: N.Scalar, _ t: N.Scalar) -> N { x * s }

  @inline(__always)
  static func gradient<N: RealArithmetic>(
    _ dy: N, _: N, _ s: N.Scalar, _ t: N.Scalar
  ) -> N { dy * s }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { x * Int64(clamping: s) }
}

// MARK: clipped(to:)

/// `s` is the lower bound, `t` the upper one.
enum Clip: DifferentiableFunction, IntegerFunction {
  static let name = "clipped(to:)"
  static let documentation = FunctionDocumentation(
    formula: "x, but s below s and t above t", derivative: "1 between the bounds, else 0",
    remark: "0 on the bounds")
  static let samples = FunctionSamples(
    range: -2...2, kinks: [-1, 0.5], parameters: [(-1, 0.5)])
  static let parameterCount = 2
  static let isMonotonic = true

  static func range(_ s: Double, _ t: Double) -> ClosedRange<Double>? { s...t }

  static func gradientNeeds(_ s: Double, _ t: Double) -> GradientNeeds { .input }

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N, _ s: N.Scalar, _ t: N.Scalar) -> N {
    x.replacing(with: s, where: x .< s).replacing(with: t, where: x .> t)
  }

  @inline(__always)
  static func gradient<N: RealArithmetic>(
    _ dy: N, _ x: N, _ s: N.Scalar, _ t: N.Scalar
  ) -> N { dy.replacing(with: 0, where: x .<= s).replacing(with: 0, where: x .>= t) }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 {
    min(max(x, Int64(clamping: s.rounded(.up))), Int64(clamping: t.rounded(.down)))
  }
}

extension Tensor {
  /// x limited to a range; the derivative is 0 on and beyond the bounds.
  public func clipped(to range: ClosedRange<Double>) -> Tensor {
    unary(Clip.self, range.lowerBound, range.upperBound)
  }
}
