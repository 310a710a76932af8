extension UnaryDefinition {
  static var differentiable: (any DifferentiableFunction.Type)? { nil }
  static var acceptsIntegers: Bool { false }

  /// The function of every element: of floats sixteen at a time, of doubles one by one.
  static func evaluate(_ x: Tensor, _ s: Double, _ t: Double) -> Tensor {
    let count = x.count
    switch x.elementType {
    case .float32:
      let (s, t) = (Float(s), Float(t))
      return Tensor(shape: x.shape) { compute(x.pointer(), $0, count, s, t) }
    case .float64:
      return Tensor(shape: x.shape) { (output: UnsafeMutablePointer<Double>) in
        ElementwiseLoops.map(x.pointer(Double.self), output, count) { value($0, s, t) }
      }
    case .int32: return evaluateIntegers(x, s, t)
    }
  }

  /// The function of neighbours in memory, sixteen at a time.
  private static func compute(
    _ x: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ count: Int, _ s: Float,
    _ t: Float
  ) {
    var i = 0
    while i &+ 16 <= count {
      output.store(value(x.lanes(at: i), s, t), at: i)
      i &+= 16
    }
    guard i < count else { return }
    var rest = Lanes(repeating: 1)
    for lane in 0..<(count - i) { rest[lane] = x[i + lane] }
    rest = value(rest, s, t)
    for lane in 0..<(count - i) { output[i + lane] = rest[lane] }
  }

  static func evaluateIntegers(_ x: Tensor, _ s: Double, _ t: Double) -> Tensor {
    stop("\(name) of integers was computed, which its shape rule refuses")
  }

  @inline(__always)
  static func lanes(_ a: Lanes, _ s: Float, _ t: Float) -> Lanes { value(a, s, t) }
}

extension DifferentiableFunction {
  static var differentiable: (any DifferentiableFunction.Type)? { Self.self }

  /// The incoming gradient times the derivative, in one pass.
  static func evaluateGradient(
    _ dy: Tensor, _ saved: Tensor, _ s: Double, _ t: Double
  ) -> Tensor {
    let count = dy.count
    if dy.elementType == .float32 {
      let (s, t) = (Float(s), Float(t))
      return Tensor(shape: dy.shape) {
        computeGradient(dy.pointer(), saved.pointer(), $0, count, s, t)
      }
    }
    return Tensor(shape: dy.shape) { (output: UnsafeMutablePointer<Double>) in
      ElementwiseLoops.zip(dy.pointer(), 1, saved.pointer(), 1, output, count) {
        (dy: Double, saved: Double) in gradient(dy, saved, s, t)
      }
    }
  }

  /// The gradient of neighbours in memory, sixteen at a time.
  private static func computeGradient(
    _ dy: UnsafePointer<Float>, _ saved: UnsafePointer<Float>,
    _ output: UnsafeMutablePointer<Float>, _ count: Int, _ s: Float, _ t: Float
  ) {
    var i = 0
    while i &+ 16 <= count {
      output.store(gradient(dy.lanes(at: i), saved.lanes(at: i), s, t), at: i)
      i &+= 16
    }
    guard i < count else { return }
    var (restOfDy, restOfSaved) = (Lanes(repeating: 1), Lanes(repeating: 1))
    for lane in 0..<(count - i) {
      (restOfDy[lane], restOfSaved[lane]) = (dy[i + lane], saved[i + lane])
    }
    let rest = gradient(restOfDy, restOfSaved, s, t)
    for lane in 0..<(count - i) { output[i + lane] = rest[lane] }
  }

  static func computeGradientTile(_ tile: TileInstruction, _ rows: Int, _ columns: Int) {
    var (dy, saved, y) = (tile.a.start, tile.b.start, tile.output.start)
    for _ in 0..<rows {
      var column = 0
      while column < columns {
        y.store(
          gradient(dy.lanes(at: column), saved.lanes(at: column), tile.s, tile.t), at: column)
        column &+= 16
      }
      dy += tile.a.stride
      saved += tile.b.stride
      y += tile.output.stride
    }
  }
}

extension IntegerFunction {
  static var acceptsIntegers: Bool { true }

  static func evaluateIntegers(_ x: Tensor, _ s: Double, _ t: Double) -> Tensor {
    Tensor(shape: x.shape) { (output: UnsafeMutablePointer<Int32>) in
      IntegerOverflow.refusing(name) { overflow in
        let input = x.pointer(Int32.self)
        for i in 0..<x.count { output[i] = overflow.fitted(integer(Int64(input[i]), s, t)) }
      }
    }
  }
}

/// Whether integers did not fit into int32, looked at once for many of them.
struct IntegerOverflow {
  private var first: Int64?

  /// A number as int32; one that does not fit is remembered.
  @inline(__always)
  mutating func fitted(_ value: Int64) -> Int32 {
    let result = Int32(truncatingIfNeeded: value)
    if Int64(result) != value { first = first ?? value }
    return result
  }

  /// Runs `body` and stops when a number did not fit.
  @inline(__always)
  static func refusing<Result>(
    _ name: String, _ body: (inout IntegerOverflow) -> Result
  ) -> Result {
    var overflow = IntegerOverflow()
    let result = body(&overflow)
    if let value = overflow.first {
      stop(
        "\(name) of int32 numbers expects results in \(Int32.min)...\(Int32.max), got \(value): "
          + "convert the tensor first, with converted(to: .float64)")
    }
    return result
  }
}
