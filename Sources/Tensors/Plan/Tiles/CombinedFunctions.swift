// Functions that stand for two or more others where `TileProgram.combine()` finds them: what
// optimizers compute of every weight. They exist only in plans, so they are written for lanes, and
// have no gradient: it has been taken before.

/// a: what is already there, written to where a result belongs.
enum Copy: OneTileFunction {
  @inline(__always)
  static func lanes(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a
  }
}

/// b where a is not zero, else c.
enum Select: ThreeTileFunction {
  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes {
    c.replacing(with: b, where: a .!= 0)
  }
}

/// a * b + c.
enum MultiplyAdd: ThreeTileFunction {
  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes {
    c.addingProduct(a, b)
  }
}

/// c - a * b.
enum SubtractProduct: ThreeTileFunction {
  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes {
    c.addingProduct(-a, b)
  }
}

/// s * a + b.
enum AddScaled: TwoTileFunction {
  static let parameterCount = 1

  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    b.addingProduct(a, Lanes(repeating: s))
  }
}

/// s * a + t.
enum ScaleAndShift: OneTileFunction {
  static let parameterCount = 2

  @inline(__always)
  static func lanes(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    Lanes(repeating: t).addingProduct(a, Lanes(repeating: s))
  }
}

/// s * a + t * b.
enum WeightedSum: TwoTileFunction {
  static let parameterCount = 2

  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    (a * s).addingProduct(b, Lanes(repeating: t))
  }
}

/// s * b + t * a^2.
enum WeightedSumWithSquare: TwoTileFunction {
  static let parameterCount = 2

  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    (b * s).addingProduct(a * a, Lanes(repeating: t))
  }
}

/// s * a - b * c.
enum ScaledMinusProduct: ThreeTileFunction {
  static let parameterCount = 1

  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes {
    (a * s).addingProduct(-b, c)
  }
}

/// The larger of b and |a|.
enum MaximumOfAbsolute: TwoTileFunction {
  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    Maximum.value(b, Lanes.magnitude(a))
  }
}

/// The larger of s * a and |b|.
enum DecayedMaximum: TwoTileFunction {
  static let parameterCount = 1

  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    Maximum.value(a * s, Lanes.magnitude(b))
  }
}

/// The root of a, plus s.
enum SquareRootPlusNumber: OneTileFunction {
  static let parameterCount = 1

  @inline(__always)
  static func lanes(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.squareRoot() + s
  }
}

/// The root of a + s.
enum SquareRootOfSum: OneTileFunction {
  static let parameterCount = 1

  @inline(__always)
  static func lanes(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    (a + s).squareRoot()
  }
}

/// a * b / c.
enum ProductQuotient: ThreeTileFunction {
  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * b / c
  }
}

/// d - a * b / c.
enum SubtractProductQuotient: FourTileFunction {
  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ s: Float, _ t: Float) -> Lanes
  {
    d - a * b / c
  }
}
