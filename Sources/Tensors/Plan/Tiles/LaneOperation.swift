/// What tile instructions compute of sixteen numbers.
///
/// Functions that are always inlined rather than closures: a closure over vectors is called for
/// every sixteen numbers, which takes five times as long as the operation.
enum LaneOperation {
  @inline(__always)
  static func copy(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { a }

  @inline(__always)
  static func negate(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { -a }

  @inline(__always)
  static func absolute(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: -a, where: a .< 0)
  }

  @inline(__always)
  static func sign(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: 1, where: a .> 0).replacing(with: -1, where: a .< 0)
  }

  @inline(__always)
  static func square(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { a * a }

  @inline(__always)
  static func squareRoot(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { a.squareRoot() }

  @inline(__always)
  static func reciprocalSquareRoot(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    1 / a.squareRoot()
  }

  @inline(__always)
  static func reciprocal(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { 1 / a }

  @inline(__always)
  static func exponential(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { VectorMath.exponential(a) }

  @inline(__always)
  static func logarithm(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { VectorMath.logarithm(a) }

  @inline(__always)
  static func tanh(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { VectorMath.tanh(a) }

  @inline(__always)
  static func sigmoid(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { VectorMath.sigmoid(a) }

  @inline(__always)
  static func silu(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { a * VectorMath.sigmoid(a) }

  // `x < 0 ? 0 : x`, not a maximum: the maximum instruction turns NaN into 0.
  @inline(__always)
  static func relu(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: 0, where: a .< 0)
  }

  @inline(__always)
  static func leakyReLU(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: a * s, where: a .< 0)
  }

  @inline(__always)
  static func elu(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: s * VectorMath.exponentialMinusOne(a), where: a .< 0)
  }

  @inline(__always)
  static func addNumber(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { a + s }

  @inline(__always)
  static func multiplyNumber(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { a * s }

  @inline(__always)
  static func clip(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: s, where: a .< s).replacing(with: t, where: a .> t)
  }

  @inline(__always)
  static func add(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { a + b }

  @inline(__always)
  static func subtract(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { a - b }

  @inline(__always)
  static func multiply(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { a * b }

  @inline(__always)
  static func divide(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { a / b }

  @inline(__always)
  static func maximum(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: b, where: (b .> a) .| (b .!= b))
  }

  @inline(__always)
  static func minimum(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: b, where: (b .< a) .| (b .!= b))
  }

  @inline(__always)
  static func equal(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { one(where: a .== b) }

  @inline(__always)
  static func notEqual(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    one(where: a .!= b)
  }

  @inline(__always)
  static func less(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { one(where: a .< b) }

  @inline(__always)
  static func lessOrEqual(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    one(where: a .<= b)
  }

  @inline(__always)
  static func greater(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    one(where: a .> b)
  }

  @inline(__always)
  static func greaterOrEqual(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    one(where: a .>= b)
  }

  @inline(__always)
  static func select(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes {
    c.replacing(with: b, where: a .!= 0)
  }

  @inline(__always)
  static func squareRootGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * 0.5 / b
  }

  @inline(__always)
  static func reciprocalSquareRootGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes
  { a * -0.5 * (b * b * b) }

  @inline(__always)
  static func reciprocalGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    -a * (b * b)
  }

  @inline(__always)
  static func exponentialGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { a * b }

  @inline(__always)
  static func logarithmGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { a / b }

  @inline(__always)
  static func tanhGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * ((1 - b) * (1 + b))
  }

  @inline(__always)
  static func sigmoidGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * (b * (1 - b))
  }

  @inline(__always)
  static func reluGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: 0, where: b .<= 0)
  }

  @inline(__always)
  static func leakyReLUGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: a * s, where: b .<= 0)
  }

  @inline(__always)
  static func eluGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: a * (b + s), where: b .<= 0)
  }

  @inline(__always)
  static func absoluteGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: -a, where: b .< 0).replacing(with: 0, where: b .== 0)
  }

  @inline(__always)
  static func squareGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { a * 2 * b }

  @inline(__always)
  private static func one(where mask: SIMDMask<SIMD16<Int32>>) -> Lanes {
    Lanes(repeating: 0).replacing(with: 1, where: mask)
  }
}
