/// Transcendental functions of sixteen numbers without calls and without conversions between
/// floats and integers, which Swift does not vectorise.
///
/// Polynomials are minimax on the reduced interval; the errors stated are the largest found
/// against Double over the whole range.
enum LaneMathematics {
  /// Adding it rounds to the nearest integer and leaves that integer in the low bits.
  private static let roundingMagic: Float = 12_582_912  // 1.5 * 2^23

  /// e^x, within 2 units in the last place; below -87.3 the result is flushed to 0.
  @inline(__always) static func exponential(_ x: Lanes) -> Lanes {
    let scaled = x * Float(1.442695040888963)
    // Clamped so that the exponent arithmetic below stays in range; NaN passes through at the end.
    let bounded = scaled.replacing(with: 127.999_99, where: scaled .> 127.999_99)
      .replacing(with: -126, where: scaled .< -126)
    let shifted = bounded + roundingMagic
    let whole = shifted - roundingMagic
    let clamped = x.replacing(with: 88.722_84, where: x .> 88.722_84)
      .replacing(with: -87.336_54, where: x .< -87.336_54)
    var rest = Lanes(repeating: 0).addingProduct(clamped, Lanes(repeating: 1))
    rest.addProduct(whole, Lanes(repeating: -0.693_359_375))
    rest.addProduct(whole, Lanes(repeating: 2.121_944_4e-4))
    var series = Lanes(repeating: 1.987_569_2e-4)
    series = Lanes(repeating: 1.398_199_9e-3).addingProduct(series, rest)
    series = Lanes(repeating: 8.333_452e-3).addingProduct(series, rest)
    series = Lanes(repeating: 4.166_579_6e-2).addingProduct(series, rest)
    series = Lanes(repeating: 0.166_666_66).addingProduct(series, rest)
    series = Lanes(repeating: 0.5).addingProduct(series, rest)
    series = (rest + 1).addingProduct(series * rest, rest)
    // Two factors, because 2^128 does not fit one exponent though e^88.7 fits a Float.
    let exponent = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- 0x4B40_0000
    let half = exponent &>> 1
    let first = unsafeBitCast((half &+ 127) &<< 23, to: Lanes.self)
    let second = unsafeBitCast((exponent &- half &+ 127) &<< 23, to: Lanes.self)
    let value = series * first * second
    return value
      .replacing(with: .infinity, where: x .> 88.722_84)
      .replacing(with: 0, where: x .< -87.336_54)
      .replacing(with: x, where: x .!= x)
  }

  /// Natural logarithm, within 2 units in the last place; of 0 it is -infinity, below it is NaN.
  @inline(__always) static func logarithm(_ x: Lanes) -> Lanes {
    let bits = unsafeBitCast(x, to: SIMD16<Int32>.self)
    // Mantissa in sqrt(1/2) ..< sqrt(2), so that the series is short and exact at 1.
    let offset = bits &- 0x3F35_04F3
    let exponent = offset &>> 23
    let mantissa = unsafeBitCast((offset & 0x007F_FFFF) &+ 0x3F35_04F3, to: Lanes.self)
    let power =
      unsafeBitCast(exponent &+ 0x4B40_0000, to: Lanes.self) - Lanes(repeating: roundingMagic)
    let rest = mantissa - 1
    let square = rest * rest
    var series = Lanes(repeating: 7.037_683_6e-2)
    series = Lanes(repeating: -0.115_146_1).addingProduct(series, rest)
    series = Lanes(repeating: 0.116_769_99).addingProduct(series, rest)
    series = Lanes(repeating: -0.124_201_41).addingProduct(series, rest)
    series = Lanes(repeating: 0.142_493_23).addingProduct(series, rest)
    series = Lanes(repeating: -0.166_680_57).addingProduct(series, rest)
    series = Lanes(repeating: 0.200_007_14).addingProduct(series, rest)
    series = Lanes(repeating: -0.249_999_94).addingProduct(series, rest)
    series = Lanes(repeating: 0.333_333_3).addingProduct(series, rest)
    var value = series * rest * square
    value.addProduct(power, Lanes(repeating: -2.121_944_4e-4))
    value.addProduct(square, Lanes(repeating: -0.5))
    value = rest + value
    value.addProduct(power, Lanes(repeating: 0.693_359_375))
    return value
      .replacing(with: -.infinity, where: x .== 0)
      .replacing(with: .nan, where: x .< 0)
      .replacing(with: x, where: x .== .infinity)
      .replacing(with: x, where: x .!= x)
  }

  /// 1 / (1 + e^-x), within 4 units in the last place.
  @inline(__always) static func sigmoid(_ x: Lanes) -> Lanes { 1 / (1 + exponential(-x)) }

  /// Hyperbolic tangent, within 4 units in the last place: an odd series near 0, where the
  /// quotient of exponentials would cancel.
  @inline(__always) static func tanh(_ x: Lanes) -> Lanes {
    let magnitude = x.replacing(with: -x, where: x .< 0)
    let grown = exponential(magnitude + magnitude)
    let quotient = 1 - 2 / (grown + 1)
    let square = x * x
    var series = Lanes(repeating: -5.704_988_7e-3)
    series = Lanes(repeating: 2.063_908_9e-2).addingProduct(series, square)
    series = Lanes(repeating: -5.373_971_5e-2).addingProduct(series, square)
    series = Lanes(repeating: 0.133_314_42).addingProduct(series, square)
    series = Lanes(repeating: -0.333_332_8).addingProduct(series, square)
    let small = x.addingProduct(series * square, x)
    return quotient.replacing(with: -quotient, where: x .< 0)
      .replacing(with: small, where: magnitude .< 0.625)
      .replacing(with: x, where: x .!= x)
  }
}
