/// Trigonometric functions, the error function and what is made of it. Polynomials are those of
/// Moshier's Cephes library (1989), single precision.
extension VectorMath {
  /// sin x: x = n pi/2 + r, then the polynomial of the quadrant. Beyond 8,192 the C library's.
  @inline(__always)
  static func sine(_ x: Lanes) -> Lanes { wave(x, quadrant: 0) { Float.sine($0) } }

  /// cos x = sin (x + pi/2).
  @inline(__always)
  static func cosine(_ x: Lanes) -> Lanes { wave(x, quadrant: 1) { Float.cosine($0) } }

  @inline(__always)
  private static func wave(
    _ x: Lanes, quadrant shift: Int32, _ exact: (Float) -> Float
  ) -> Lanes {
    let magic = Lanes(repeating: 12_582_912)  // 1.5 * 2^23: adding it rounds to an integer
    let shifted = x.addingProductTo(magic, Lanes(repeating: 0.636_619_77))
    let n = shifted - magic
    // pi/2 in three parts, so that the difference keeps its digits.
    var r = x.addingProduct(n, Lanes(repeating: -1.570_796_4))
    r = r.addingProduct(n, Lanes(repeating: 4.371_139e-8))
    r = r.addingProduct(n, Lanes(repeating: 1.776_356_8e-15))
    let square = r * r
    var s = Lanes(repeating: -1.951_529_589_1e-4)
    s = Lanes(repeating: 8.332_160_873_6e-3).addingProduct(s, square)
    s = Lanes(repeating: -1.666_665_461_1e-1).addingProduct(s, square)
    let sine = r.addingProduct(s * square, r)
    var c = Lanes(repeating: 2.443_315_711_809_948e-5)
    c = Lanes(repeating: -1.388_731_625_493_765e-3).addingProduct(c, square)
    c = Lanes(repeating: 4.166_664_568_298_827e-2).addingProduct(c, square)
    let cosine = Lanes(repeating: 1).addingProduct(square, Lanes(repeating: -0.5))
      .addingProduct(c * square, square)
    let quadrant = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- 0x4B40_0000 &+ shift
    var result = sine.replacing(with: cosine, where: (quadrant & 1) .!= 0)
    result = result.replacing(with: -result, where: (quadrant & 2) .!= 0)
    let isFar = -negativeMagnitude(x) .> Lanes(repeating: 8_192)
    if any(isFar) {
      for lane in 0..<16 where isFar[lane] { result[lane] = exact(x[lane]) }
    }
    return result.replacing(with: x, where: x .!= x)
  }

  /// log(1 + x): the rounding of 1 + x divided out again.
  @inline(__always)
  static func logarithmOnePlus(_ x: Lanes) -> Lanes {
    let sum = 1 + x
    let result = logarithm(sum) * (x / (sum - 1))
    // -0 stays -0, and what 1 swallows is its own logarithm.
    return result.replacing(with: x, where: (sum .== 1) .| (x .== Lanes(repeating: .infinity)))
      .replacing(with: Lanes(repeating: -.infinity), where: x .== -1)
  }

  /// The error function: a polynomial below 1, by its complement above.
  @inline(__always)
  static func errorFunction(_ x: Lanes) -> Lanes {
    let magnitude = -negativeMagnitude(x)
    let far = 1 - complement(magnitude)
    let signed = far.replacing(with: -far, where: x .< 0)
    return signed.replacing(with: errorFunctionNearZero(x), where: magnitude .< 1)
      .replacing(with: x, where: x .!= x)
  }

  /// The share of the standard normal distribution below x.
  @inline(__always)
  static func normalDistribution(_ x: Lanes) -> Lanes {
    let scaled = x * 0.707_106_78
    let magnitude = -negativeMagnitude(scaled)
    let tail = complement(magnitude) * 0.5
    let far = (1 - tail).replacing(with: tail, where: x .< 0)
    let near = 0.5 + 0.5 * errorFunctionNearZero(scaled)
    return far.replacing(with: near, where: magnitude .< 1).replacing(with: x, where: x .!= x)
  }

  /// erf for |x| < 1.
  @inline(__always)
  private static func errorFunctionNearZero(_ x: Lanes) -> Lanes {
    let square = x * x
    var p = Lanes(repeating: 7.853_861_353_153_693e-5)
    p = Lanes(repeating: -8.010_193_625_184_903e-4).addingProduct(p, square)
    p = Lanes(repeating: 5.188_327_685_732_524e-3).addingProduct(p, square)
    p = Lanes(repeating: -2.685_381_193_529_856e-2).addingProduct(p, square)
    p = Lanes(repeating: 1.128_358_514_861_418e-1).addingProduct(p, square)
    p = Lanes(repeating: -3.761_262_582_423_3e-1).addingProduct(p, square)
    p = Lanes(repeating: 1.128_379_165_726_71).addingProduct(p, square)
    return x * p
  }

