/// Whole tensors: a formula written for numbers becomes operations that have gradients themselves.
extension Tensor: RealArithmetic {
  typealias Scalar = Double
  typealias Mask = Tensor

  func replacing(with other: Tensor, where mask: Tensor) -> Tensor { `where`(mask, other, self) }
  func replacing(with other: Double, where mask: Tensor) -> Tensor { `where`(mask, other, self) }
  static func magnitude(_ x: Tensor) -> Tensor { x.unary(Absolute.self) }
  func squareRoot() -> Tensor { unary(SquareRoot.self) }
  static func exponential(_ x: Tensor) -> Tensor { x.unary(Exponential.self) }
  static func exponentialMinusOne(_ x: Tensor) -> Tensor { x.unary(ExponentialMinusOne.self) }
  static func logarithm(_ x: Tensor) -> Tensor { x.unary(Logarithm.self) }
  static func logarithmOnePlus(_ x: Tensor) -> Tensor { x.unary(LogarithmOnePlus.self) }
  static func sine(_ x: Tensor) -> Tensor { x.unary(Sine.self) }
  static func cosine(_ x: Tensor) -> Tensor { x.unary(Cosine.self) }
  static func hyperbolicTangent(_ x: Tensor) -> Tensor { x.unary(HyperbolicTangent.self) }
  static func errorFunction(_ x: Tensor) -> Tensor { x.unary(ErrorFunction.self) }
  static func normalDistribution(_ x: Tensor) -> Tensor {
    errorFunction(x * 0.5.squareRoot()) * 0.5 + 0.5
  }
  static func power(_ x: Tensor, _ y: Tensor) -> Tensor { combined(Power.self, x, y) }
  static func remainder(_ a: Tensor, _ b: Tensor) -> Tensor { combined(Remainder.self, a, b) }
  static func power(_ x: Tensor, exponent: Double) -> Tensor { x.raised(to: exponent) }
  static func integerBelow(_ x: Tensor) -> Tensor { x.unary(Floor.self) }
  static func integerAbove(_ x: Tensor) -> Tensor { x.unary(Ceiling.self) }
  static func nearestInteger(_ x: Tensor) -> Tensor { x.unary(Round.self) }
}
