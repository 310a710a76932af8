extension TileFunction {
  /// The loops of the functions of analysis, of rounding, and of their derivatives.
  var kernelOfAnalysis: TileInstruction.Kernel {
    switch self {
    case .exponentialMinusOne:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.exponentialMinusOne) }
    case .logarithmOnePlus:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.logarithmOnePlus) }
    case .sine:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.sine) }
    case .cosine:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.cosine) }
    case .softplus:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.softplus) }
    case .errorFunction:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.errorFunction) }
    case .gelu:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.gelu) }
    case .floor:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.floor) }
    case .ceiling:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.ceiling) }
    case .round:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.round) }
    case .isNaN:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.isNaN) }
    case .isFinite:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.isFinite) }
    case .powerNumber:
      { p, r, c in TileInstruction.at(p).map1(r, c, LaneOperation.powerNumber) }
    case .power:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.power) }
    case .exponentialMinusOneGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.exponentialMinusOneGradient) }
    case .logarithmOnePlusGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.logarithmOnePlusGradient) }
    case .sineGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.sineGradient) }
    case .cosineGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.cosineGradient) }
    case .softplusGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.softplusGradient) }
    case .errorFunctionGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.errorFunctionGradient) }
    case .geluGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.geluGradient) }
    case .siluGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.siluGradient) }
    case .clipGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.clipGradient) }
    case .eluInputGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.eluInputGradient) }
    case .powerNumberGradient:
      { p, r, c in TileInstruction.at(p).map2(r, c, LaneOperation.powerNumberGradient) }
    default: preconditionFailure("\(self) has no kernel")
    }
  }
}

/// Functions of analysis and rounding, and derivatives (dy, saved) that need more than arithmetic.
extension LaneOperation {
  @inline(__always)
  static func exponentialMinusOne(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.exponentialMinusOne(a)
  }

  @inline(__always)
  static func logarithmOnePlus(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.logarithmOnePlus(a)
  }

  @inline(__always)
  static func sine(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.sine(a)
  }

  @inline(__always)
  static func cosine(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.cosine(a)
  }

  @inline(__always)
  static func softplus(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.softplus(a)
  }

  @inline(__always)
  static func errorFunction(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.errorFunction(a)
  }

  @inline(__always)
  static func gelu(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.gelu(a)
  }

  @inline(__always)
  static func floor(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.floor(a)
  }

  @inline(__always)
  static func ceiling(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.ceiling(a)
  }

  @inline(__always)
  static func round(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.rounded(a)
  }

  @inline(__always)
  static func isNaN(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    Lanes(repeating: 0).replacing(with: 1, where: a .!= a)
  }

  @inline(__always)
  static func isFinite(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    Lanes(repeating: 0).replacing(with: 1, where: a - a .== 0)
  }

  @inline(__always)
  static func powerNumber(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.power(a, s)
  }

  @inline(__always)
  static func power(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    VectorMath.power(a, b)
  }

  @inline(__always)
  static func exponentialMinusOneGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * (b + 1)
  }

  @inline(__always)
  static func logarithmOnePlusGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a / (b + 1)
  }

  @inline(__always)
  static func sineGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * VectorMath.cosine(b)
  }

  @inline(__always)
  static func cosineGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    -a * VectorMath.sine(b)
  }

  @inline(__always)
  static func softplusGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * VectorMath.sigmoid(b)
  }

  @inline(__always)
  static func errorFunctionGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * VectorMath.exponential(-b * b) * 1.128_379_2
  }

  @inline(__always)
  static func geluGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * VectorMath.geluDerivative(b)
  }

  @inline(__always)
  static func siluGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    let s = VectorMath.sigmoid(b)
    return a * (s + b * s * (1 - s))
  }

  @inline(__always)
  static func clipGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: 0, where: (b .<= s) .| (b .>= t))
  }

  @inline(__always)
  static func eluInputGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.replacing(with: a * s * VectorMath.exponential(b), where: b .<= 0)
  }

  @inline(__always)
  static func powerNumberGradient(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * s * VectorMath.power(b, s - 1)
  }
}