  /// 1 - erf(x) for x >= 1: e^(-x^2) / x times a polynomial of 1 / x^2.
  @inline(__always)
  private static func complement(_ x: Lanes) -> Lanes {
    let square = x * x
    // e^(-x^2) with the rounding error of the square put back.
    let rest = (-square).addingProduct(x, x)
    var power = exponential(-square)
    power = power.addingProduct(power, -rest).replacing(with: 0, where: square .> 200)
    let inverse = 1 / x
    let y = inverse * inverse
    var near = Lanes(repeating: 2.326_819_970_068_386e-2)
    near = Lanes(repeating: -1.387_039_388_740_657e-1).addingProduct(near, y)
    near = Lanes(repeating: 3.687_424_674_597_105e-1).addingProduct(near, y)
    near = Lanes(repeating: -5.824_733_027_278_666e-1).addingProduct(near, y)
    near = Lanes(repeating: 6.210_004_621_745_983e-1).addingProduct(near, y)
    near = Lanes(repeating: -4.944_515_323_274_145e-1).addingProduct(near, y)
    near = Lanes(repeating: 3.404_879_937_665_872e-1).addingProduct(near, y)
    near = Lanes(repeating: -2.741_127_028_184_656e-1).addingProduct(near, y)
    near = Lanes(repeating: 5.638_259_427_386_472e-1).addingProduct(near, y)
    var far = Lanes(repeating: -1.047_766_399_936_249e1)
    far = Lanes(repeating: 1.297_719_955_372_516e1).addingProduct(far, y)
    far = Lanes(repeating: -7.495_518_717_768_503).addingProduct(far, y)
    far = Lanes(repeating: 2.921_019_019_210_786).addingProduct(far, y)
    far = Lanes(repeating: -1.015_265_279_202_7).addingProduct(far, y)
    far = Lanes(repeating: 4.218_463_358_204_948e-1).addingProduct(far, y)
    far = Lanes(repeating: -2.820_767_439_740_514e-1).addingProduct(far, y)
    far = Lanes(repeating: 5.641_895_067_754_075e-1).addingProduct(far, y)
    return power * inverse * near.replacing(with: far, where: x .>= 2)
  }

  /// The nearest integer, halves to even; numbers from 2^23 on are integers.
  @inline(__always)
  static func rounded(_ x: Lanes) -> Lanes {
    let magnitude = -negativeMagnitude(x)
    let addend = Lanes(repeating: 8_388_608)  // 2^23: what is added to it is rounded to an integer
    let result = (magnitude + addend) - addend
    let signed = result.replacing(with: -result, where: x .< 0)
    return x.replacing(with: signed, where: magnitude .< addend)
  }

  /// The largest integer that is not greater.
  @inline(__always)
  static func floor(_ x: Lanes) -> Lanes {
    let nearest = rounded(x)
    return nearest.replacing(with: nearest - 1, where: nearest .> x)
  }

  /// The smallest integer that is not less.
  @inline(__always)
  static func ceiling(_ x: Lanes) -> Lanes {
    let nearest = rounded(x)
    return nearest.replacing(with: nearest + 1, where: nearest .< x)
  }

  /// x to the power of a number that is the same for all: products and roots where they are exact,
  /// else the C library's function.
  @inline(__always)
  static func power(_ x: Lanes, _ exponent: Float) -> Lanes {
    switch exponent {
    case 1: return x
    case 2: return x * x
    case 3: return x * x * x
    case 0.5: return root(x)
    case -0.5: return 1 / root(x)
    case -1: return 1 / x
    case -2: return 1 / (x * x)
    default:
      var result = x
      for lane in 0..<16 { result[lane] = Float.power(x[lane], exponent) }
      return result
    }
  }

  /// The square root with a power's edges: 0 of -0, and infinity of -infinity.
  @inline(__always)
  private static func root(_ x: Lanes) -> Lanes {
    (x.squareRoot() + 0).replacing(with: .infinity, where: x .== -.infinity)
  }

  /// x to the power of y by the C library, number by number.
  @inline(__always)
  static func power(_ x: Lanes, _ y: Lanes) -> Lanes {
    var result = x
    for lane in 0..<16 { result[lane] = Float.power(x[lane], y[lane]) }
    return result
  }
}
