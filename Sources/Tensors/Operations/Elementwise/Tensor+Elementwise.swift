extension Tensor {
  /// e to the power of x.
  public func exp() -> Tensor { floating.unary(.exponential) }

  /// e to the power of x, minus 1, accurate near 0.
  public func expm1() -> Tensor { floating.unary(.exponentialMinusOne) }

  /// The natural logarithm; -infinity at 0, NaN below.
  public func log() -> Tensor { floating.unary(.logarithm) }

  /// The natural logarithm of 1 + x, accurate near 0.
  public func log1p() -> Tensor { floating.unary(.logarithmOnePlus) }

  /// The square root; its derivative at 0 is infinite.
  public func sqrt() -> Tensor { floating.unary(.squareRoot) }

  /// 1 / sqrt(x).
  public func rsqrt() -> Tensor { floating.unary(.reciprocalSquareRoot) }

  /// The sine of x in radians.
  public func sin() -> Tensor { floating.unary(.sine) }

  /// The cosine of x in radians.
  public func cos() -> Tensor { floating.unary(.cosine) }

  /// The hyperbolic tangent.
  public func tanh() -> Tensor { floating.unary(.tanh) }

  /// 1 / (1 + exp(-x)), without overflow.
  public func sigmoid() -> Tensor { floating.unary(.sigmoid) }

  /// log(1 + exp(x)), without overflow.
  public func softplus() -> Tensor { floating.unary(.softplus) }

  /// The error function.
  public func erf() -> Tensor { floating.unary(.errorFunction) }

  /// x times the normal distribution function of x (the exact form).
  public func gelu() -> Tensor { floating.unary(.gelu) }

  /// x * sigmoid(x), also called swish.
  public func silu() -> Tensor { floating.unary(.silu) }

  /// x where positive, else 0; the derivative at 0 is 0, and NaN stays NaN.
  public func relu() -> Tensor { unary(.relu) }

  /// The absolute value; the derivative at 0 is 0.
  public func abs() -> Tensor { unary(.absolute) }

  /// -1, 0 or 1.
  public func sign() -> Tensor { unary(.sign) }

  /// The largest integer that is not greater.
  public func floor() -> Tensor { unary(.floor) }

  /// The smallest integer that is not less.
  public func ceil() -> Tensor { unary(.ceiling) }

  /// The nearest integer, halves to even.
  public func round() -> Tensor { unary(.round) }

  /// x where positive, slope * x elsewhere; the derivative at 0 is the slope.
  public func leakyReLU(slope: Double = 0.3) -> Tensor { floating.unary(.leakyReLU(slope: slope)) }

  /// x where positive, alpha * (exp(x) - 1) elsewhere.
  public func elu(alpha: Double = 1) -> Tensor { floating.unary(.elu(alpha: alpha)) }

  /// x * x.
  public func squared() -> Tensor { unary(.square) }

  /// 1 / x.
  public func reciprocal() -> Tensor { floating.unary(.reciprocal) }

  /// x to the power of a number.
  public func raised(to exponent: Double) -> Tensor {
    switch exponent {
    case 1: self
    case 2: squared()
    case 0.5: sqrt()
    case -1: reciprocal()
    default: floating.unary(.powerScalar(exponent))
    }
  }

  /// x limited to a range; the derivative is 0 on and beyond the bounds.
  public func clipped(to range: ClosedRange<Double>) -> Tensor {
    unary(.clip(lower: range.lowerBound, upper: range.upperBound))
  }

  /// 1 where an element is NaN, else 0.
  public func isNaN() -> Tensor { unary(.isNaN) }

  /// 1 where an element is neither infinite nor NaN, else 0.
  public func isFinite() -> Tensor { unary(.isFinite) }
}
