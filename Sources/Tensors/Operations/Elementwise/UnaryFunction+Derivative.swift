extension UnaryFunction {
  /// The derivative as a tensor expression of what the backward pass saved (see `backwardNeeds`).
  ///
  /// At a kink: relu'(0) = 0, leakyReLU'(0) = slope, elu'(0) = alpha, |x|' at 0 = 0, clip' at a
  /// bound = 0; sqrt'(0) is infinite.
  func derivative(saved: Tensor) -> Tensor {
    switch self {
    case .absolute: saved.sign()
    case .square: saved * 2
    case .squareRoot: 0.5 / saved
    case .reciprocalSquareRoot: -0.5 * saved * saved * saved
    case .reciprocal: -(saved * saved)
    case .exponential: saved
    case .exponentialMinusOne: saved + 1
    case .logarithm: 1 / saved
    case .logarithmOnePlus: 1 / (saved + 1)
    case .sine: saved.cos()
    case .cosine: -saved.sin()
    case .tanh: (1 - saved) * (1 + saved)
    case .sigmoid: saved * (1 - saved)
    case .softplus: saved.sigmoid()
    case .errorFunction: (-(saved * saved)).exp() * UnaryFunction.twoOverRootPi
    case .relu: (saved .> 0).converted(to: saved.elementType)
    case .leakyReLU(let slope): `where`(saved .> 0, 1, slope, type: saved.elementType)
    case .elu(let alpha):
      `where`(
        saved .> 0, Tensor.full([], 1, type: saved.elementType),
        backwardNeeds == .output ? saved + alpha : minimum(saved, 0).exp() * alpha)
    case .gelu:
      (saved * 0.5.squareRoot()).erf() * 0.5 + 0.5
        + saved * (saved * saved * -0.5).exp() * UnaryFunction.oneOverRootTwoPi
    case .silu:
      saved.sigmoid() * (1 + saved * (1 - saved.sigmoid()))
    case .powerScalar(let exponent):
      saved.raised(to: exponent - 1) * exponent
    case .clip(let lower, let upper):
      ((saved .> lower) * (saved .< upper)).converted(to: saved.elementType)
    case .addScalar, .negate, .multiplyScalar, .sign, .floor, .ceiling, .round, .isNaN, .isFinite:
      preconditionFailure("its gradient needs no saved value")
    }
  }

  static let twoOverRootPi = 1.128_379_167_095_512_6
  static let oneOverRootTwoPi = 0.398_942_280_401_432_68

  /// What errors and plans call it: the name of the function in Swift.
  package var name: String {
    switch self {
    case .negate: "-"
    case .absolute: "abs"
    case .sign: "sign"
    case .square: "squared"
    case .squareRoot: "sqrt"
    case .reciprocalSquareRoot: "rsqrt"
    case .reciprocal: "reciprocal"
    case .exponential: "exp"
    case .exponentialMinusOne: "expm1"
    case .logarithm: "log"
    case .logarithmOnePlus: "log1p"
    case .sine: "sin"
    case .cosine: "cos"
    case .tanh: "tanh"
    case .sigmoid: "sigmoid"
    case .softplus: "softplus"
    case .errorFunction: "erf"
    case .relu: "relu"
    case .leakyReLU: "leakyReLU"
    case .elu: "elu"
    case .gelu: "gelu"
    case .silu: "silu"
    case .floor: "floor"
    case .ceiling: "ceil"
    case .round: "round"
    case .isNaN: "isNaN"
    case .isFinite: "isFinite"
    case .addScalar: "+"
    case .multiplyScalar: "*"
    case .powerScalar: "raised(to:)"
    case .clip: "clipped(to:)"
    }
  }

  /// Whether the function of an integer is an integer.
  var acceptsIntegers: Bool {
    switch self {
    case .negate, .absolute, .sign, .square, .relu, .addScalar, .multiplyScalar, .clip, .floor,
      .ceiling, .round, .isNaN, .isFinite:
      true
    default: false
    }
  }
}
