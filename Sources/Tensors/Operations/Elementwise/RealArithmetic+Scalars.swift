/// A number by itself: comparisons give a `Bool`.
extension ElementwiseComparable where Self: Comparable, Mask == Bool {
  @inline(__always) static func .< (a: Self, b: Self) -> Bool { a < b }
  @inline(__always) static func .<= (a: Self, b: Self) -> Bool { a <= b }
  @inline(__always) static func .> (a: Self, b: Self) -> Bool { a > b }
  @inline(__always) static func .>= (a: Self, b: Self) -> Bool { a >= b }
  @inline(__always) static func .== (a: Self, b: Self) -> Bool { a == b }
  @inline(__always) static func .!= (a: Self, b: Self) -> Bool { a != b }
}

extension RealArithmetic where Self: RealElement, Scalar == Self, Mask == Bool {
  @inline(__always)
  func replacing(with other: Self, where mask: Bool) -> Self { mask ? other : self }
  @inline(__always) static func magnitude(_ x: Self) -> Self { x.magnitude }
  @inline(__always) static func zeros(like x: Self) -> Self { 0 }
  @inline(__always) static func power(_ x: Self, exponent: Self) -> Self { power(x, exponent) }
  @inline(__always)
  static func remainder(_ a: Self, _ b: Self) -> Self { a.truncatingRemainder(dividingBy: b) }
  @inline(__always) static func integerBelow(_ x: Self) -> Self { x.rounded(.down) }
  @inline(__always) static func integerAbove(_ x: Self) -> Self { x.rounded(.up) }
  @inline(__always)
  static func nearestInteger(_ x: Self) -> Self { x.rounded(.toNearestOrEven) }
}

extension Float: RealArithmetic {
  typealias Scalar = Float
  typealias Mask = Bool
}

extension Double: RealArithmetic {
  typealias Scalar = Double
  typealias Mask = Bool
}

extension Int32: ElementwiseComparable {
  typealias Mask = Bool
}
