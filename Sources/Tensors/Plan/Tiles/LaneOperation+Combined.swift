// Operations that stand for two or more others; `TileProgram.combine()` makes them.
extension LaneOperation {
  @inline(__always)
  static func multiplyAdd(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes {
    c.addingProduct(a, b)
  }

  @inline(__always)
  static func subtractProduct(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes {
    c.addingProduct(-a, b)
  }

  @inline(__always)
  static func addScaled(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    b.addingProduct(a, Lanes(repeating: s))
  }

  @inline(__always)
  static func scaleAndShift(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    Lanes(repeating: t).addingProduct(a, Lanes(repeating: s))
  }

  @inline(__always)
  static func weightedSum(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    (a * s).addingProduct(b, Lanes(repeating: t))
  }

  @inline(__always)
  static func weightedSumWithSquare(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    (b * s).addingProduct(a * a, Lanes(repeating: t))
  }

  @inline(__always)
  static func scaledMinusProduct(
    _ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float
  ) -> Lanes { (a * s).addingProduct(-b, c) }

  @inline(__always)
  static func maximumOfAbsolute(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    maximum(b, absolute(a, s, t), s, t)
  }

  @inline(__always)
  static func fadingMaximum(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes {
    maximum(a * s, absolute(b, s, t), s, t)
  }

  @inline(__always)
  static func squareRootPlusNumber(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a.squareRoot() + s
  }

  @inline(__always)
  static func squareRootOfSum(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes {
    (a + s).squareRoot()
  }

  @inline(__always)
  static func productQuotient(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes {
    a * b / c
  }

  @inline(__always)
  static func subtractProductQuotient(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> Lanes {
    d - a * b / c
  }
}
