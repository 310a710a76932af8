/// One instruction of a tile program with the tiles it reads and writes.
struct TileInstruction {
  /// A tile in memory; a stride of 0 repeats one row.
  struct Tile {
    var start: UnsafeMutablePointer<Float>
    var stride: Int
  }

  var s: Float
  var t: Float
  var output: Tile
  var a: Tile
  var b: Tile
  var c: Tile
  var d: Tile
}
