/// What can be compared element by element.
protocol ElementwiseComparable {
  /// Which elements a comparison holds for.
  associatedtype Mask

  static func .< (a: Self, b: Self) -> Mask
  static func .<= (a: Self, b: Self) -> Mask
  static func .> (a: Self, b: Self) -> Mask
  static func .>= (a: Self, b: Self) -> Mask
  static func .== (a: Self, b: Self) -> Mask
  static func .!= (a: Self, b: Self) -> Mask
}

/// The arithmetic in which functions of numbers are written, once for all that computes them:
/// sixteen floats at a time in kernels and plans, a `Double` where results are proved, and whole
/// tensors where a gradient is itself differentiated.
protocol RealArithmetic: ElementwiseComparable {
  /// A number that stands for all elements: a parameter or a constant.
  associatedtype Scalar: BinaryFloatingPoint

  static prefix func - (x: Self) -> Self
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static func + (a: Self, b: Scalar) -> Self
  static func - (a: Self, b: Scalar) -> Self
  static func * (a: Self, b: Scalar) -> Self
  static func / (a: Self, b: Scalar) -> Self
  static func + (a: Scalar, b: Self) -> Self
  static func - (a: Scalar, b: Self) -> Self
  static func * (a: Scalar, b: Self) -> Self
  static func / (a: Scalar, b: Self) -> Self

  static func .< (a: Self, b: Scalar) -> Mask
  static func .<= (a: Self, b: Scalar) -> Mask
  static func .> (a: Self, b: Scalar) -> Mask
  static func .>= (a: Self, b: Scalar) -> Mask
  static func .== (a: Self, b: Scalar) -> Mask
  static func .!= (a: Self, b: Scalar) -> Mask

  /// The other elements where the comparison holds, these elsewhere.
  func replacing(with other: Self, where mask: Mask) -> Self
  /// One number where the comparison holds, these elements elsewhere.
  func replacing(with other: Scalar, where mask: Mask) -> Self

  static func magnitude(_ x: Self) -> Self
  static func zeros(like x: Self) -> Self
  func squareRoot() -> Self
  static func exponential(_ x: Self) -> Self
  static func exponentialMinusOne(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  static func logarithmOnePlus(_ x: Self) -> Self
  static func sine(_ x: Self) -> Self
  static func cosine(_ x: Self) -> Self
  static func hyperbolicTangent(_ x: Self) -> Self
  static func errorFunction(_ x: Self) -> Self
  /// The share of the standard normal distribution below x.
  static func normalDistribution(_ x: Self) -> Self
  static func power(_ x: Self, _ y: Self) -> Self
  /// a - b * q with the quotient q cut off towards 0.
  static func remainder(_ a: Self, _ b: Self) -> Self
  /// x to the power of a number that is the same for all elements.
  static func power(_ x: Self, exponent: Scalar) -> Self
  /// The largest integer that is not greater.
  static func integerBelow(_ x: Self) -> Self
  /// The smallest integer that is not less.
  static func integerAbove(_ x: Self) -> Self
  /// The nearest integer, halves to even.
  static func nearestInteger(_ x: Self) -> Self
}

extension RealArithmetic {
  /// 1 / (1 + e^-x), without overflow on either side.
  @inline(__always)
  static func logistic(_ x: Self) -> Self {
    let e = exponential(x.replacing(with: -x, where: x .> 0))
    let smaller = e / (1 + e)
    return (1 - smaller).replacing(with: smaller, where: x .< 0)
      .replacing(with: x, where: x .!= x)
  }

  /// 1 where a comparison of x holds, else 0.
  @inline(__always)
  static func one(where mask: Mask, like x: Self) -> Self {
    zeros(like: x).replacing(with: 1, where: mask)
  }
}

extension SIMD16: ElementwiseComparable where Scalar == Float {
  typealias Mask = SIMDMask<SIMD16<Int32>>
}

extension SIMD16: RealArithmetic where Scalar == Float {
  @inline(__always)
  static func magnitude(_ x: Self) -> Self {
    unsafeBitCast(
      unsafeBitCast(x, to: SIMD16<UInt32>.self) & SIMD16<UInt32>(repeating: 0x7FFF_FFFF),
      to: Self.self)
  }
  @inline(__always) static func zeros(like x: Self) -> Self { Self() }
  @inline(__always) static func exponential(_ x: Self) -> Self { VectorMath.exponential(x) }
  @inline(__always)
  static func exponentialMinusOne(_ x: Self) -> Self { VectorMath.exponentialMinusOne(x) }
  @inline(__always) static func logarithm(_ x: Self) -> Self { VectorMath.logarithm(x) }
  @inline(__always)
  static func logarithmOnePlus(_ x: Self) -> Self { VectorMath.logarithmOnePlus(x) }
  @inline(__always) static func sine(_ x: Self) -> Self { VectorMath.sine(x) }
  @inline(__always) static func cosine(_ x: Self) -> Self { VectorMath.cosine(x) }
  @inline(__always) static func hyperbolicTangent(_ x: Self) -> Self { VectorMath.tanh(x) }
  @inline(__always) static func errorFunction(_ x: Self) -> Self { VectorMath.errorFunction(x) }
  @inline(__always)
  static func normalDistribution(_ x: Self) -> Self { VectorMath.normalDistribution(x) }
  @inline(__always) static func power(_ x: Self, _ y: Self) -> Self { VectorMath.power(x, y) }
  static func remainder(_ a: Self, _ b: Self) -> Self {
    var result = a
    for lane in 0..<16 { result[lane] = a[lane].truncatingRemainder(dividingBy: b[lane]) }
    return result
  }
  @inline(__always)
  static func power(_ x: Self, exponent: Float) -> Self { VectorMath.power(x, exponent) }
  @inline(__always) static func integerBelow(_ x: Self) -> Self { VectorMath.floor(x) }
  @inline(__always) static func integerAbove(_ x: Self) -> Self { VectorMath.ceiling(x) }
  @inline(__always) static func nearestInteger(_ x: Self) -> Self { VectorMath.rounded(x) }
}
