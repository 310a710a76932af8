// The functions of mathematics on `Float`; see those on `Double`.
internal import Glibc

/// The arc cosine, in 0...π.
@_disfavoredOverload public func acos(_ x: Float) -> Float { Glibc.acos(x) }

/// The inverse hyperbolic cosine.
@_disfavoredOverload public func acosh(_ x: Float) -> Float { Glibc.acosh(x) }

/// The arc sine, in -π/2...π/2.
@_disfavoredOverload public func asin(_ x: Float) -> Float { Glibc.asin(x) }

/// The inverse hyperbolic sine.
@_disfavoredOverload public func asinh(_ x: Float) -> Float { Glibc.asinh(x) }

/// The arc tangent, in -π/2...π/2.
@_disfavoredOverload public func atan(_ x: Float) -> Float { Glibc.atan(x) }

/// The angle of the point (x, y), in -π...π.
@_disfavoredOverload public func atan2(_ y: Float, _ x: Float) -> Float {
  Glibc.atan2(y, x)
}

/// The inverse hyperbolic tangent.
@_disfavoredOverload public func atanh(_ x: Float) -> Float { Glibc.atanh(x) }

/// The cube root.
@_disfavoredOverload public func cbrt(_ x: Float) -> Float { Glibc.cbrt(x) }

/// The nearest whole number that is not less.
@_disfavoredOverload public func ceil(_ x: Float) -> Float { x.rounded(.up) }

/// The magnitude of x with the sign of y.
@_disfavoredOverload public func copysign(_ x: Float, _ y: Float) -> Float {
  Glibc.copysign(x, y)
}

/// The cosine of an angle in radians.
@_disfavoredOverload public func cos(_ x: Float) -> Float { Glibc.cos(x) }

/// The hyperbolic cosine.
@_disfavoredOverload public func cosh(_ x: Float) -> Float { Glibc.cosh(x) }

/// The error function.
@_disfavoredOverload public func erf(_ x: Float) -> Float { Glibc.erf(x) }

/// One minus the error function.
@_disfavoredOverload public func erfc(_ x: Float) -> Float { Glibc.erfc(x) }

/// The exponential function, with e as its base.
@_disfavoredOverload public func exp(_ x: Float) -> Float { Glibc.exp(x) }

/// Two to the power of a number.
@_disfavoredOverload public func exp2(_ x: Float) -> Float { Glibc.exp2(x) }

/// exp(x) - 1, accurate near 0.
@_disfavoredOverload public func expm1(_ x: Float) -> Float { Glibc.expm1(x) }

/// The number without its sign.
@_disfavoredOverload public func fabs(_ x: Float) -> Float { x.magnitude }

/// The nearest whole number that is not greater.
@_disfavoredOverload public func floor(_ x: Float) -> Float { x.rounded(.down) }

/// The greater of two numbers.
@_disfavoredOverload public func fmax(_ x: Float, _ y: Float) -> Float {
  Glibc.fmax(x, y)
}

/// The lesser of two numbers.
@_disfavoredOverload public func fmin(_ x: Float, _ y: Float) -> Float {
  Glibc.fmin(x, y)
}

/// The remainder of x divided by y, with the sign of x.
@_disfavoredOverload public func fmod(_ x: Float, _ y: Float) -> Float {
  Glibc.fmod(x, y)
}

/// The length of the hypotenuse, sqrt(x² + y²).
@_disfavoredOverload public func hypot(_ x: Float, _ y: Float) -> Float {
  Glibc.hypot(x, y)
}

/// The natural logarithm.
@_disfavoredOverload public func log(_ x: Float) -> Float { Glibc.log(x) }

/// The logarithm with 10 as its base.
@_disfavoredOverload public func log10(_ x: Float) -> Float { Glibc.log10(x) }

/// log(1 + x), accurate near 0.
@_disfavoredOverload public func log1p(_ x: Float) -> Float { Glibc.log1p(x) }

/// The logarithm with 2 as its base.
@_disfavoredOverload public func log2(_ x: Float) -> Float { Glibc.log2(x) }

/// x to the power of y.
@_disfavoredOverload public func pow(_ x: Float, _ y: Float) -> Float { Glibc.pow(x, y) }

/// x less the nearest multiple of y.
@_disfavoredOverload public func remainder(_ x: Float, _ y: Float) -> Float {
  Glibc.remainder(x, y)
}

/// The nearest whole number, the even one of two.
@_disfavoredOverload public func rint(_ x: Float) -> Float { x.rounded(.toNearestOrEven) }

/// The nearest whole number, of two the one further from 0.
@_disfavoredOverload public func round(_ x: Float) -> Float { x.rounded() }

/// The sine of an angle in radians.
@_disfavoredOverload public func sin(_ x: Float) -> Float { Glibc.sin(x) }

/// The hyperbolic sine.
@_disfavoredOverload public func sinh(_ x: Float) -> Float { Glibc.sinh(x) }

/// The square root.
@_disfavoredOverload public func sqrt(_ x: Float) -> Float { x.squareRoot() }

/// The tangent of an angle in radians.
@_disfavoredOverload public func tan(_ x: Float) -> Float { Glibc.tan(x) }

/// The hyperbolic tangent.
@_disfavoredOverload public func tanh(_ x: Float) -> Float { Glibc.tanh(x) }

/// The gamma function.
@_disfavoredOverload public func tgamma(_ x: Float) -> Float { Glibc.tgamma(x) }

/// The whole number towards 0.
@_disfavoredOverload public func trunc(_ x: Float) -> Float { x.rounded(.towardZero) }
