extension TileFunction {
  /// The loop that computes the instruction.
  var kernel: TileInstruction.Kernel {
    switch self {
    case .copy: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.copy) }
    case .negate: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.negate) }
    case .absolute: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.absolute) }
    case .sign: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.sign) }
    case .square: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.square) }
    case .squareRoot: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.squareRoot) }
    case .reciprocalSquareRoot:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.reciprocalSquareRoot) }
    case .reciprocal: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.reciprocal) }
    case .exponential: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.exponential) }
    case .logarithm: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.logarithm) }
    case .tanh: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.tanh) }
    case .sigmoid: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.sigmoid) }
    case .silu: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.silu) }
    case .relu: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.relu) }
    case .leakyReLU: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.leakyReLU) }
    case .elu: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.elu) }
    case .addNumber: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.addNumber) }
    case .multiplyNumber:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.multiplyNumber) }
    case .clip: { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.clip) }
    default: kernelOfSeveral
    }
  }

  private var kernelOfSeveral: TileInstruction.Kernel {
    switch self {
    case .add: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.add) }
    case .subtract: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.subtract) }
    case .multiply: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.multiply) }
    case .divide: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.divide) }
    case .maximum: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.maximum) }
    case .minimum: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.minimum) }
    case .equal: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.equal) }
    case .notEqual: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.notEqual) }
    case .less: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.less) }
    case .lessOrEqual: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.lessOrEqual) }
    case .greater: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.greater) }
    case .greaterOrEqual:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.greaterOrEqual) }
    case .select: { p, r, c in TileInstruction.at(p).map3(r, c, LaneOperation.select) }
    default: kernelOfCombined
    }
  }

  /// Of operations that stand for several.
  private var kernelOfCombined: TileInstruction.Kernel {
    switch self {
    case .multiplyAdd: { p, r, c in TileInstruction.at(p).map3(r, c, LaneOperation.multiplyAdd) }
    case .subtractProduct:
      { p, r, c in TileInstruction.at(p).map3(r, c, LaneOperation.subtractProduct) }
    case .addScaled: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.addScaled) }
    case .scaleAndShift:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.scaleAndShift) }
    case .weightedSum: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.weightedSum) }
    case .weightedSumWithSquare:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.weightedSumWithSquare) }
    case .scaledMinusProduct:
      { p, r, c in TileInstruction.at(p).map3(r, c, LaneOperation.scaledMinusProduct) }
    case .maximumOfAbsolute:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.maximumOfAbsolute) }
    case .fadingMaximum:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.fadingMaximum) }
    case .squareRootPlusNumber:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.squareRootPlusNumber) }
    case .squareRootOfSum:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.squareRootOfSum) }
    case .productQuotient:
      { p, r, c in TileInstruction.at(p).map3(r, c, LaneOperation.productQuotient) }
    case .subtractProductQuotient:
      { p, r, c in TileInstruction.at(p).map4(r, c, LaneOperation.subtractProductQuotient) }
    default: kernelOfDerivative
    }
  }

  /// (dy, saved) -> dy times the derivative.
  private var kernelOfDerivative: TileInstruction.Kernel {
    switch self {
    case .squareRootGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.squareRootGradient) }
    case .reciprocalSquareRootGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.reciprocalSquareRootGradient) }
    case .reciprocalGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.reciprocalGradient) }
    case .exponentialGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.exponentialGradient) }
    case .logarithmGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.logarithmGradient) }
    case .tanhGradient: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.tanhGradient) }
    case .sigmoidGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.sigmoidGradient) }
    case .reluGradient: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.reluGradient) }
    case .leakyReLUGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.leakyReLUGradient) }
    case .eluGradient: { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.eluGradient) }
    case .absoluteGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.absoluteGradient) }
    case .squareGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.squareGradient) }
    default: kernelOfAnalysis
    }
  }
}
