// The loops over tiles. They are written for types, not for closures: the compiler leaves a closure
// over vectors as a call.

/// A function of one tile.
protocol OneTileFunction: ElementwiseFunction {
  /// Sixteen results; always inlined, since a call for every sixteen numbers takes five times as
  /// long as the operation.
  static func lanes(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes
}

extension OneTileFunction {
  static func computeTile(_ tile: TileInstruction, _ rows: Int, _ columns: Int) {
    var a = tile.a.start
    var y = tile.output.start
    for _ in 0..<rows {
      var column = 0
      while column < columns {
        y.store(
          lanes(a.lanes(at: column), tile.s, tile.t),
          at: column)
        column &+= 16
      }
      a += tile.a.stride
      y += tile.output.stride
    }
  }
}

/// A function of two tiles.
protocol TwoTileFunction: ElementwiseFunction {
  /// Sixteen results; always inlined, since a call for every sixteen numbers takes five times as
  /// long as the operation.
  static func lanes(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes
}

extension TwoTileFunction {
  static func computeTile(_ tile: TileInstruction, _ rows: Int, _ columns: Int) {
    var a = tile.a.start
    var b = tile.b.start
    var y = tile.output.start
    for _ in 0..<rows {
      var column = 0
      while column < columns {
        y.store(
          lanes(a.lanes(at: column), b.lanes(at: column), tile.s, tile.t),
          at: column)
        column &+= 16
      }
      a += tile.a.stride
      b += tile.b.stride
      y += tile.output.stride
    }
  }
}

/// A function of three tiles.
protocol ThreeTileFunction: ElementwiseFunction {
  /// Sixteen results; always inlined, since a call for every sixteen numbers takes five times as
  /// long as the operation.
  static func lanes(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ s: Float, _ t: Float) -> Lanes
}

extension ThreeTileFunction {
  static func computeTile(_ tile: TileInstruction, _ rows: Int, _ columns: Int) {
    var a = tile.a.start
    var b = tile.b.start
    var c = tile.c.start
    var y = tile.output.start
    for _ in 0..<rows {
      var column = 0
      while column < columns {
        y.store(
          lanes(a.lanes(at: column), b.lanes(at: column), c.lanes(at: column), tile.s, tile.t),
          at: column)
        column &+= 16
      }
      a += tile.a.stride
      b += tile.b.stride
      c += tile.c.stride
      y += tile.output.stride
    }
  }
}

/// A function of four tiles.
protocol FourTileFunction: ElementwiseFunction {
  /// Sixteen results; always inlined, since a call for every sixteen numbers takes five times as
  /// long as the operation.
  static func lanes(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ s: Float, _ t: Float) -> Lanes
}

extension FourTileFunction {
  static func computeTile(_ tile: TileInstruction, _ rows: Int, _ columns: Int) {
    var a = tile.a.start
    var b = tile.b.start
    var c = tile.c.start
    var d = tile.d.start
    var y = tile.output.start
    for _ in 0..<rows {
      var column = 0
      while column < columns {
        y.store(
          lanes(
            a.lanes(at: column), b.lanes(at: column), c.lanes(at: column), d.lanes(at: column),
            tile.s, tile.t),
          at: column)
        column &+= 16
      }
      a += tile.a.stride
      b += tile.b.stride
      c += tile.c.stride
      d += tile.d.stride
      y += tile.output.stride
    }
  }
}
