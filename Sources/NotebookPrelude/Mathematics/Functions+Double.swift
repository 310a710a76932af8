// The functions of mathematics on `Double`, which a cell has without importing Foundation.
//
// They are disfavored: in a cell that imports Foundation too, the system library's own of the same
// names are meant, and an expression is checked as anywhere in Swift.
internal import Glibc

/// The arc cosine, in 0...π.
@_disfavoredOverload public func acos(_ x: Double) -> Double { Glibc.acos(x) }

/// The inverse hyperbolic cosine.
@_disfavoredOverload public func acosh(_ x: Double) -> Double { Glibc.acosh(x) }

/// The arc sine, in -π/2...π/2.
@_disfavoredOverload public func asin(_ x: Double) -> Double { Glibc.asin(x) }

/// The inverse hyperbolic sine.
@_disfavoredOverload public func asinh(_ x: Double) -> Double { Glibc.asinh(x) }

/// The arc tangent, in -π/2...π/2.
@_disfavoredOverload public func atan(_ x: Double) -> Double { Glibc.atan(x) }

/// The angle of the point (x, y), in -π...π.
@_disfavoredOverload
public func atan2(_ y: Double, _ x: Double) -> Double {
  Glibc.atan2(y, x)
}

/// The inverse hyperbolic tangent.
@_disfavoredOverload public func atanh(_ x: Double) -> Double { Glibc.atanh(x) }

/// The cube root.
@_disfavoredOverload public func cbrt(_ x: Double) -> Double { Glibc.cbrt(x) }

/// The nearest whole number that is not less.
@_disfavoredOverload public func ceil(_ x: Double) -> Double { x.rounded(.up) }

/// The magnitude of x with the sign of y.
@_disfavoredOverload
public func copysign(_ x: Double, _ y: Double) -> Double {
  Glibc.copysign(x, y)
}

/// The cosine of an angle in radians.
@_disfavoredOverload public func cos(_ x: Double) -> Double { Glibc.cos(x) }

/// The hyperbolic cosine.
@_disfavoredOverload public func cosh(_ x: Double) -> Double { Glibc.cosh(x) }

/// The error function.
@_disfavoredOverload public func erf(_ x: Double) -> Double { Glibc.erf(x) }

/// One minus the error function.
@_disfavoredOverload public func erfc(_ x: Double) -> Double { Glibc.erfc(x) }

/// The exponential function, with e as its base.
@_disfavoredOverload public func exp(_ x: Double) -> Double { Glibc.exp(x) }

/// Two to the power of a number.
@_disfavoredOverload public func exp2(_ x: Double) -> Double { Glibc.exp2(x) }

/// exp(x) - 1, accurate near 0.
@_disfavoredOverload public func expm1(_ x: Double) -> Double { Glibc.expm1(x) }

/// The number without its sign.
@_disfavoredOverload public func fabs(_ x: Double) -> Double { x.magnitude }

/// The nearest whole number that is not greater.
@_disfavoredOverload public func floor(_ x: Double) -> Double { x.rounded(.down) }

/// The greater of two numbers.
@_disfavoredOverload
public func fmax(_ x: Double, _ y: Double) -> Double {
  Glibc.fmax(x, y)
}

/// The lesser of two numbers.
@_disfavoredOverload
public func fmin(_ x: Double, _ y: Double) -> Double {
  Glibc.fmin(x, y)
}

/// The remainder of x divided by y, with the sign of x.
@_disfavoredOverload
public func fmod(_ x: Double, _ y: Double) -> Double {
  Glibc.fmod(x, y)
}

/// The length of the hypotenuse, sqrt(x² + y²).
@_disfavoredOverload
public func hypot(_ x: Double, _ y: Double) -> Double {
  Glibc.hypot(x, y)
}

/// The natural logarithm.
@_disfavoredOverload public func log(_ x: Double) -> Double { Glibc.log(x) }

/// The logarithm with 10 as its base.
@_disfavoredOverload public func log10(_ x: Double) -> Double { Glibc.log10(x) }

/// log(1 + x), accurate near 0.
@_disfavoredOverload public func log1p(_ x: Double) -> Double { Glibc.log1p(x) }

/// The logarithm with 2 as its base.
@_disfavoredOverload public func log2(_ x: Double) -> Double { Glibc.log2(x) }

/// x to the power of y.
@_disfavoredOverload public func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }

/// x less the nearest multiple of y.
@_disfavoredOverload
public func remainder(_ x: Double, _ y: Double) -> Double {
  Glibc.remainder(x, y)
}

/// The nearest whole number, the even one of two.
@_disfavoredOverload public func rint(_ x: Double) -> Double { x.rounded(.toNearestOrEven) }

/// The nearest whole number, of two the one further from 0.
@_disfavoredOverload public func round(_ x: Double) -> Double { x.rounded() }

/// The sine of an angle in radians.
@_disfavoredOverload public func sin(_ x: Double) -> Double { Glibc.sin(x) }

/// The hyperbolic sine.
@_disfavoredOverload public func sinh(_ x: Double) -> Double { Glibc.sinh(x) }

/// The square root.
@_disfavoredOverload public func sqrt(_ x: Double) -> Double { x.squareRoot() }

/// The tangent of an angle in radians.
@_disfavoredOverload public func tan(_ x: Double) -> Double { Glibc.tan(x) }

/// The hyperbolic tangent.
@_disfavoredOverload public func tanh(_ x: Double) -> Double { Glibc.tanh(x) }

/// The gamma function.
@_disfavoredOverload public func tgamma(_ x: Double) -> Double { Glibc.tgamma(x) }

/// The whole number towards 0.
@_disfavoredOverload public func trunc(_ x: Double) -> Double { x.rounded(.towardZero) }
