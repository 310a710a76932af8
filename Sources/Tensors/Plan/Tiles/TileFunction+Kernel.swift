extension TileFunction {
  /// The loop that computes the instruction. One closure each, so that the compiler puts the
  /// operation into the loop instead of calling it for every sixteen numbers.
  var kernel: TileInstruction.Kernel {
    switch self {
    case .copy:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { $0 }
      }
    case .negate:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { -$0 }
      }
    case .absolute:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { $0.replacing(with: -$0, where: $0 .< 0) }
      }
    case .sign:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) {
          $0.replacing(with: 1, where: $0 .> 0).replacing(with: -1, where: $0 .< 0)
        }
      }
    case .square:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { $0 * $0 }
      }
    case .squareRoot:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { $0.squareRoot() }
      }
    case .reciprocalSquareRoot:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { 1 / $0.squareRoot() }
      }
    case .reciprocal:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { 1 / $0 }
      }
    case .exponential:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { VectorMath.exponential($0) }
      }
    case .logarithm:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { VectorMath.logarithm($0) }
      }
    case .tanh:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { VectorMath.tanh($0) }
      }
    case .sigmoid:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { VectorMath.sigmoid($0) }
      }
    case .silu:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { $0 * VectorMath.sigmoid($0) }
      }
    // `x < 0 ? 0 : x`, not a maximum: the maximum instruction turns NaN into 0.
    case .relu:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { $0.replacing(with: 0, where: $0 .< 0) }
      }
    case .leakyReLU:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { $0.replacing(with: $0 * i.s, where: $0 .< 0) }
      }
    case .elu:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) {
          $0.replacing(with: i.s * (VectorMath.exponential($0) - 1), where: $0 .< 0)
        }
      }
    case .addNumber:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { $0 + i.s }
      }
    case .multiplyNumber:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) { $0 * i.s }
      }
    case .clip:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map1(rows, columns) {
          $0.replacing(with: i.s, where: $0 .< i.s).replacing(with: i.t, where: $0 .> i.t)
        }
      }
    default: kernelOfSeveral
    }
  }

  private var kernelOfSeveral: TileInstruction.Kernel {
    switch self {
    case .add:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 + $1 }
      }
    case .subtract:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 - $1 }
      }
    case .multiply:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 * $1 }
      }
    case .divide:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 / $1 }
      }
    case .maximum:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0.replacing(with: $1, where: ($1 .> $0) .| ($1 .!= $1)) }
      }
    case .minimum:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0.replacing(with: $1, where: ($1 .< $0) .| ($1 .!= $1)) }
      }
    case .equal:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { TileInstruction.one(where: $0 .== $1) }
      }
    case .notEqual:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { TileInstruction.one(where: $0 .!= $1) }
      }
    case .less:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { TileInstruction.one(where: $0 .< $1) }
      }
    case .lessOrEqual:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { TileInstruction.one(where: $0 .<= $1) }
      }
    case .greater:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { TileInstruction.one(where: $0 .> $1) }
      }
    case .greaterOrEqual:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { TileInstruction.one(where: $0 .>= $1) }
      }
    case .addScaled:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0.addingProduct($1, Lanes(repeating: i.s)) }
      }
    case .multiplyAdd:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map3(rows, columns) { $2.addingProduct($0, $1) }
      }
    case .subtractProduct:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map3(rows, columns) { $2.addingProduct(-$0, $1) }
      }
    case .select:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map3(rows, columns) { $2.replacing(with: $1, where: $0 .!= 0) }
      }
    default: kernelOfDerivative
    }
  }

  /// (dy, saved) -> dy times the derivative.
  private var kernelOfDerivative: TileInstruction.Kernel {
    switch self {
    case .squareRootGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 * 0.5 / $1 }
      }
    case .reciprocalSquareRootGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 * -0.5 * ($1 * $1 * $1) }
      }
    case .reciprocalGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { -$0 * ($1 * $1) }
      }
    case .exponentialGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 * $1 }
      }
    case .logarithmGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 / $1 }
      }
    case .tanhGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 * ((1 - $1) * (1 + $1)) }
      }
    case .sigmoidGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 * ($1 * (1 - $1)) }
      }
    case .reluGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0.replacing(with: 0, where: $1 .<= 0) }
      }
    case .leakyReLUGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0.replacing(with: $0 * i.s, where: $1 .<= 0) }
      }
    case .eluGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0.replacing(with: $0 * ($1 + i.s), where: $1 .<= 0) }
      }
    case .absoluteGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) {
          $0.replacing(with: -$0, where: $1 .< 0).replacing(with: 0, where: $1 .== 0)
        }
      }
    case .squareGradient:
      { p, rows, columns in
        let i = TileInstruction.at(p)
        i.map2(rows, columns) { $0 * 2 * $1 }
      }
    default: preconditionFailure("\(self) has no kernel")
    }
  }
}
