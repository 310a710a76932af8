/// Elementary functions of sixteen floats at once, in plain arithmetic so that they stay in vector
/// registers: no conversion instruction, no call. NaN stays NaN.
///
/// Reductions and coefficients of exp, log and tanh are those of Moshier's Cephes library (1989),
/// single precision. The tests state the errors in units of the last place.
enum VectorMath {
  typealias Lanes = SIMD16<Float>

  /// e^x: x = n ln 2 + r, e^r by a polynomial, 2^n put into the exponent bits.
  @inline(__always)
  static func exponential(_ x: Lanes) -> Lanes {
    let upper = Lanes(repeating: 88.8)
    let lower = Lanes(repeating: -104)
    var bounded = x.replacing(with: upper, where: x .> upper)
    bounded = bounded.replacing(with: lower, where: x .< lower)
    let magic = Lanes(repeating: 12_582_912)  // 1.5 * 2^23: adding it rounds to an integer
    let shifted = Lanes(repeating: 1.442_695_04).addingProductTo(magic, bounded)
    let n = shifted - magic
    var r = bounded.addingProduct(n, Lanes(repeating: -0.693_359_375))
    r = r.addingProduct(n, Lanes(repeating: 2.121_944_4e-4))
    var p = Lanes(repeating: 1.987_569_15e-4)
    p = Lanes(repeating: 1.398_199_95e-3).addingProduct(p, r)
    p = Lanes(repeating: 8.333_451_9e-3).addingProduct(p, r)
    p = Lanes(repeating: 4.166_579_6e-2).addingProduct(p, r)
    p = Lanes(repeating: 1.666_666_55e-1).addingProduct(p, r)
    p = Lanes(repeating: 5.000_000_1e-1).addingProduct(p, r)
    let result = (r + 1).addingProduct(p, r * r)
    // 2^n in two factors, so that results below the smallest normal number stay right.
    let integers = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- 0x4B40_0000
    let half = integers &>> 1
    let first = unsafeBitCast((half &+ 127) &<< 23, to: Lanes.self)
    let second = unsafeBitCast((integers &- half &+ 127) &<< 23, to: Lanes.self)
    return result * first * second
  }

  /// ln x: x = 2^n m with m near 1, ln m by a polynomial.
  @inline(__always)
  static func logarithm(_ x: Lanes) -> Lanes {
    let tiny = x .< Lanes(repeating: .leastNormalMagnitude)
    let scaled = x.replacing(with: x * 8_388_608, where: tiny)
    let bits = unsafeBitCast(scaled, to: SIMD16<Int32>.self)
    let reduced = bits &- 0x3F35_04F3  // of sqrt(1/2): m in sqrt(1/2) ..< sqrt(2)
    let exponent = reduced &>> 23
    let m = unsafeBitCast(bits &- (exponent &<< 23), to: Lanes.self)
    // Exponent to float without a conversion: put it into the low bits of 1.5 * 2^23.
    let magic = Lanes(repeating: 12_582_912)
    var n = unsafeBitCast(exponent &+ 0x4B40_0000, to: Lanes.self) - magic
    n.replace(with: n - 23, where: tiny)
    let r = m - 1
    let square = r * r
    var p = Lanes(repeating: 7.037_683_63e-2)
    p = Lanes(repeating: -1.151_461_03e-1).addingProduct(p, r)
    p = Lanes(repeating: 1.167_699_87e-1).addingProduct(p, r)
    p = Lanes(repeating: -1.242_014_08e-1).addingProduct(p, r)
    p = Lanes(repeating: 1.424_932_28e-1).addingProduct(p, r)
    p = Lanes(repeating: -1.666_805_77e-1).addingProduct(p, r)
    p = Lanes(repeating: 2.000_071_48e-1).addingProduct(p, r)
    p = Lanes(repeating: -2.499_999_40e-1).addingProduct(p, r)
    p = Lanes(repeating: 3.333_333_12e-1).addingProduct(p, r)
    var tail = p * r * square
    tail = tail.addingProduct(n, Lanes(repeating: -2.121_944_4e-4))
    tail = tail.addingProduct(square, Lanes(repeating: -0.5))
    var result = (r + tail).addingProduct(n, Lanes(repeating: 0.693_359_375))
    result.replace(with: Lanes(repeating: -.infinity), where: x .== 0)
    result.replace(with: Lanes(repeating: .nan), where: x .< 0)
    result.replace(with: x, where: x .== Lanes(repeating: .infinity))
    result.replace(with: x, where: x .!= x)
    return result
  }

  /// e^x - 1: a series near 0, where the subtraction would cancel.
  @inline(__always)
  static func exponentialMinusOne(_ x: Lanes) -> Lanes {
    var p = Lanes(repeating: 2.755_731_92e-6)
    p = Lanes(repeating: 2.480_158_73e-5).addingProduct(p, x)
    p = Lanes(repeating: 1.984_126_98e-4).addingProduct(p, x)
    p = Lanes(repeating: 1.388_888_89e-3).addingProduct(p, x)
    p = Lanes(repeating: 8.333_333_33e-3).addingProduct(p, x)
    p = Lanes(repeating: 4.166_666_67e-2).addingProduct(p, x)
    p = Lanes(repeating: 1.666_666_67e-1).addingProduct(p, x)
    p = Lanes(repeating: 0.5).addingProduct(p, x)
    let near = x.addingProduct(p * x, x)
    let far = exponential(x) - 1
    return far.replacing(with: near, where: -negativeMagnitude(x) .< Lanes(repeating: 0.6))
  }

  /// The hyperbolic tangent: a polynomial below 0.625, by the exponential above.
  @inline(__always)
  static func tanh(_ x: Lanes) -> Lanes {
    let square = x * x
    var p = Lanes(repeating: -5.704_988_72e-3)
    p = Lanes(repeating: 2.063_908_88e-2).addingProduct(p, square)
    p = Lanes(repeating: -5.373_971_55e-2).addingProduct(p, square)
    p = Lanes(repeating: 1.333_144_2e-1).addingProduct(p, square)
    p = Lanes(repeating: -3.333_328_2e-1).addingProduct(p, square)
    let near = x.addingProduct(p * square, x)
    let magnitude = -negativeMagnitude(x)
    let far = 1 - 2 / (exponential(magnitude + magnitude) + 1)
    let signed = far.replacing(with: -far, where: x .< 0)
    return signed.replacing(with: near, where: magnitude .< Lanes(repeating: 0.625))
      .replacing(with: x, where: x .!= x)
  }

  /// -|x|.
  @inline(__always)
  static func negativeMagnitude(_ x: Lanes) -> Lanes {
    x.replacing(with: -x, where: x .> 0)
  }
}

extension SIMD16<Float> {
  /// self * factor + addend.
  @inline(__always)
  func addingProductTo(_ addend: Self, _ factor: Self) -> Self {
    addend.addingProduct(self, factor)
  }
}
