extension Tensor {
  /// Zeros.
  public static func zeros(
    _ shape: [Int], type: ElementType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    full(shape, 0, type: type, file: file, line: line)
  }

  /// Ones.
  public static func ones(
    _ shape: [Int], type: ElementType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    full(shape, 1, type: type, file: file, line: line)
  }

  /// Zeros of the shape and element type of another tensor.
  public static func zeros(like other: Tensor) -> Tensor {
    zeros(other.shape, type: other.elementType)
  }

  /// Ones of the shape and element type of another tensor.
  public static func ones(like other: Tensor) -> Tensor {
    ones(other.shape, type: other.elementType)
  }

  /// One number everywhere.
  public static func full(
    _ shape: [Int], _ value: some TensorScalar, type: ElementType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    requireShape(shape, "Tensor.full", type: type, file: file, line: line)
    let (count, value) = (shape.product, value.doubleValue)
    switch type {
    case .float32:
      return Tensor(shape: shape) { $0.update(repeating: Float(value), count: count) }
    case .float64: return Tensor(shape: shape) { $0.update(repeating: value, count: count) }
    case .int32:
      guard let integer = Int32(withoutFraction: value) else {
        stop("\(value) does not fit into int32: use type: .float32", file: file, line: line)
      }
      return Tensor(shape: shape) { $0.update(repeating: integer, count: count) }
    }
  }

  /// 0, 1, ... count - 1 as int32.
  public static func arange(
    _ count: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    requireShape([count], "Tensor.arange", file: file, line: line)
    return Tensor(shape: [count]) { for i in 0..<count { $0[i] = Int32(i) } }
  }

  /// start, start + step, ... below `end` as float32.
  public static func arange(
    from start: Double, to end: Double, by step: Double = 1,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard step != 0 else {
      stop("Tensor.arange expects a step that is not 0", file: file, line: line)
    }
    let count = ((end - start) / step).rounded(.up)
    guard count.isFinite, count < 0x1p62 else {
      stop(
        "Tensor.arange from \(start) to \(end) by \(step) has no end: give finite numbers",
        file: file,
        line: line)
    }
    requireShape([Swift.max(Int(count), 0)], "Tensor.arange", file: file, line: line)
    return Tensor(Array(stride(from: start, to: end, by: step)))
  }

  /// `count` numbers at equal distances from `start` to `end`, both included.
  public static func linspace(
    _ start: Double, _ end: Double, count: Int,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    requireShape([count], "Tensor.linspace", file: file, line: line)
    let step = count > 1 ? (end - start) / Double(count - 1) : 0
    return Tensor(
      (0..<count).map { $0 == count - 1 && count > 1 ? end : start + Double($0) * step })
  }

  /// The identity matrix.
  public static func eye(
    _ size: Int, type: ElementType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    requireShape([size, size], "Tensor.eye", type: type, file: file, line: line)
    return arange(size).oneHot(depth: size, type: type)
  }
}
