/// One instruction of a tile program with the tiles it reads and writes.
struct TileInstruction {
  /// A tile in memory; a stride of 0 repeats one row.
  struct Tile {
    var start: UnsafeMutablePointer<Float>
    var stride: Int
  }

  /// Computes `rows` x `columns` numbers of an instruction; columns are a multiple of sixteen.
  typealias Kernel =
    @convention(c) (_ instruction: UnsafeRawPointer, _ rows: Int, _ columns: Int) -> Void

  var s: Float
  var t: Float
  var output: Tile
  var a: Tile
  var b: Tile
  var c: Tile
  var d: Tile

  @inline(__always)
  static func at(_ pointer: UnsafeRawPointer) -> TileInstruction {
    pointer.assumingMemoryBound(to: TileInstruction.self).pointee
  }

  @inline(__always)
  func map1(_ rows: Int, _ columns: Int, _ body: (Lanes, Float, Float) -> Lanes) {
    var x = a.start
    var y = output.start
    for _ in 0..<rows {
      var column = 0
      while column < columns {
        y.store(body(x.lanes(at: column), s, t), at: column)
        column &+= 16
      }
      x += a.stride
      y += output.stride
    }
  }

  @inline(__always)
  func map2(_ rows: Int, _ columns: Int, _ body: (Lanes, Lanes, Float, Float) -> Lanes) {
    var x0 = a.start
    var x1 = b.start
    var y = output.start
    for _ in 0..<rows {
      var column = 0
      while column < columns {
        y.store(body(x0.lanes(at: column), x1.lanes(at: column), s, t), at: column)
        column &+= 16
      }
      x0 += a.stride
      x1 += b.stride
      y += output.stride
    }
  }

  @inline(__always)
  func map3(_ rows: Int, _ columns: Int, _ body: (Lanes, Lanes, Lanes, Float, Float) -> Lanes) {
    var x0 = a.start
    var x1 = b.start
    var x2 = c.start
    var y = output.start
    for _ in 0..<rows {
      var column = 0
      while column < columns {
        let value = body(
          x0.lanes(at: column), x1.lanes(at: column), x2.lanes(at: column), s, t)
        y.store(value, at: column)
        column &+= 16
      }
      x0 += a.stride
      x1 += b.stride
      x2 += c.stride
      y += output.stride
    }
  }

  @inline(__always)
  func map4(_ rows: Int, _ columns: Int, _ body: (Lanes, Lanes, Lanes, Lanes) -> Lanes) {
    var x0 = a.start
    var x1 = b.start
    var x2 = c.start
    var x3 = d.start
    var y = output.start
    for _ in 0..<rows {
      var column = 0
      while column < columns {
        let value = body(
          x0.lanes(at: column), x1.lanes(at: column), x2.lanes(at: column), x3.lanes(at: column))
        y.store(value, at: column)
        column &+= 16
      }
      x0 += a.stride
      x1 += b.stride
      x2 += c.stride
      x3 += d.stride
      y += output.stride
    }
  }
}
