/// Changes of shape and order; no arithmetic.
enum MovementFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    let x = inputs[0]
    func result(_ shape: [Int]) -> TensorSignature {
      TensorSignature(shape: shape, elementType: x.elementType)
    }
    switch primitive {
    case .reshape(let shape):
      try Storage.checkMemory(for: result(shape))
      guard shape.product == x.count else {
        throw TensorError(
          "reshaped(to: \(shape)) expects \(shape.product) elements, got shape \(x.shape) of "
            + "\(x.count): keep the number of elements, or write -1 for one axis")
      }
      return result(shape)
    case .transpose(let axes):
      guard axes.sorted() == Array(x.shape.indices) else {
        throw TensorError(
          "transposed(\(axes)) expects every axis 0..<\(x.shape.count) of shape \(x.shape) once")
      }
      return result(axes.map { x.shape[$0] })
    case .broadcast(let shape):
      guard shape.allSatisfy({ $0 >= 0 }), Broadcasting.fits(x.shape, into: shape) else {
        throw TensorError(
          "broadcast(to: \(shape)) cannot repeat shape \(x.shape): only axes of size 1 repeat")
      }
      return result(shape)
    case .slice(let starts, let ends, let strides):
      return result(
        starts.indices.map {
          ends[$0] > starts[$0] ? (ends[$0] - starts[$0] - 1) / strides[$0] + 1 : 0
        }
      )
    case .sliceGradient(let shape, _, _):
      return result(shape)
    case .concatenate(let axis):
      return result(try concatenated(inputs, axis))
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    let x = inputs[0]
    switch primitive {
    case .reshape: return x.withShape(result.shape)
    case .transpose(let axes):
      if axes == [1, 0] { return MovementKernels.transposeMatrix(x) }
      let strides = x.shape.rowMajorStrides
      return MovementKernels.gather(x, result.shape, strides: axes.map { strides[$0] }, start: 0)
    case .broadcast(let shape):
      return MovementKernels.gather(
        x, shape, strides: Broadcasting.strides(of: x.shape, in: shape), start: 0)
    case .slice(let starts, _, let strides):
      return MovementKernels.slice(x, result.shape, starts, strides)
    case .sliceGradient(let shape, let starts, let strides):
      return MovementKernels.spread(x, shape, starts, strides)
    case .concatenate(let axis): return MovementKernels.concatenate(inputs, axis, result.shape)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    let x = inputs[0]
    switch primitive {
    case .reshape: return [dy.reshaped(to: x.shape)]
    case .transpose(let axes):
      return [dy.transposed(axes.indices.map { axes.firstIndex(of: $0)! })]
    case .broadcast: return [dy]
    case .slice(let starts, _, let strides):
      return [
        applied(.sliceGradient(shape: x.shape, starts: starts, strides: strides), dy)
      ]
    case .sliceGradient(_, let starts, let strides):
      let ends = starts.indices.map {
        x.shape[$0] == 0 ? starts[$0] : starts[$0] + (x.shape[$0] - 1) * strides[$0] + 1
      }
      return [applied(.slice(starts: starts, ends: ends, strides: strides), dy)]
    case .concatenate(let axis):
      var start = 0
      return inputs.map { input in
        defer { start += input.shape[axis] }
        return dy.slice(axis: axis, start, start + input.shape[axis])
      }
    default: preconditionFailure("not a primitive of this family")
    }
  }

  private static func concatenated(
    _ inputs: [TensorSignature], _ axis: Int
  ) throws(TensorError) -> [Int] {
    var shape = inputs[0].shape
    for (index, input) in inputs.enumerated().dropFirst() {
      guard input.elementType == inputs[0].elementType else {
        throw TensorError(
          "concatenate expects tensors of one element type, got \(inputs[0].elementType) and "
            + "\(input.elementType) (tensor \(index)): convert it with converted(to:)")
      }
      var expected = inputs[0].shape
      if input.shape.count == shape.count { expected[axis] = input.shape[axis] }
      guard input.shape == expected else {
        throw TensorError(
          "concatenate along axis \(axis) expects shapes equal except there, got "
            + "\(inputs[0].shape) and \(input.shape) (tensor \(index)): slice or reshape it first")
      }
      shape[axis] += input.shape[axis]
    }
    return shape
  }
}
