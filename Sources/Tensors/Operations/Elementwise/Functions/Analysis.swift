// Exponentials, logarithms, waves and the error function.

// MARK: exp

enum Exponential: SimpleDifferentiableFunction {
  static let name = "exp"
  static let documentation = FunctionDocumentation(formula: "e^x", derivative: "y")
  static let samples = FunctionSamples(range: -2...2)
  static let gradientNeeds = GradientNeeds.output

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.exponential(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ y: N) -> N { dy * y }
}

extension Tensor {
  /// e to the power of x.
  public func exp() -> Tensor { unary(Exponential.self) }
}

/// e to the power of x.
@_disfavoredOverload
public func exp(_ x: Tensor) -> Tensor { x.exp() }

// MARK: expm1

enum ExponentialMinusOne: SimpleDifferentiableFunction {
  static let name = "expm1"
  static let documentation = FunctionDocumentation(formula: "e^x - 1", derivative: "y + 1")
  static let samples = FunctionSamples(range: -2...2)
  static let gradientNeeds = GradientNeeds.output

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.exponentialMinusOne(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ y: N) -> N { dy * (y + 1) }
}

extension Tensor {
  /// e to the power of x, minus 1, accurate near 0.
  public func expm1() -> Tensor { unary(ExponentialMinusOne.self) }
}

/// e to the power of x, minus 1, accurate near 0.
@_disfavoredOverload
public func expm1(_ x: Tensor) -> Tensor { x.expm1() }

// MARK: log

enum Logarithm: SimpleDifferentiableFunction {
  static let name = "log"
  static let documentation = FunctionDocumentation(
    formula: "ln x; -infinity at 0, NaN below", derivative: "1 / x", remark: "infinite at 0")
  static let samples = FunctionSamples(range: 0.1...3)
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.logarithm(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N { dy / x }
}

extension Tensor {
  /// The natural logarithm; -infinity at 0, NaN below. The derivative at 0 is infinite.
  public func log() -> Tensor { unary(Logarithm.self) }
}

/// The natural logarithm; -infinity at 0, NaN below. The derivative at 0 is infinite.
@_disfavoredOverload
public func log(_ x: Tensor) -> Tensor { x.log() }

// MARK: log1p

enum LogarithmOnePlus: SimpleDifferentiableFunction {
  static let name = "log1p"
  static let documentation = FunctionDocumentation(
    formula: "ln (1 + x); -infinity at -1, NaN below",
    derivative: "1 / (1 + x)",
    remark: "infinite at -1")
  static let samples = FunctionSamples(range: -0.8...2)
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.logarithmOnePlus(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N { dy / (x + 1) }
}

extension Tensor {
  /// The natural logarithm of 1 + x, accurate near 0. The derivative at -1 is infinite.
  public func log1p() -> Tensor { unary(LogarithmOnePlus.self) }
}

/// The natural logarithm of 1 + x, accurate near 0. The derivative at -1 is infinite.
@_disfavoredOverload
public func log1p(_ x: Tensor) -> Tensor { x.log1p() }

// MARK: sin

enum Sine: SimpleDifferentiableFunction {
  static let name = "sin"
  static let documentation = FunctionDocumentation(
    formula: "the sine of x in radians", derivative: "cos x")
  static let samples = FunctionSamples(range: -3...3)
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.sine(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N { dy * N.cosine(x) }
}

extension Tensor {
  /// The sine of x in radians.
  public func sin() -> Tensor { unary(Sine.self) }
}

/// The sine of x in radians.
@_disfavoredOverload
public func sin(_ x: Tensor) -> Tensor { x.sin() }

// MARK: cos

enum Cosine: SimpleDifferentiableFunction {
  static let name = "cos"
  static let documentation = FunctionDocumentation(
    formula: "the cosine of x in radians", derivative: "-sin x")
  static let samples = FunctionSamples(range: -3...3)
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.cosine(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N { -dy * N.sine(x) }
}

extension Tensor {
  /// The cosine of x in radians.
  public func cos() -> Tensor { unary(Cosine.self) }
}

/// The cosine of x in radians.
@_disfavoredOverload
public func cos(_ x: Tensor) -> Tensor { x.cos() }

// MARK: erf

enum ErrorFunction: SimpleDifferentiableFunction {
  static let name = "erf"
  static let documentation = FunctionDocumentation(
    formula: "2 / sqrt(pi) times the integral of e^(-u^2) from 0 to x",
    derivative: "2 / sqrt(pi) * e^(-x^2)")
  static let samples = FunctionSamples(range: -2...2)
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.errorFunction(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N {
    dy * N.exponential(-x * x) * 1.128_379_167_095_512_6
  }
}

extension Tensor {
  /// The error function.
  public func erf() -> Tensor { unary(ErrorFunction.self) }
}

/// The error function.
@_disfavoredOverload
public func erf(_ x: Tensor) -> Tensor { x.erf() }
