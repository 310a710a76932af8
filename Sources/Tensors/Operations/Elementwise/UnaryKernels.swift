/// Values of the functions of one number.
enum UnaryKernels {
  /// Single precision: vector code where it exists, the generic loop otherwise.
  static func apply(_ function: UnaryFunction, _ x: Tensor) -> Tensor {
    let count = x.count
    @inline(__always)
    func lanes(_ body: (SIMD16<Float>) -> SIMD16<Float>) -> Tensor {
      Tensor(shape: x.shape) { output in
        ElementwiseLoops.mapLanes(x.pointer(), output, count, body)
      }
    }
    switch function {
    case .exponential: return lanes { VectorMath.exponential($0) }
    case .logarithm: return lanes { VectorMath.logarithm($0) }
    case .sigmoid: return lanes { VectorMath.sigmoid($0) }
    case .tanh: return lanes { VectorMath.tanh($0) }
    case .silu: return lanes { $0 * VectorMath.sigmoid($0) }
    case .squareRoot: return lanes { $0.squareRoot() }
    case .relu: return lanes { $0.replacing(with: 0, where: $0 .< 0) }
    case .leakyReLU(let slope):
      let slope = Float(slope)
      return lanes { $0.replacing(with: $0 * slope, where: $0 .<= 0) }
    case .elu(let alpha):
      let alpha = Float(alpha)
      return lanes {
        $0.replacing(with: VectorMath.exponentialMinusOne($0) * alpha, where: $0 .<= 0)
      }
    case .exponentialMinusOne: return lanes { VectorMath.exponentialMinusOne($0) }
    case .logarithmOnePlus: return lanes { VectorMath.logarithmOnePlus($0) }
    case .sine: return lanes { VectorMath.sine($0) }
    case .cosine: return lanes { VectorMath.cosine($0) }
    case .errorFunction: return lanes { VectorMath.errorFunction($0) }
    case .gelu: return lanes { VectorMath.gelu($0) }
    case .floor: return lanes { VectorMath.floor($0) }
    case .ceiling: return lanes { VectorMath.ceiling($0) }
    case .round: return lanes { VectorMath.rounded($0) }
    case .powerScalar(let exponent):
      let exponent = Float(exponent)
      return lanes { VectorMath.power($0, exponent) }
    case .softplus: return lanes { VectorMath.softplus($0) }
    case .addScalar(let scalar):
      let scalar = Float(scalar)
      return lanes { $0 + scalar }
    case .multiplyScalar(let scalar):
      let scalar = Float(scalar)
      return lanes { $0 * scalar }
    case .clip(let lower, let upper):
      let (lower, upper) = (Float(lower), Float(upper))
      return lanes { x in
        let (lower, upper) = (SIMD16(repeating: lower), SIMD16(repeating: upper))
        return x.replacing(with: lower, where: x .< lower).replacing(with: upper, where: x .> upper)
      }
    default: return applyReference(function, x, Float.self)
    }
  }

  /// Any floating-point precision, one element at a time.
  @inline(__always)
  static func applyReference<Element: RealElement>(
    _ function: UnaryFunction, _ x: Tensor, _ type: Element.Type
  ) -> Tensor {
    let count = x.count
    let input: UnsafePointer<Element> = x.pointer()
    @inline(__always)
    func map(_ body: (Element) -> Element) -> Tensor {
      Tensor(shape: x.shape) { ElementwiseLoops.map(input, $0, count, body) }
    }
    switch function {
    case .negate: return map { -$0 }
    case .absolute: return map { $0.magnitude }
    case .sign: return map { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
    case .square: return map { $0 * $0 }
    case .squareRoot: return map { $0.squareRoot() }
    case .reciprocalSquareRoot: return map { 1 / $0.squareRoot() }
    case .reciprocal: return map { 1 / $0 }
    case .exponential: return map { .exponential($0) }
    case .exponentialMinusOne: return map { .exponentialMinusOne($0) }
    case .logarithm: return map { .logarithm($0) }
    case .logarithmOnePlus: return map { .logarithmOnePlus($0) }
    case .sine: return map { .sine($0) }
    case .cosine: return map { .cosine($0) }
    case .tanh: return map { .hyperbolicTangent($0) }
    case .sigmoid: return map { sigmoid($0) }
    case .softplus:
      return map {
        ($0 > 0 ? $0 : $0 != $0 ? $0 : 0) + .logarithmOnePlus(.exponential(-$0.magnitude))
      }
    case .errorFunction: return map { .errorFunction($0) }
    case .relu: return map { $0 < 0 ? 0 : $0 }
    case .leakyReLU(let slope):
      let slope = Element(slope)
      return map { $0 <= 0 ? slope * $0 : $0 }
    case .elu(let alpha):
      let alpha = Element(alpha)
      return map { $0 <= 0 ? alpha * .exponentialMinusOne($0) : $0 }
    case .gelu:
      let scale = Element(0.5.squareRoot())
      return map { $0 / 2 * (1 + .errorFunction($0 * scale)) }
    case .silu: return map { $0 * sigmoid($0) }
    case .floor: return map { $0.rounded(.down) }
    case .ceiling: return map { $0.rounded(.up) }
    case .round: return map { $0.rounded(.toNearestOrEven) }
    case .isNaN: return map { $0 != $0 ? 1 : 0 }
    case .isFinite: return map { $0.isFinite ? 1 : 0 }
    case .addScalar(let scalar):
      let scalar = Element(scalar)
      return map { $0 + scalar }
    case .multiplyScalar(let scalar):
      let scalar = Element(scalar)
      return map { $0 * scalar }
    case .powerScalar(let exponent):
      let exponent = Element(exponent)
      return map { .power($0, exponent) }
    case .clip(let lower, let upper):
      let (lower, upper) = (Element(lower), Element(upper))
      return map { $0 < lower ? lower : $0 > upper ? upper : $0 }
    }
  }

  /// Integers, for the functions whose values are integers; sums wrap around as in C.
  static func applyIntegers(_ function: UnaryFunction, _ x: Tensor) -> Tensor {
    let count = x.count
    @inline(__always)
    func map(_ body: (Int32) -> Int32) -> Tensor {
      Tensor(shape: x.shape) { ElementwiseLoops.map(x.pointer(), $0, count, body) }
    }
    switch function {
    case .negate: return map { 0 &- $0 }
    case .absolute: return map { $0 < 0 ? 0 &- $0 : $0 }
    case .sign: return map { $0.signum() }
    case .square: return map { $0 &* $0 }
    case .relu: return map { max($0, 0) }
    case .addScalar(let scalar):
      let scalar = Int32(scalar)
      return map { $0 &+ scalar }
    case .multiplyScalar(let scalar):
      let scalar = Int32(scalar)
      return map { $0 &* scalar }
    case .clip(let lower, let upper):
      let (lower, upper) = (
        SelectionFamily.integer(lower.rounded(.up)), SelectionFamily.integer(upper.rounded(.down))
      )
      return map { min(max($0, lower), upper) }
    case .isNaN: return map { _ in 0 }
    case .isFinite: return map { _ in 1 }
    default: return x.detached
    }
  }

  /// 1 / (1 + e^-x) without overflow.
  @inline(__always)
  static func sigmoid<Element: RealElement>(_ x: Element) -> Element {
    let e = Element.exponential(-x.magnitude)
    return x < 0 ? e / (1 + e) : 1 / (1 + e)
  }
}
