/// dy times the derivative, in one pass.
enum UnaryGradientKernels {
  /// Single precision: vector code where the derivative is arithmetic of the saved output.
  static func apply(_ function: UnaryFunction, _ dy: Tensor, _ saved: Tensor) -> Tensor {
    @inline(__always)
    func lanes(_ body: (SIMD16<Float>, SIMD16<Float>) -> SIMD16<Float>) -> Tensor {
      Tensor(shape: dy.shape) { output in
        zipLanes(dy.pointer(), saved.pointer(), output, dy.count, body)
      }
    }
    switch function {
    case .silu:
      return lanes { dy, x in
        let s = VectorMath.sigmoid(x)
        return dy * (s + x * s * (1 - s))
      }
    case .softplus: return lanes { $0 * VectorMath.sigmoid($1) }
    case .sine: return lanes { $0 * VectorMath.cosine($1) }
    case .cosine: return lanes { -$0 * VectorMath.sine($1) }
    case .gelu: return lanes { $0 * VectorMath.geluDerivative($1) }
    case .errorFunction: return lanes { $0 * VectorMath.exponential(-$1 * $1) * 1.128_379_2 }
    case .powerScalar(let exponent):
      let exponent = Float(exponent)
      return lanes { $0 * exponent * VectorMath.power($1, exponent - 1) }
    default: return applyReference(function, dy, saved, Float.self)
    }
  }

  /// Any floating-point precision. Comparisons are written so that NaN comes through.
  @inline(__always)
  static func applyReference<Element: RealElement>(
    _ function: UnaryFunction, _ dy: Tensor, _ saved: Tensor, _ type: Element.Type
  ) -> Tensor {
    let count = dy.count
    @inline(__always)
    func zip(_ body: (Element, Element) -> Element) -> Tensor {
      Tensor(shape: dy.shape) {
        ElementwiseLoops.zip(dy.pointer(), 1, saved.pointer(), 1, $0, count, body)
      }
    }
    switch function {
    case .absolute: return zip { $1 > 0 ? $0 : $1 < 0 ? -$0 : $0 * $1 }
    case .square: return zip { 2 * $0 * $1 }
    case .squareRoot: return zip { $0 / (2 * $1) }
    case .reciprocalSquareRoot: return zip { $0 * $1 * $1 * $1 / -2 }
    case .reciprocal: return zip { -$0 * $1 * $1 }
    case .exponential: return zip { $0 * $1 }
    case .exponentialMinusOne: return zip { $0 * ($1 + 1) }
    case .logarithm: return zip { $0 / $1 }
    case .logarithmOnePlus: return zip { $0 / ($1 + 1) }
    case .sine: return zip { $0 * .cosine($1) }
    case .cosine: return zip { -$0 * .sine($1) }
    case .tanh: return zip { $0 * (1 - $1) * (1 + $1) }
    case .sigmoid: return zip { $0 * $1 * (1 - $1) }
    case .softplus: return zip { $0 * UnaryKernels.sigmoid($1) }
    case .errorFunction:
      let factor = Element(UnaryFunction.twoOverRootPi)
      return zip { $0 * factor * .exponential(-$1 * $1) }
    case .relu: return zip { $1 <= 0 ? 0 : $0 }
    case .leakyReLU(let slope):
      let slope = Element(slope)
      return zip { $1 <= 0 ? $0 * slope : $0 }
    case .elu(let alpha):
      let alpha = Element(alpha)
      return function.backwardNeeds == .output
        ? zip { $1 > 0 ? $0 : $0 * ($1 + alpha) }
        : zip { $1 > 0 ? $0 : $0 * alpha * .exponential($1) }
    case .gelu:
      let scale = Element(0.5.squareRoot())
      let density = Element(UnaryFunction.oneOverRootTwoPi)
      return zip { dy, x in
        let below = (1 + Element.errorFunction(x * scale)) / 2
        return dy * (below + x * density * Element.exponential(-x * x / 2))
      }
    case .silu:
      return zip { dy, x in
        let s = UnaryKernels.sigmoid(x)
        return dy * (s + x * s * (1 - s))
      }
    case .powerScalar(let exponent):
      let exponent = Element(exponent)
      return zip { $0 * exponent * .power($1, exponent - 1) }
    case .clip(let lower, let upper):
      let (lower, upper) = (Element(lower), Element(upper))
      return zip { $1 <= lower || $1 >= upper ? 0 : $0 }
    case .negate: return zip { dy, _ in -dy }
    case .addScalar: return zip { dy, _ in dy }
    case .multiplyScalar(let factor):
      let factor = Element(factor)
      return zip { dy, _ in dy * factor }
    case .sign, .floor, .ceiling, .round, .isNaN, .isFinite: return zip { _, _ in 0 }
    }
  }

  @inline(__always)
  private static func zipLanes(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>,
    _ count: Int, _ function: (SIMD16<Float>, SIMD16<Float>) -> SIMD16<Float>
  ) {
    var i = 0
    while i &+ 16 <= count {
      UnsafeMutableRawPointer(output + i).storeBytes(
        of: function(
          UnsafeRawPointer(a + i).loadUnaligned(as: SIMD16<Float>.self),
          UnsafeRawPointer(b + i).loadUnaligned(as: SIMD16<Float>.self)),
        as: SIMD16<Float>.self)
      i &+= 16
    }
    guard i < count else { return }
    var (restA, restB) = (SIMD16<Float>(repeating: 1), SIMD16<Float>(repeating: 1))
    for lane in 0..<(count - i) { (restA[lane], restB[lane]) = (a[i + lane], b[i + lane]) }
    let rest = function(restA, restB)
    for lane in 0..<(count - i) { output[i + lane] = rest[lane] }
  }
}
