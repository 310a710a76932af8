// The functions of mathematics on whole numbers, which give a `Double`: without them `exp(1)` and
// `pow(2, 3)` could be of either floating-point type, and would be of neither.

/// The arc cosine, in 0...π.
@_disfavoredOverload public func acos(_ x: Int) -> Double { acos(Double(x)) }

/// The inverse hyperbolic cosine.
@_disfavoredOverload public func acosh(_ x: Int) -> Double { acosh(Double(x)) }

/// The arc sine, in -π/2...π/2.
@_disfavoredOverload public func asin(_ x: Int) -> Double { asin(Double(x)) }

/// The inverse hyperbolic sine.
@_disfavoredOverload public func asinh(_ x: Int) -> Double { asinh(Double(x)) }

/// The arc tangent, in -π/2...π/2.
@_disfavoredOverload public func atan(_ x: Int) -> Double { atan(Double(x)) }

/// The angle of the point (x, y), in -π...π.
@_disfavoredOverload public func atan2(_ y: Int, _ x: Int) -> Double { atan2(Double(y), Double(x)) }

/// The inverse hyperbolic tangent.
@_disfavoredOverload public func atanh(_ x: Int) -> Double { atanh(Double(x)) }

/// The cube root.
@_disfavoredOverload public func cbrt(_ x: Int) -> Double { cbrt(Double(x)) }

/// The nearest whole number that is not less.
@_disfavoredOverload public func ceil(_ x: Int) -> Double { ceil(Double(x)) }

/// The magnitude of x with the sign of y.
@_disfavoredOverload public func copysign(_ x: Int, _ y: Int) -> Double {
  copysign(Double(x), Double(y))
}

/// The cosine of an angle in radians.
@_disfavoredOverload public func cos(_ x: Int) -> Double { cos(Double(x)) }

/// The hyperbolic cosine.
@_disfavoredOverload public func cosh(_ x: Int) -> Double { cosh(Double(x)) }

/// The error function.
@_disfavoredOverload public func erf(_ x: Int) -> Double { erf(Double(x)) }

/// One minus the error function.
@_disfavoredOverload public func erfc(_ x: Int) -> Double { erfc(Double(x)) }

/// The exponential function, with e as its base.
@_disfavoredOverload public func exp(_ x: Int) -> Double { exp(Double(x)) }

/// Two to the power of a number.
@_disfavoredOverload public func exp2(_ x: Int) -> Double { exp2(Double(x)) }

/// exp(x) - 1, accurate near 0.
@_disfavoredOverload public func expm1(_ x: Int) -> Double { expm1(Double(x)) }

/// The number without its sign.
@_disfavoredOverload public func fabs(_ x: Int) -> Double { fabs(Double(x)) }

/// The nearest whole number that is not greater.
@_disfavoredOverload public func floor(_ x: Int) -> Double { floor(Double(x)) }

/// The greater of two numbers.
@_disfavoredOverload public func fmax(_ x: Int, _ y: Int) -> Double { fmax(Double(x), Double(y)) }

/// The lesser of two numbers.
@_disfavoredOverload public func fmin(_ x: Int, _ y: Int) -> Double { fmin(Double(x), Double(y)) }

/// The remainder of x divided by y, with the sign of x.
@_disfavoredOverload public func fmod(_ x: Int, _ y: Int) -> Double { fmod(Double(x), Double(y)) }

/// The length of the hypotenuse, sqrt(x² + y²).
@_disfavoredOverload public func hypot(_ x: Int, _ y: Int) -> Double { hypot(Double(x), Double(y)) }

/// The natural logarithm.
@_disfavoredOverload public func log(_ x: Int) -> Double { log(Double(x)) }

/// The logarithm with 10 as its base.
@_disfavoredOverload public func log10(_ x: Int) -> Double { log10(Double(x)) }

/// log(1 + x), accurate near 0.
@_disfavoredOverload public func log1p(_ x: Int) -> Double { log1p(Double(x)) }

/// The logarithm with 2 as its base.
@_disfavoredOverload public func log2(_ x: Int) -> Double { log2(Double(x)) }

/// x to the power of y.
@_disfavoredOverload public func pow(_ x: Int, _ y: Int) -> Double { pow(Double(x), Double(y)) }

/// x less the nearest multiple of y.
@_disfavoredOverload public func remainder(_ x: Int, _ y: Int) -> Double {
  remainder(Double(x), Double(y))
}

/// The nearest whole number, the even one of two.
@_disfavoredOverload public func rint(_ x: Int) -> Double { rint(Double(x)) }

/// The nearest whole number, of two the one further from 0.
@_disfavoredOverload public func round(_ x: Int) -> Double { round(Double(x)) }

/// The sine of an angle in radians.
@_disfavoredOverload public func sin(_ x: Int) -> Double { sin(Double(x)) }

/// The hyperbolic sine.
@_disfavoredOverload public func sinh(_ x: Int) -> Double { sinh(Double(x)) }

/// The square root.
@_disfavoredOverload public func sqrt(_ x: Int) -> Double { sqrt(Double(x)) }

/// The tangent of an angle in radians.
@_disfavoredOverload public func tan(_ x: Int) -> Double { tan(Double(x)) }

/// The hyperbolic tangent.
@_disfavoredOverload public func tanh(_ x: Int) -> Double { tanh(Double(x)) }

/// The gamma function.
@_disfavoredOverload public func tgamma(_ x: Int) -> Double { tgamma(Double(x)) }

/// The whole number towards 0.
@_disfavoredOverload public func trunc(_ x: Int) -> Double { trunc(Double(x)) }
