// Powers and roots.

// MARK: squared

enum Square: SimpleDifferentiableFunction, IntegerFunction {
  static let name = "squared"
  static let documentation = FunctionDocumentation(formula: "x * x", derivative: "2 x")
  static let samples = FunctionSamples(range: -2...2)
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { x * x }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N { dy * 2 * x }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { x * x }
}

extension Tensor {
  /// x * x.
  public func squared() -> Tensor { unary(Square.self) }
}

// MARK: sqrt

enum SquareRoot: SimpleDifferentiableFunction {
  static let name = "sqrt"
  static let documentation = FunctionDocumentation(
    formula: "the root of x; NaN below 0", derivative: "0.5 / y", remark: "infinite at 0")
  static let samples = FunctionSamples(range: 0.1...3)
  static let gradientNeeds = GradientNeeds.output

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { x.squareRoot() }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ y: N) -> N { dy * 0.5 / y }
}

extension Tensor {
  /// The square root; NaN below 0. The derivative at 0 is infinite.
  public func sqrt() -> Tensor { unary(SquareRoot.self) }
}

/// The square root; NaN below 0. The derivative at 0 is infinite.
@_disfavoredOverload
public func sqrt(_ x: Tensor) -> Tensor { x.sqrt() }

// MARK: rsqrt

enum ReciprocalSquareRoot: SimpleDifferentiableFunction {
  static let name = "rsqrt"
  static let documentation = FunctionDocumentation(
    formula: "1 / sqrt(x); infinite at 0", derivative: "-0.5 * y^3", remark: "minus infinity at 0")
  static let samples = FunctionSamples(range: 0.1...3)
  static let gradientNeeds = GradientNeeds.output

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { 1 / x.squareRoot() }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ y: N) -> N { dy * -0.5 * (y * y * y) }
}

extension Tensor {
  /// 1 / sqrt(x); infinite at 0, NaN below. The derivative at 0 is minus infinity.
  public func rsqrt() -> Tensor { unary(ReciprocalSquareRoot.self) }
}

/// 1 / sqrt(x); infinite at 0, NaN below. The derivative at 0 is minus infinity.
@_disfavoredOverload
public func rsqrt(_ x: Tensor) -> Tensor { x.rsqrt() }

// MARK: reciprocal

enum Reciprocal: SimpleDifferentiableFunction {
  static let name = "reciprocal"
  static let documentation = FunctionDocumentation(
    formula: "1 / x; infinite at 0", derivative: "-y^2", remark: "minus infinity at 0")
  static let samples = FunctionSamples(range: 0.2...3)
  static let gradientNeeds = GradientNeeds.output

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { 1 / x }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ y: N) -> N { -dy * (y * y) }
}

extension Tensor {
  /// 1 / x; infinite at 0, where the derivative is minus infinity.
  public func reciprocal() -> Tensor { unary(Reciprocal.self) }
}

// MARK: raised(to:)

/// `s` is the exponent.
enum PowerOfNumber: DifferentiableFunction {
  static let name = "raised(to:)"
  static let documentation = FunctionDocumentation(
    formula: "x^s", derivative: "s * x^(s - 1)",
    remark: "0 everywhere for s = 0; infinite at 0 for s < 1, NaN below 0 unless s is an integer")
  static let samples = FunctionSamples(range: 0.3...2, parameters: [(3, 0), (-1.5, 0), (0, 0)])
  static let parameterCount = 1

  static func gradientNeeds(_ s: Double, _ t: Double) -> GradientNeeds { .input }

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N, _ s: N.Scalar, _ t: N.Scalar) -> N {
    N.power(x, exponent: s)
  }

  @inline(__always)
  static func gradient<N: RealArithmetic>(
    _ dy: N, _ x: N, _ s: N.Scalar, _ t: N.Scalar
  ) -> N {
    // 0 times an infinite power would be NaN.
    s == 0 ? dy.replacing(with: 0, where: dy .== dy) : dy * s * N.power(x, exponent: s - 1)
  }
}

extension Tensor {
  /// x to the power of a number; NaN for a negative x, unless the number is an integer. The
  /// derivative is 0 everywhere for the exponent 0, and infinite at 0 for exponents below 1.
  public func raised(to exponent: Double) -> Tensor {
    switch exponent {
    case 1: self
    case 2: squared()
    case 0.5: sqrt()
    case -1: reciprocal()
    default: unary(PowerOfNumber.self, exponent)
    }
  }
}

/// A number to the powers of a tensor, element by element, as 2^x.
@_disfavoredOverload
public func pow(_ base: some TensorScalar, _ exponents: Tensor) -> Tensor {
  let type: ElementType = exponents.elementType == .float64 ? .float64 : .float32
  return pow(Tensor(base.doubleValue, type: type), exponents)
}

/// x to the power of a number; see ``Tensor/raised(to:)``.
@_disfavoredOverload
public func pow(_ x: Tensor, _ exponent: some TensorScalar) -> Tensor {
  x.raised(to: exponent.doubleValue)
}
