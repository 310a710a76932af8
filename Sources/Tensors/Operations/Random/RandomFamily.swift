/// Random tensors as functions of a key.
enum RandomFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    guard inputs[0] == TensorSignature(shape: [2], elementType: .int32) else {
      throw TensorError(
        "a random key is a tensor of two int32, got \(inputs[0].elementType) of shape "
          + "\(inputs[0].shape): make one with RandomKey(seed:)")
    }
    return switch primitive {
    case .random(_, let shape): TensorSignature(shape: shape, elementType: .float32)
    case .randomPermutation(let count): TensorSignature(shape: [count], elementType: .int32)
    default: inputs[0]
    }
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    let key: UnsafePointer<Int32> = inputs[0].pointer()
    let generator = Philox(UInt32(bitPattern: key[0]), UInt32(bitPattern: key[1]))
    switch primitive {
    case .random(let distribution, let shape):
      return Tensor(shape: shape) {
        RandomKernels.fill(distribution, generator, range: 0..<shape.product, into: $0)
      }
    case .randomPermutation(let count):
      return Tensor(shape: [count]) { RandomKernels.permutation(generator, count, into: $0) }
    case .foldKey:
      let number: UnsafePointer<Int32> = inputs[1].pointer()
      return Tensor(shape: [2]) { RandomKernels.fold(generator, number[0], into: $0) }
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    inputs.map { _ in nil }
  }

  /// The last word of the counter: what the numbers are for.
  enum Stream {
    static let numbers: UInt32 = 0
    static let truncatedNormal: UInt32 = 1
    static let keys: UInt32 = 2
    static let permutation: UInt32 = 3
  }
}
