/// e to the power of x.
@_disfavoredOverload
public func exp(_ x: Tensor) -> Tensor { x.floating.unary(.exponential) }

/// e to the power of x, minus 1, accurate near 0.
@_disfavoredOverload
public func expm1(_ x: Tensor) -> Tensor { x.floating.unary(.exponentialMinusOne) }

/// The natural logarithm; -infinity at 0, NaN below.
@_disfavoredOverload
public func log(_ x: Tensor) -> Tensor { x.floating.unary(.logarithm) }

/// The natural logarithm of 1 + x, accurate near 0.
@_disfavoredOverload
public func log1p(_ x: Tensor) -> Tensor { x.floating.unary(.logarithmOnePlus) }

/// The square root; its derivative at 0 is infinite.
@_disfavoredOverload
public func sqrt(_ x: Tensor) -> Tensor { x.floating.unary(.squareRoot) }

/// 1 / sqrt(x).
@_disfavoredOverload
public func rsqrt(_ x: Tensor) -> Tensor { x.floating.unary(.reciprocalSquareRoot) }

/// The sine of x in radians.
@_disfavoredOverload
public func sin(_ x: Tensor) -> Tensor { x.floating.unary(.sine) }

/// The cosine of x in radians.
@_disfavoredOverload
public func cos(_ x: Tensor) -> Tensor { x.floating.unary(.cosine) }

/// The hyperbolic tangent.
@_disfavoredOverload
public func tanh(_ x: Tensor) -> Tensor { x.floating.unary(.tanh) }

/// 1 / (1 + exp(-x)), without overflow.
@_disfavoredOverload
public func sigmoid(_ x: Tensor) -> Tensor { x.floating.unary(.sigmoid) }

/// log(1 + exp(x)), without overflow.
@_disfavoredOverload
public func softplus(_ x: Tensor) -> Tensor { x.floating.unary(.softplus) }

/// The error function.
@_disfavoredOverload
public func erf(_ x: Tensor) -> Tensor { x.floating.unary(.errorFunction) }

/// x times the normal distribution function of x (the exact form).
@_disfavoredOverload
public func gelu(_ x: Tensor) -> Tensor { x.floating.unary(.gelu) }

/// x * sigmoid(x), also called swish.
@_disfavoredOverload
public func silu(_ x: Tensor) -> Tensor { x.floating.unary(.silu) }

/// x where positive, else 0; the derivative at 0 is 0, and NaN stays NaN.
@_disfavoredOverload
public func relu(_ x: Tensor) -> Tensor { x.unary(.relu) }

/// The absolute value; the derivative at 0 is 0.
@_disfavoredOverload
public func abs(_ x: Tensor) -> Tensor { x.unary(.absolute) }

/// -1, 0 or 1.
@_disfavoredOverload
public func sign(_ x: Tensor) -> Tensor { x.unary(.sign) }

/// The largest integer that is not greater.
@_disfavoredOverload
public func floor(_ x: Tensor) -> Tensor { x.unary(.floor) }

/// The smallest integer that is not less.
@_disfavoredOverload
public func ceil(_ x: Tensor) -> Tensor { x.unary(.ceiling) }

/// The nearest integer, halves to even.
@_disfavoredOverload
public func round(_ x: Tensor) -> Tensor { x.unary(.round) }

/// x where positive, slope * x elsewhere; the derivative at 0 is the slope.
@_disfavoredOverload
public func leakyReLU(_ x: Tensor, slope: Double = 0.3) -> Tensor {
  x.floating.unary(.leakyReLU(slope: slope))
}

/// x where positive, alpha * (exp(x) - 1) elsewhere.
@_disfavoredOverload
public func elu(_ x: Tensor, alpha: Double = 1) -> Tensor { x.floating.unary(.elu(alpha: alpha)) }
