#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Elements on which the functions of analysis are defined; `Double` is the reference, `Float` has
/// vector code besides.
protocol RealElement: TensorElement, BinaryFloatingPoint {
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
  /// The largest of neighbours in memory, -infinity of none; NaN when there is one.
  static func largest(_ x: UnsafePointer<Self>, _ count: Int) -> Self
  /// output[i] = exp(x[i] - shift)
  static func exponentials(
    _ x: UnsafePointer<Self>, minus shift: Self, _ output: UnsafeMutablePointer<Self>, _ count: Int)
}

extension Float: RealElement {
  static func exponential(_ x: Float) -> Float { expf(x) }
  static func exponentialMinusOne(_ x: Float) -> Float { expm1f(x) }
  static func logarithm(_ x: Float) -> Float { logf(x) }
  static func logarithmOnePlus(_ x: Float) -> Float { log1pf(x) }
  static func sine(_ x: Float) -> Float { sinf(x) }
  static func cosine(_ x: Float) -> Float { cosf(x) }
  static func hyperbolicTangent(_ x: Float) -> Float { tanhf(x) }
  static func errorFunction(_ x: Float) -> Float { erff(x) }
  static func normalDistribution(_ x: Float) -> Float { erfcf(x * -0.707_106_78) / 2 }
  static func power(_ x: Float, _ y: Float) -> Float { powf(x, y) }

  static func largest(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    var lanes = SIMD16<Float>(repeating: -.infinity)
    var i = 0
    while i &+ 16 <= count {
      let next = UnsafeRawPointer(x + i).loadUnaligned(as: SIMD16<Float>.self)
      lanes = lanes.replacing(with: next, where: next .> lanes)
      lanes = lanes.replacing(with: next, where: next .!= next)
      i &+= 16
    }
    var result = lanes[0]
    for lane in 1..<16 where lanes[lane] > result || lanes[lane] != lanes[lane] {
      result = lanes[lane]
    }
    while i < count {
      if x[i] > result || x[i] != x[i] { result = x[i] }
      i &+= 1
    }
    return result
  }
  static func exponentials(
    _ x: UnsafePointer<Float>, minus shift: Float, _ output: UnsafeMutablePointer<Float>,
    _ count: Int
  ) {
    ElementwiseLoops.mapLanes(x, output, count) { VectorMath.exponential($0 - shift) }
  }
}

extension Double: RealElement {
  static func largest(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    var result = -Double.infinity
    for i in 0..<count where x[i] > result || x[i] != x[i] { result = x[i] }
    return result
  }

  static func exponentials(
    _ x: UnsafePointer<Double>, minus shift: Double, _ output: UnsafeMutablePointer<Double>,
    _ count: Int
  ) {
    for i in 0..<count { output[i] = exp(x[i] - shift) }
  }

  static func exponential(_ x: Double) -> Double { exp(x) }
  static func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
  static func logarithm(_ x: Double) -> Double { log(x) }
  static func logarithmOnePlus(_ x: Double) -> Double { log1p(x) }
  static func sine(_ x: Double) -> Double { sin(x) }
  static func cosine(_ x: Double) -> Double { cos(x) }
  static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
  static func errorFunction(_ x: Double) -> Double { erf(x) }
  static func normalDistribution(_ x: Double) -> Double {
    erfc(x * -0.707_106_781_186_547_5) / 2
  }
  static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
}
