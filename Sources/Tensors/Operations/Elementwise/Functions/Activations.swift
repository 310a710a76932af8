// Activations of networks.

// MARK: relu

enum ReLU: SimpleDifferentiableFunction, IntegerFunction {
  static let name = "relu"
  static let documentation = FunctionDocumentation(
    formula: "x where x > 0, else 0", derivative: "1 where x > 0, else 0", remark: "0 at 0")
  static let samples = FunctionSamples(range: -2...2, kinks: [0])
  static let gradientNeeds = GradientNeeds.output

  // `x < 0 ? 0 : x`, not a maximum: the maximum instruction turns NaN into 0.
  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { x.replacing(with: 0, where: x .< 0) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ y: N) -> N {
    dy.replacing(with: 0, where: y .<= 0)
  }

  static func integer(_ x: Int64, _ s: Double, _ t: Double) -> Int64 { max(x, 0) }
}

extension Tensor {
  /// x where positive, else 0; the derivative at 0 is 0, and NaN stays NaN.
  public func relu() -> Tensor { unary(ReLU.self) }
}

/// x where positive, else 0; the derivative at 0 is 0, and NaN stays NaN.
@_disfavoredOverload
public func relu(_ x: Tensor) -> Tensor { x.relu() }

// MARK: leakyReLU

/// `s` is the slope of the negative side.
enum LeakyReLU: DifferentiableFunction {
  static let name = "leakyReLU"
  static let documentation = FunctionDocumentation(
    formula: "x where x > 0, else slope * x", derivative: "1 where x > 0, else slope",
    remark: "the slope at 0")
  static let samples = FunctionSamples(
    range: -2...2, kinks: [0], parameters: [(0.3, 0), (0, 0), (-0.5, 0)])
  static let parameterCount = 1

  /// A positive slope keeps the sign.
  static func gradientNeeds(_ s: Double, _ t: Double) -> GradientNeeds { s > 0 ? .output : .input }

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N, _ s: N.Scalar, _ t: N.Scalar) -> N {
    x.replacing(with: x * s, where: x .< 0)
  }

  @inline(__always)
  static func gradient<N: RealArithmetic>(
    _ dy: N, _ saved: N, _ s: N.Scalar, _ t: N.Scalar
  ) -> N { dy.replacing(with: dy * s, where: saved .<= 0) }
}

extension Tensor {
  /// x where positive, slope * x elsewhere; the derivative at 0 is the slope. The default slope is
  /// Keras's; PyTorch's is 0.01.
  public func leakyReLU(slope: Double = 0.3) -> Tensor { unary(LeakyReLU.self, slope) }
}

/// x where positive, slope * x elsewhere; the derivative at 0 is the slope. The default slope is
/// Keras's; PyTorch's is 0.01.
@_disfavoredOverload
public func leakyReLU(_ x: Tensor, slope: Double = 0.3) -> Tensor { x.leakyReLU(slope: slope) }

// MARK: elu

/// `s` is alpha.
enum ELU: DifferentiableFunction {
  static let name = "elu"
  static let documentation = FunctionDocumentation(
    formula: "x where x > 0, else alpha * (e^x - 1)",
    derivative: "1 where x > 0, else alpha * e^x", remark: "alpha at 0")
  static let samples = FunctionSamples(
    range: -2...2, kinks: [0], parameters: [(1, 0), (0.5, 0), (-0.5, 0)])
  static let parameterCount = 1

  /// With a positive alpha the output keeps the sign, and is alpha less than the derivative.
  static func gradientNeeds(_ s: Double, _ t: Double) -> GradientNeeds { s > 0 ? .output : .input }

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N, _ s: N.Scalar, _ t: N.Scalar) -> N {
    x.replacing(with: s * N.exponentialMinusOne(x), where: x .< 0)
  }

  @inline(__always)
  static func gradient<N: RealArithmetic>(
    _ dy: N, _ saved: N, _ s: N.Scalar, _ t: N.Scalar
  ) -> N {
    guard s > 0 else {
      // Above 0 the power is not used, and may not become infinite.
      let x = saved.replacing(with: 0, where: saved .> 0)
      return dy.replacing(with: dy * s * N.exponential(x), where: saved .<= 0)
    }
    return dy.replacing(with: dy * (saved + s), where: saved .<= 0)
  }
}

extension Tensor {
  /// x where positive, alpha * (e^x - 1) elsewhere; the derivative at 0 is alpha.
  public func elu(alpha: Double = 1) -> Tensor { unary(ELU.self, alpha) }
}

/// x where positive, alpha * (e^x - 1) elsewhere; the derivative at 0 is alpha.
@_disfavoredOverload
public func elu(_ x: Tensor, alpha: Double = 1) -> Tensor { x.elu(alpha: alpha) }

// MARK: gelu

