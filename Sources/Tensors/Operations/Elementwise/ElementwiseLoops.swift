/// Loops over memory that the compiler turns into vector code once the closure is inlined.
enum ElementwiseLoops {
  /// output[i] = function(x[i])
  @inline(__always)
  static func map<Element, Result>(
    _ x: UnsafePointer<Element>, _ output: UnsafeMutablePointer<Result>, _ count: Int,
    _ function: (Element) -> Result
  ) {
    for i in 0..<count { output[i] = function(x[i]) }
  }

  /// output[i] = function(x[i]), sixteen at a time.
  @inline(__always)
  static func mapLanes(
    _ x: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ count: Int,
    _ function: (SIMD16<Float>) -> SIMD16<Float>
  ) {
    var i = 0
    while i &+ 16 <= count {
      let lanes = UnsafeRawPointer(x + i).loadUnaligned(as: SIMD16<Float>.self)
      UnsafeMutableRawPointer(output + i).storeBytes(
        of: function(lanes), as: SIMD16<Float>.self)
      i &+= 16
    }
    guard i < count else { return }
    var rest = SIMD16<Float>(repeating: 1)
    for lane in 0..<(count - i) { rest[lane] = x[i + lane] }
    rest = function(rest)
    for lane in 0..<(count - i) { output[i + lane] = rest[lane] }
  }

  /// output[i] = function(a[i * stepA], b[i * stepB]); steps are 0 or 1.
  @inline(__always)
  static func zip<Element, Result>(
    _ a: UnsafePointer<Element>, _ stepA: Int, _ b: UnsafePointer<Element>, _ stepB: Int,
    _ output: UnsafeMutablePointer<Result>, _ count: Int,
    _ function: (Element, Element) -> Result
  ) {
    switch (stepA, stepB) {
    case (0, 0):
      guard count > 0 else { return }
      let value = function(a[0], b[0])
      for i in 0..<count { output[i] = value }
    case (0, _):
      guard count > 0 else { return }
      let left = a[0]
      for i in 0..<count { output[i] = function(left, b[i]) }
    case (_, 0):
      guard count > 0 else { return }
      let right = b[0]
      for i in 0..<count { output[i] = function(a[i], right) }
    default:
      for i in 0..<count { output[i] = function(a[i], b[i]) }
    }
  }
}
