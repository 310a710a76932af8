/// What one instruction of a tile program does with up to four tiles; `s` and `t` are its numbers.
enum TileFunction: UInt8 {
  case copy
  // MARK: One tile
  case negate, absolute, sign, square, squareRoot, reciprocalSquareRoot, reciprocal
  case exponential, logarithm, tanh, sigmoid, silu
  case exponentialMinusOne, logarithmOnePlus, sine, cosine, softplus, errorFunction, gelu
  case floor, ceiling, round, isNaN, isFinite
  /// x to the power of s
  case powerNumber
  case relu, leakyReLU, elu
  /// x + s, x * s
  case addNumber, multiplyNumber
  /// x clipped to s...t
  case clip
  // MARK: Two tiles
  case add, subtract, multiply, divide, maximum, minimum
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, power
  // MARK: Derivatives: (dy, saved)
  case squareRootGradient, reciprocalSquareRootGradient, reciprocalGradient
  case exponentialGradient, logarithmGradient, tanhGradient, sigmoidGradient
  case reluGradient, leakyReLUGradient, eluGradient, absoluteGradient, squareGradient
  case exponentialMinusOneGradient, logarithmOnePlusGradient, sineGradient, cosineGradient
  case softplusGradient, errorFunctionGradient, geluGradient, siluGradient, clipGradient
  case eluInputGradient, powerNumberGradient
  // MARK: Combined
  /// a * b + c
  case multiplyAdd
  /// c - a * b
  case subtractProduct
  /// s * a + b
  case addScaled
  /// s * a + t
  case scaleAndShift
  /// s * a + t * b
  case weightedSum
  /// s * b + t * a²
  case weightedSumWithSquare
  /// s * a - b * c
  case scaledMinusProduct
  /// The larger of b and |a|
  case maximumOfAbsolute
  /// The larger of s * a and |b|
  case fadingMaximum
  /// √a + s
  case squareRootPlusNumber
  /// √(a + s)
  case squareRootOfSum
  /// a * b / c
  case productQuotient
  /// d - a * b / c
  case subtractProductQuotient
  // MARK: Three tiles
  /// b where a is not zero, else c
  case select

  /// How many numbers belong to it.
  var numberCount: Int {
    switch self {
    case .clip, .scaleAndShift, .weightedSum, .weightedSumWithSquare: 2
    case .leakyReLU, .elu, .addNumber, .multiplyNumber, .leakyReLUGradient, .eluGradient,
      .addScaled, .scaledMinusProduct, .fadingMaximum, .squareRootPlusNumber, .squareRootOfSum:
      1
    default: 0
    }
  }
}

extension TileFunction {
  /// The instruction of a primitive's function, with its numbers.
  static func of(_ function: UnaryFunction) -> (TileFunction, Float, Float) {
    switch function {
    case .negate: (.negate, 0, 0)
    case .absolute: (.absolute, 0, 0)
    case .sign: (.sign, 0, 0)
    case .square: (.square, 0, 0)
    case .squareRoot: (.squareRoot, 0, 0)
    case .reciprocalSquareRoot: (.reciprocalSquareRoot, 0, 0)
    case .reciprocal: (.reciprocal, 0, 0)
    case .exponential: (.exponential, 0, 0)
    case .logarithm: (.logarithm, 0, 0)
    case .tanh: (.tanh, 0, 0)
    case .sigmoid: (.sigmoid, 0, 0)
    case .silu: (.silu, 0, 0)
    case .relu: (.relu, 0, 0)
    case .leakyReLU(let slope): (.leakyReLU, Float(slope), 0)
    case .elu(let alpha): (.elu, Float(alpha), 0)
    case .addScalar(let number): (.addNumber, Float(number), 0)
    case .multiplyScalar(let number): (.multiplyNumber, Float(number), 0)
    case .clip(let lower, let upper): (.clip, Float(lower), Float(upper))
    case .exponentialMinusOne: (.exponentialMinusOne, 0, 0)
    case .logarithmOnePlus: (.logarithmOnePlus, 0, 0)
    case .sine: (.sine, 0, 0)
    case .cosine: (.cosine, 0, 0)
    case .softplus: (.softplus, 0, 0)
    case .errorFunction: (.errorFunction, 0, 0)
    case .gelu: (.gelu, 0, 0)
    case .floor: (.floor, 0, 0)
    case .ceiling: (.ceiling, 0, 0)
    case .round: (.round, 0, 0)
    case .isNaN: (.isNaN, 0, 0)
    case .isFinite: (.isFinite, 0, 0)
    case .powerScalar(let exponent): (.powerNumber, Float(exponent), 0)
    }
  }

  /// The instruction of a primitive's derivative (dy, saved), if there is one.
  static func ofGradient(_ function: UnaryFunction) -> (TileFunction, Float, Float)? {
    switch function {
    case .squareRoot: (.squareRootGradient, 0, 0)
    case .reciprocalSquareRoot: (.reciprocalSquareRootGradient, 0, 0)
    case .reciprocal: (.reciprocalGradient, 0, 0)
    case .exponential: (.exponentialGradient, 0, 0)
    case .logarithm: (.logarithmGradient, 0, 0)
    case .tanh: (.tanhGradient, 0, 0)
    case .sigmoid: (.sigmoidGradient, 0, 0)
    case .relu: (.reluGradient, 0, 0)
    case .leakyReLU(let slope): (.leakyReLUGradient, Float(slope), 0)
    case .elu(let alpha) where alpha > 0: (.eluGradient, Float(alpha), 0)
    case .absolute: (.absoluteGradient, 0, 0)
    case .square: (.squareGradient, 0, 0)
    case .elu(let alpha): (.eluInputGradient, Float(alpha), 0)
    case .exponentialMinusOne: (.exponentialMinusOneGradient, 0, 0)
    case .logarithmOnePlus: (.logarithmOnePlusGradient, 0, 0)
    case .sine: (.sineGradient, 0, 0)
    case .cosine: (.cosineGradient, 0, 0)
    case .softplus: (.softplusGradient, 0, 0)
    case .errorFunction: (.errorFunctionGradient, 0, 0)
    case .gelu: (.geluGradient, 0, 0)
    case .silu: (.siluGradient, 0, 0)
    case .clip(let lower, let upper): (.clipGradient, Float(lower), Float(upper))
    case .powerScalar(let exponent): (.powerNumberGradient, Float(exponent), 0)
    case .negate, .sign, .floor, .ceiling, .round, .isNaN, .isFinite, .addScalar, .multiplyScalar:
      nil
    }
  }

  /// The instruction of a primitive of two numbers.
  static func of(_ function: BinaryFunction) -> TileFunction {
    switch function {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .maximum: .maximum
    case .minimum: .minimum
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .power: .power
    }
  }
}
