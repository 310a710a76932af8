/// Choosing between two tensors, and changing the element type.
enum SelectionFamily: ElementwiseFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    switch primitive {
    case .convert(let type):
      return TensorSignature(shape: inputs[0].shape, elementType: type)
    case .select:
      let (condition, a, b) = (inputs[0], inputs[1], inputs[2])
      guard a.elementType == b.elementType else {
        throw TensorError(
          "where cannot choose between \(a.elementType) and \(b.elementType): convert one with "
            + "converted(to:)")
      }
      let values = try Broadcasting.shape(a.shape, b.shape, in: "where")
      return TensorSignature(
        shape: try Broadcasting.shape(condition.shape, values, in: "where"),
        elementType: a.elementType)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  /// Numbers that become integers must fit.
  static func checkValues(_ primitive: Primitive, _ inputs: [Tensor]) throws(TensorError) {
    guard case .convert(.int32) = primitive, inputs[0].elementType != .int32 else { return }
    let values = inputs[0].doubles
    guard let place = values.firstIndex(where: { Int32(withoutFraction: $0) == nil }) else {
      return
    }
    throw TensorError(
      "converted(to: .int32) expects numbers in \(Int32.min)...\(Int32.max), got "
        + "\(values[place]) (element \(place)): replace it first, for example with `where`")
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    switch primitive {
    case .convert: return convert(inputs[0], to: result.elementType)
    case .select:
      return switch (inputs[0].elementType, result.elementType) {
      case (.float32, .float32): select(inputs, result.shape, Float.self, Float.self)
      case (.float64, .float64): select(inputs, result.shape, Double.self, Double.self)
      case (_, .float32): select(masked(inputs), result.shape, Int32.self, Float.self)
      case (_, .float64): select(masked(inputs), result.shape, Int32.self, Double.self)
      case (_, .int32): select(masked(inputs), result.shape, Int32.self, Int32.self)
      }
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    switch primitive {
    case .convert:
      guard inputs[0].elementType != .int32 else { return [nil] }
      return [dy.converted(to: inputs[0].elementType)]
    case .select:
      let zero = Tensor.full([], 0, type: dy.elementType)
      return [
        nil, applied(.select, inputs[0], dy, zero), applied(.select, inputs[0], zero, dy),
      ]
    default: preconditionFailure("not a primitive of this family")
    }
  }

  private static func convert(_ x: Tensor, to type: ElementType) -> Tensor {
    @inline(__always)
    func map<From: TensorElement, To: TensorElement>(_ body: (From) -> To) -> Tensor {
      Tensor(shape: x.shape) { ElementwiseLoops.map(x.pointer(), $0, x.count, body) }
    }
    return switch (x.elementType, type) {
    case (.float32, .float64): map { (x: Float) in Double(x) }
    case (.float32, .int32): map { (x: Float) in Int32(withoutFraction: Double(x)) ?? 0 }
    case (.float64, .float32): map { (x: Double) in Float(x) }
    case (.float64, .int32): map { (x: Double) in Int32(withoutFraction: x) ?? 0 }
    case (.int32, .float32): map { (x: Int32) in Float(x) }
    case (.int32, .float64): map { (x: Int32) in Double(x) }
    case (.float32, .float32), (.float64, .float64), (.int32, .int32): x.detached
    }
  }

  /// The condition as integers 1 and 0, whatever its element type was.
  private static func masked(_ inputs: [Tensor]) -> [Tensor] {
    let zero = Tensor.full([], 0, type: inputs[0].elementType)
    let mask = NotEqual.evaluate(inputs[0], zero, inputs[0].shape)
    return [convert(mask, to: .int32), inputs[1], inputs[2]]
  }

  private static func select<Mask: TensorElement, Element: TensorElement>(
    _ inputs: [Tensor], _ shape: [Int], _ mask: Mask.Type, _ type: Element.Type
  ) -> Tensor {
    let condition: UnsafePointer<Mask> = inputs[0].pointer()
    let a: UnsafePointer<Element> = inputs[1].pointer()
    let b: UnsafePointer<Element> = inputs[2].pointer()
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      guard shape.product > 0 else { return }
      let loop = BroadcastLoop(inputs: inputs.map(\.shape), output: shape)
      let (stepC, stepA, stepB) = (loop.runSteps[0], loop.runSteps[1], loop.runSteps[2])
      loop.forEachRun { starts, start in
        let mask = condition + starts.0
        let (left, right, target) = (a + starts.1, b + starts.2, output + start)
        if stepC == 1 && stepA == 1 && stepB == 1 {
          for i in 0..<loop.runLength { target[i] = mask[i] != 0 ? left[i] : right[i] }
        } else {
          for i in 0..<loop.runLength {
            target[i] = mask[i * stepC] != 0 ? left[i * stepA] : right[i * stepB]
          }
        }
      }
    }
  }
}
