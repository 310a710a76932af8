/// Matrix products, batched over leading axes.
enum MatmulFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    let (a, b) = (inputs[0], inputs[1])
    let (left, right) = transposes(primitive)
    guard a.elementType == b.elementType, a.elementType != .int32 else {
      throw TensorError(
        "matmul expects two tensors of float32 or two of float64, got \(a.elementType) and "
          + "\(b.elementType): convert them with converted(to:)")
    }
    guard a.shape.count >= 2, b.shape.count >= 2 else {
      throw TensorError(
        "matmul expects matrices [rows, depth] and [depth, columns], got \(a.shape) and "
          + "\(b.shape): reshape a vector to a row or a column")
    }
    let (rows, depth) = matrix(a.shape, transposed: left)
    let (otherDepth, columns) = matrix(b.shape, transposed: right)
    guard depth == otherDepth else {
      throw TensorError(
        "matmul expects [rows, depth] times [depth, columns], got \(a.shape) times \(b.shape)"
          + "\(left || right ? " with a transpose" : ""): the left depth is \(depth), the right "
          + "\(otherDepth); transpose or reshape one of them")
    }
    let batch = try Broadcasting.shape(
      Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)), in: "matmul (batch axes)")
    return TensorSignature(shape: batch + [rows, columns], elementType: a.elementType)
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    let (a, b) = (inputs[0], inputs[1])
    let (left, right) = transposes(primitive)
    let (rows, depth) = matrix(a.shape, transposed: left)
    let product = MatrixProduct(
      rows: rows, columns: result.shape[result.shape.count - 1], depth: depth,
      transposesLeft: left, transposesRight: right)
    let batch = Array(result.shape.dropLast(2))
    if result.elementType == .float32 {
      let backend = Backends.current
      return multiplied(a, b, product, batch, result.shape, Float.self) {
        backend.multiply($0, $1, $2, into: $3)
      }
    }
    return multiplied(a, b, product, batch, result.shape, Double.self) {
      ReferenceProduct.multiply($0, $1, $2, into: $3)
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    let (a, b) = (inputs[0], inputs[1])
    func product(_ x: Tensor, _ left: Bool, _ y: Tensor, _ right: Bool) -> Tensor {
      applied(.matmul(transposesLeft: left, transposesRight: right), x, y)
    }
    func both(_ da: () -> Tensor, _ db: () -> Tensor) -> [Tensor?] {
      [wanted[0] ? da() : nil, wanted[1] ? db() : nil]
    }
    return switch transposes(primitive) {
    case (false, false): both({ product(dy, false, b, true) }, { product(a, true, dy, false) })
    case (false, true): both({ product(dy, false, b, false) }, { product(dy, true, a, false) })
    case (true, false): both({ product(b, false, dy, true) }, { product(a, false, dy, false) })
    case (true, true): both({ product(b, true, dy, true) }, { product(dy, true, a, true) })
    }
  }

  private static func transposes(_ primitive: Primitive) -> (Bool, Bool) {
    guard case .matmul(let left, let right) = primitive else {
      preconditionFailure("not a primitive of this family")
    }
    return (left, right)
  }

  private static func matrix(_ shape: [Int], transposed: Bool) -> (rows: Int, columns: Int) {
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    return transposed ? (columns, rows) : (rows, columns)
  }

  private static func multiplied<Element: TensorElement>(
    _ a: Tensor, _ b: Tensor, _ product: MatrixProduct, _ batch: [Int], _ shape: [Int],
    _ type: Element.Type,
    _ multiply: (
      MatrixProduct, UnsafePointer<Element>, UnsafePointer<Element>, UnsafeMutablePointer<Element>
    ) -> Void
  ) -> Tensor {
    let left: UnsafePointer<Element> = a.pointer()
    let right: UnsafePointer<Element> = b.pointer()
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      guard shape.product > 0 else { return }
      if batch.isEmpty { return multiply(product, left, right, output) }
      let sizes = (
        product.rows * product.depth, product.depth * product.columns,
        product.rows * product.columns
      )
      let loop = BroadcastLoop(
        inputs: [Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2))], output: batch)
      loop.forEachRun { starts, start in
        for i in 0..<loop.runLength {
          multiply(
            product, left + (starts.0 + i * loop.runSteps[0]) * sizes.0,
            right + (starts.1 + i * loop.runSteps[1]) * sizes.1, output + (start + i) * sizes.2)
        }
      }
    }
  }
}
