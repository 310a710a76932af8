/// One instruction of a tile program with the tiles it reads and writes.
struct TileInstruction {
  /// A tile in memory; a stride of 0 repeats one row.
  struct Tile {
    var start: UnsafeMutablePointer<Float>
    var stride: Int
  }

  var function: TileFunction
  var s: Float
  var t: Float
  var output: Tile
  var a: Tile
  var b: Tile
  var c: Tile

  /// Computes `rows` x `columns` numbers; columns are a multiple of sixteen.
  func run(rows: Int, columns: Int) {
    switch function {
    case .copy: map1(rows, columns) { $0 }
    case .negate: map1(rows, columns) { -$0 }
    case .absolute: map1(rows, columns) { $0.replacing(with: -$0, where: $0 .< 0) }
    case .sign:
      map1(rows, columns) {
        $0.replacing(with: 1, where: $0 .> 0).replacing(with: -1, where: $0 .< 0)
      }
    case .square: map1(rows, columns) { $0 * $0 }
    case .squareRoot: map1(rows, columns) { $0.squareRoot() }
    case .reciprocalSquareRoot: map1(rows, columns) { 1 / $0.squareRoot() }
    case .reciprocal: map1(rows, columns) { 1 / $0 }
    case .exponential: map1(rows, columns) { VectorMath.exponential($0) }
    case .logarithm: map1(rows, columns) { VectorMath.logarithm($0) }
    case .tanh: map1(rows, columns) { VectorMath.tanh($0) }
    case .sigmoid: map1(rows, columns) { VectorMath.sigmoid($0) }
    case .silu: map1(rows, columns) { $0 * VectorMath.sigmoid($0) }
    // `x < 0 ? 0 : x`, not a maximum: the maximum instruction turns NaN into 0.
    case .relu: map1(rows, columns) { $0.replacing(with: 0, where: $0 .< 0) }
    case .leakyReLU: map1(rows, columns) { $0.replacing(with: $0 * s, where: $0 .< 0) }
    case .elu:
      map1(rows, columns) {
        $0.replacing(with: s * (VectorMath.exponential($0) - 1), where: $0 .< 0)
      }
    case .addNumber: map1(rows, columns) { $0 + s }
    case .multiplyNumber: map1(rows, columns) { $0 * s }
    case .clip:
      map1(rows, columns) {
        $0.replacing(with: s, where: $0 .< s).replacing(with: t, where: $0 .> t)
      }
    case .add: map2(rows, columns) { $0 + $1 }
    case .subtract: map2(rows, columns) { $0 - $1 }
    case .multiply: map2(rows, columns) { $0 * $1 }
    case .divide: map2(rows, columns) { $0 / $1 }
    case .maximum: map2(rows, columns) { $0.replacing(with: $1, where: ($1 .> $0) .| ($1 .!= $1)) }
    case .minimum: map2(rows, columns) { $0.replacing(with: $1, where: ($1 .< $0) .| ($1 .!= $1)) }
    case .equal: map2(rows, columns) { Self.one(where: $0 .== $1) }
    case .notEqual: map2(rows, columns) { Self.one(where: $0 .!= $1) }
    case .less: map2(rows, columns) { Self.one(where: $0 .< $1) }
    case .lessOrEqual: map2(rows, columns) { Self.one(where: $0 .<= $1) }
    case .greater: map2(rows, columns) { Self.one(where: $0 .> $1) }
    case .greaterOrEqual: map2(rows, columns) { Self.one(where: $0 .>= $1) }
    case .addScaled: map2(rows, columns) { $0.addingProduct($1, Lanes(repeating: s)) }
    case .multiplyAdd: map3(rows, columns) { $2.addingProduct($0, $1) }
    case .subtractProduct: map3(rows, columns) { $2.addingProduct(-$0, $1) }
    case .select: map3(rows, columns) { $2.replacing(with: $1, where: $0 .!= 0) }
    default: runGradient(rows, columns)
    }
  }

  /// (dy, saved) times the derivative.
  private func runGradient(_ rows: Int, _ columns: Int) {
    switch function {
    case .squareRootGradient: map2(rows, columns) { $0 * 0.5 / $1 }
    case .reciprocalSquareRootGradient: map2(rows, columns) { $0 * -0.5 * ($1 * $1 * $1) }
    case .reciprocalGradient: map2(rows, columns) { -$0 * ($1 * $1) }
    case .exponentialGradient: map2(rows, columns) { $0 * $1 }
    case .logarithmGradient: map2(rows, columns) { $0 / $1 }
    case .tanhGradient: map2(rows, columns) { $0 * ((1 - $1) * (1 + $1)) }
    case .sigmoidGradient: map2(rows, columns) { $0 * ($1 * (1 - $1)) }
    case .reluGradient: map2(rows, columns) { $0.replacing(with: 0, where: $1 .<= 0) }
    case .leakyReLUGradient: map2(rows, columns) { $0.replacing(with: $0 * s, where: $1 .<= 0) }
    case .eluGradient: map2(rows, columns) { $0.replacing(with: $0 * ($1 + s), where: $1 .< 0) }
    case .absoluteGradient:
      map2(rows, columns) {
        $0.replacing(with: -$0, where: $1 .< 0).replacing(with: 0, where: $1 .== 0)
      }
    case .squareGradient: map2(rows, columns) { $0 * 2 * $1 }
    default: preconditionFailure("\(function) is not a derivative")
    }
  }

  @inline(__always)
  private static func one(where mask: SIMDMask<SIMD16<Int32>>) -> Lanes {
    Lanes(repeating: 0).replacing(with: 1, where: mask)
  }

  @inline(__always)
  private func map1(_ rows: Int, _ columns: Int, _ body: (Lanes) -> Lanes) {
    var x = a.start
    var y = output.start
    for _ in 0..<rows {
      for column in stride(from: 0, to: columns, by: 16) {
        y.store(body(x.lanes(at: column)), at: column)
      }
      x += a.stride
      y += output.stride
    }
  }

  @inline(__always)
  private func map2(_ rows: Int, _ columns: Int, _ body: (Lanes, Lanes) -> Lanes) {
    var x0 = a.start
    var x1 = b.start
    var y = output.start
    for _ in 0..<rows {
      for column in stride(from: 0, to: columns, by: 16) {
        y.store(body(x0.lanes(at: column), x1.lanes(at: column)), at: column)
      }
      x0 += a.stride
      x1 += b.stride
      y += output.stride
    }
  }

  @inline(__always)
  private func map3(_ rows: Int, _ columns: Int, _ body: (Lanes, Lanes, Lanes) -> Lanes) {
    var x0 = a.start
    var x1 = b.start
    var x2 = c.start
    var y = output.start
    for _ in 0..<rows {
      for column in stride(from: 0, to: columns, by: 16) {
        let value = body(x0.lanes(at: column), x1.lanes(at: column), x2.lanes(at: column))
        y.store(value, at: column)
      }
      x0 += a.stride
      x1 += b.stride
      x2 += c.stride
      y += output.stride
    }
  }
}
