/// Reading rows by index, adding rows by index, and one-hot rows.
enum IndexingFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    switch primitive {
    case .gather(let axis):
      try requireIntegers(inputs[1], "gather")
      let shape = inputs[0].shape
      return TensorSignature(
        shape: Array(shape[..<axis]) + inputs[1].shape + Array(shape[(axis + 1)...]),
        elementType: inputs[0].elementType)
    case .scatterAdd(let axis, let size):
      try requireIntegers(inputs[1], "scatterAdd")
      let shape = inputs[0].shape
      let after = shape[(axis + inputs[1].shape.count)...]
      return TensorSignature(
        shape: Array(shape[..<axis]) + [size] + Array(after), elementType: inputs[0].elementType)
    case .oneHot(let depth, let type):
      try requireIntegers(inputs[0], "oneHot")
      return TensorSignature(shape: inputs[0].shape + [depth], elementType: type)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func checkValues(_ primitive: Primitive, _ inputs: [Tensor]) throws(TensorError) {
    switch primitive {
    case .gather(let axis):
      try requireInside(inputs[1], inputs[0].shape[axis], .gather)
    case .scatterAdd(_, let size): try requireInside(inputs[1], size, .scatterAdd)
    case .oneHot(let depth, _): try requireInside(inputs[0], depth, .oneHot)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    switch (primitive, result.elementType) {
    case (.gather(let axis), .float32): gather(inputs, axis, result.shape, Float.self)
    case (.gather(let axis), .float64): gather(inputs, axis, result.shape, Double.self)
    case (.gather(let axis), .int32): gather(inputs, axis, result.shape, Int32.self)
    case (.scatterAdd(let axis, _), .float32): scatter(inputs, axis, result.shape, Float.self)
    case (.scatterAdd(let axis, _), .float64): scatter(inputs, axis, result.shape, Double.self)
    case (.scatterAdd(let axis, _), .int32): scatter(inputs, axis, result.shape, Int32.self)
    case (.oneHot(let depth, _), .float32): oneHot(inputs[0], depth, result.shape, Float.self)
    case (.oneHot(let depth, _), .float64): oneHot(inputs[0], depth, result.shape, Double.self)
    case (.oneHot(let depth, _), .int32): oneHot(inputs[0], depth, result.shape, Int32.self)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    switch primitive {
    case .gather(let axis):
      [applied(.scatterAdd(axis: axis, size: inputs[0].shape[axis]), dy, inputs[1]), nil]
    case .scatterAdd(let axis, _): [applied(.gather(axis: axis), dy, inputs[1]), nil]
    default: [nil]
    }
  }

  private static func requireIntegers(
    _ indices: TensorSignature, _ operation: String
  ) throws(TensorError) {
    guard indices.elementType == .int32 else {
      throw TensorError(
        "\(operation) expects indices of int32, got \(indices.elementType) of shape "
          + "\(indices.shape): convert them with converted(to: .int32)")
    }
  }

  private static func requireInside(
    _ indices: Tensor, _ size: Int, _ operation: IndexOutside.Operation
  ) throws(TensorError) {
    if let wrong = IndexOutside.first(in: indices, size, operation) { throw TensorError(wrong) }
  }

  private static func gather<Element: TensorElement>(
    _ inputs: [Tensor], _ axis: Int, _ shape: [Int], _ type: Element.Type
  ) -> Tensor {
    let (outer, size, inner) = ReductionKernels.extent(inputs[0].shape, [axis])
    let values: UnsafePointer<Element> = inputs[0].pointer()
    let indices: UnsafePointer<Int32> = inputs[1].pointer()
    let count = inputs[1].count
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      for o in 0..<outer {
        for k in 0..<count {
          let row = Int(indices[k])
          (output + (o * count + k) * inner).update(
            from: values + (o * size + row) * inner, count: inner)
        }
      }
    }
  }

  private static func scatter<Element: TensorElement>(
    _ inputs: [Tensor], _ axis: Int, _ shape: [Int], _ type: Element.Type
  ) -> Tensor {
    let (outer, size, inner) = ReductionKernels.extent(shape, [axis])
    let values: UnsafePointer<Element> = inputs[0].pointer()
    let indices: UnsafePointer<Int32> = inputs[1].pointer()
    let count = inputs[1].count
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      output.update(repeating: 0, count: shape.product)
      for o in 0..<outer {
        for k in 0..<count {
          let row = output + (o * size + Int(indices[k])) * inner
          let added = values + (o * count + k) * inner
          for i in 0..<inner { row[i] += added[i] }
        }
      }
    }
  }

  private static func oneHot<Element: TensorElement>(
    _ indices: Tensor, _ depth: Int, _ shape: [Int], _ type: Element.Type
  ) -> Tensor {
    let input: UnsafePointer<Int32> = indices.pointer()
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      output.update(repeating: 0, count: shape.product)
      for k in 0..<indices.count { output[k * depth + Int(input[k])] = 1 }
    }
  }
}
