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
  /// The smallest of neighbours in memory, infinity of none; NaN when there is one.
  static func smallest(_ x: UnsafePointer<Self>, _ count: Int) -> Self
  /// output[i] = exp(x[i] - shift)
  static func exponentials(
    _ x: UnsafePointer<Self>, minus shift: Self, _ output: UnsafeMutablePointer<Self>, _ count: Int)
}

extension Float: RealElement {
  static func largest(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    largestMultiple(x, count, by: 1)
  }
  static func smallest(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    -largestMultiple(x, count, by: -1)
  }

  /// The largest product with 1 or -1.
  @inline(__always)
  private static func largestMultiple(
    _ x: UnsafePointer<Float>, _ count: Int, by sign: Float
  ) -> Float {
    var lanes = SIMD16<Float>(repeating: -.infinity)
    var i = 0
    while i &+ 16 <= count {
      let next = x.lanes(at: i) * sign
      lanes = lanes.replacing(with: next, where: next .> lanes)
      lanes = lanes.replacing(with: next, where: next .!= next)
      i &+= 16
    }
    var result = lanes[0]
    for lane in 1..<16 where lanes[lane] > result || lanes[lane] != lanes[lane] {
      result = lanes[lane]
    }
    while i < count {
      let next = x[i] * sign
      if next > result || next != next { result = next }
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
  static func smallest(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    var result = Double.infinity
    for i in 0..<count where x[i] < result || x[i] != x[i] { result = x[i] }
    return result
  }

  static func exponentials(
    _ x: UnsafePointer<Double>, minus shift: Double, _ output: UnsafeMutablePointer<Double>,
    _ count: Int
  ) {
    for i in 0..<count { output[i] = exponential(x[i] - shift) }
  }
}
