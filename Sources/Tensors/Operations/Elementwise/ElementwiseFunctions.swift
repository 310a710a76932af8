/// e to the power of x.
public func exp(_ x: Tensor) -> Tensor { x.floating.unary(.exponential) }

/// e to the power of x, minus 1, accurate near 0.
public func expm1(_ x: Tensor) -> Tensor { x.floating.unary(.exponentialMinusOne) }

/// The natural logarithm; -infinity at 0, NaN below.
public func log(_ x: Tensor) -> Tensor { x.floating.unary(.logarithm) }

/// The natural logarithm of 1 + x, accurate near 0.
public func log1p(_ x: Tensor) -> Tensor { x.floating.unary(.logarithmOnePlus) }

/// The square root; its derivative at 0 is infinite.
public func sqrt(_ x: Tensor) -> Tensor { x.floating.unary(.squareRoot) }

/// 1 / sqrt(x).
public func rsqrt(_ x: Tensor) -> Tensor { x.floating.unary(.reciprocalSquareRoot) }

/// The sine of x in radians.
public func sin(_ x: Tensor) -> Tensor { x.floating.unary(.sine) }

/// The cosine of x in radians.
public func cos(_ x: Tensor) -> Tensor { x.floating.unary(.cosine) }

/// The hyperbolic tangent.
public func tanh(_ x: Tensor) -> Tensor { x.floating.unary(.tanh) }

/// 1 / (1 + exp(-x)), without overflow.
public func sigmoid(_ x: Tensor) -> Tensor { x.floating.unary(.sigmoid) }

/// log(1 + exp(x)), without overflow.
public func softplus(_ x: Tensor) -> Tensor { x.floating.unary(.softplus) }

/// The error function.
public func erf(_ x: Tensor) -> Tensor { x.floating.unary(.errorFunction) }

/// x times the normal distribution function of x (the exact form).
public func gelu(_ x: Tensor) -> Tensor { x.floating.unary(.gelu) }

/// x * sigmoid(x), also called swish.
public func silu(_ x: Tensor) -> Tensor { x.floating.unary(.silu) }

/// x where positive, else 0; the derivative at 0 is 0, and NaN stays NaN.
public func relu(_ x: Tensor) -> Tensor { x.unary(.relu) }

/// The absolute value; the derivative at 0 is 0.
public func abs(_ x: Tensor) -> Tensor { x.unary(.absolute) }

/// -1, 0 or 1.
public func sign(_ x: Tensor) -> Tensor { x.unary(.sign) }

/// The largest integer that is not greater.
public func floor(_ x: Tensor) -> Tensor { x.unary(.floor) }

/// The smallest integer that is not less.
public func ceil(_ x: Tensor) -> Tensor { x.unary(.ceiling) }

/// The nearest integer, halves to even.
public func round(_ x: Tensor) -> Tensor { x.unary(.round) }

/// x where positive, slope * x elsewhere; the derivative at 0 is the slope.
public func leakyReLU(_ x: Tensor, slope: Double = 0.3) -> Tensor {
  x.floating.unary(.leakyReLU(slope: slope))
}

/// x where positive, alpha * (exp(x) - 1) elsewhere.
public func elu(_ x: Tensor, alpha: Double = 1) -> Tensor { x.floating.unary(.elu(alpha: alpha)) }