enum GELU: SimpleDifferentiableFunction {
  static let name = "gelu"
  static let documentation = FunctionDocumentation(
    formula: "x * P(x), P the normal distribution function",
    derivative: "P(x) + x * p(x), p the normal density")
  static let samples = FunctionSamples(range: -3...3)
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N {
    // At minus infinity 0 times infinity would be NaN.
    (x * N.normalDistribution(x)).replacing(with: 0, where: x .< -40)
  }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N {
    let density = N.exponential(x * x * -0.5) * 0.398_942_280_401_432_7
    // Where the density is 0 an infinite x must not make NaN of it.
    let slope =
      N.normalDistribution(x) + (x * density).replacing(with: 0, where: density .== 0)
    return dy * slope
  }
}

extension Tensor {
  /// x times the normal distribution function of x: the exact form, not the one with tanh.
  public func gelu() -> Tensor { unary(GELU.self) }
}

/// x times the normal distribution function of x: the exact form, not the one with tanh.
@_disfavoredOverload
public func gelu(_ x: Tensor) -> Tensor { x.gelu() }

// MARK: silu

enum SiLU: SimpleDifferentiableFunction {
  static let name = "silu"
  static let documentation = FunctionDocumentation(
    formula: "x / (1 + e^-x)", derivative: "s + x * s * (1 - s), s = sigmoid(x)")
  static let samples = FunctionSamples(range: -4...4)
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N {
    // At minus infinity 0 times infinity would be NaN.
    (x * N.logistic(x)).replacing(with: 0, where: x .< -800)
  }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N {
    let s = N.logistic(x)
    // At the infinities, where s or 1 - s is 0.
    let bend = (x * s * (1 - s)).replacing(with: 0, where: N.magnitude(x) .> 800)
    return dy * (s + bend)
  }
}

extension Tensor {
  /// x * sigmoid(x), also called swish.
  public func silu() -> Tensor { unary(SiLU.self) }
}

/// x * sigmoid(x), also called swish.
@_disfavoredOverload
public func silu(_ x: Tensor) -> Tensor { x.silu() }

// MARK: sigmoid

enum Sigmoid: SimpleDifferentiableFunction {
  static let name = "sigmoid"
  static let documentation = FunctionDocumentation(
    formula: "1 / (1 + e^-x)", derivative: "y * (1 - y)")
  static let samples = FunctionSamples(range: -4...4)
  static let gradientNeeds = GradientNeeds.output
  static let isMonotonic = true

  static func range(_ s: Double, _ t: Double) -> ClosedRange<Double>? { 0...1 }

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.logistic(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ y: N) -> N { dy * (y * (1 - y)) }
}

extension Primitive {
  /// 1 / (1 + e^-x) of every element.
  static let sigmoid = Primitive.unary(UnaryFunction(Sigmoid.self))
}

extension Tensor {
  /// 1 / (1 + e^-x), without overflow.
  public func sigmoid() -> Tensor {
    let logits = floating
    return logits.unary(Sigmoid.self).remembering(.sigmoid, of: logits)
  }
}

/// 1 / (1 + e^-x), without overflow.
@_disfavoredOverload
public func sigmoid(_ x: Tensor) -> Tensor { x.sigmoid() }

// MARK: softplus

enum Softplus: SimpleDifferentiableFunction {
  static let name = "softplus"
  static let documentation = FunctionDocumentation(
    formula: "log(1 + e^x)", derivative: "sigmoid(x)")
  static let samples = FunctionSamples(range: -4...4)
  static let gradientNeeds = GradientNeeds.input

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N {
    // The larger of x and 0, and what the other adds to it.
    x.replacing(with: 0, where: x .< 0)
      + N.logarithmOnePlus(N.exponential(-N.magnitude(x)))
  }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ x: N) -> N { dy * N.logistic(x) }
}

extension Tensor {
  /// log(1 + e^x), without overflow.
  public func softplus() -> Tensor { unary(Softplus.self) }
}

/// log(1 + e^x), without overflow.
@_disfavoredOverload
public func softplus(_ x: Tensor) -> Tensor { x.softplus() }

// MARK: tanh

enum HyperbolicTangent: SimpleDifferentiableFunction {
  static let name = "tanh"
  static let documentation = FunctionDocumentation(
    formula: "(e^x - e^-x) / (e^x + e^-x)", derivative: "(1 - y) * (1 + y)")
  static let samples = FunctionSamples(range: -3...3)
  static let gradientNeeds = GradientNeeds.output

  @inline(__always)
  static func value<N: RealArithmetic>(_ x: N) -> N { N.hyperbolicTangent(x) }

  @inline(__always)
  static func gradient<N: RealArithmetic>(_ dy: N, _ y: N) -> N { dy * ((1 - y) * (1 + y)) }
}

extension Tensor {
  /// The hyperbolic tangent.
  public func tanh() -> Tensor { unary(HyperbolicTangent.self) }
}

/// The hyperbolic tangent.
@_disfavoredOverload
public func tanh(_ x: Tensor) -> Tensor { x.tanh() }
