#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Elements on which the functions of analysis are defined; `Double` is the reference, `Float` has
/// vector code besides.
protocol RealElement: TensorElement, BinaryFloatingPoint {
  static func exp(_ x: Self) -> Self
  static func expm1(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func log1p(_ x: Self) -> Self
  static func sin(_ x: Self) -> Self
  static func cos(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self
  static func erf(_ x: Self) -> Self
  static func pow(_ x: Self, _ y: Self) -> Self
  /// The largest of neighbours in memory, -infinity of none; NaN when there is one.
  static func largest(_ x: UnsafePointer<Self>, _ count: Int) -> Self
  /// output[i] = exp(x[i] - shift)
  static func exponentials(
    _ x: UnsafePointer<Self>, minus shift: Self, _ output: UnsafeMutablePointer<Self>, _ count: Int)
}

extension Float: RealElement {
  static func exp(_ x: Float) -> Float { expf(x) }
  static func expm1(_ x: Float) -> Float { expm1f(x) }
  static func log(_ x: Float) -> Float { logf(x) }
  static func log1p(_ x: Float) -> Float { log1pf(x) }
  static func sin(_ x: Float) -> Float { sinf(x) }
  static func cos(_ x: Float) -> Float { cosf(x) }
  static func tanh(_ x: Float) -> Float { tanhf(x) }
  static func erf(_ x: Float) -> Float { erff(x) }
  static func pow(_ x: Float, _ y: Float) -> Float { powf(x, y) }
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

  #if canImport(Glibc)
    static func exp(_ x: Double) -> Double { Glibc.exp(x) }
    static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
    static func log(_ x: Double) -> Double { Glibc.log(x) }
    static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
    static func sin(_ x: Double) -> Double { Glibc.sin(x) }
    static func cos(_ x: Double) -> Double { Glibc.cos(x) }
    static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
    static func erf(_ x: Double) -> Double { Glibc.erf(x) }
    static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
  #else
    static func exp(_ x: Double) -> Double { Darwin.exp(x) }
    static func expm1(_ x: Double) -> Double { Darwin.expm1(x) }
    static func log(_ x: Double) -> Double { Darwin.log(x) }
    static func log1p(_ x: Double) -> Double { Darwin.log1p(x) }
    static func sin(_ x: Double) -> Double { Darwin.sin(x) }
    static func cos(_ x: Double) -> Double { Darwin.cos(x) }
    static func tanh(_ x: Double) -> Double { Darwin.tanh(x) }
    static func erf(_ x: Double) -> Double { Darwin.erf(x) }
    static func pow(_ x: Double, _ y: Double) -> Double { Darwin.pow(x, y) }
  #endif
}
