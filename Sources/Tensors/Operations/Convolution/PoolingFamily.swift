/// Largest and mean values of windows.
enum PoolingFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    let shape: [Int]
    switch primitive {
    case .maxPool(let geometry):
      shape = try geometry.outputShape("maxPool2D", input: inputs[0].shape)
    case .averagePool(let geometry, _):
      shape = try geometry.outputShape("averagePool2D", input: inputs[0].shape)
    case .maxPoolGradient: shape = inputs[1].shape
    case .averagePoolGradient(_, _, let inputShape): shape = inputShape
    default: preconditionFailure("not a primitive of this family")
    }
    guard inputs[0].elementType != .int32 else {
      throw TensorError("pooling expects float32 or float64, got int32: use converted(to:)")
    }
    return TensorSignature(shape: shape, elementType: inputs[0].elementType)
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    result.elementType == .float32
      ? PoolingKernels<Float>.evaluate(primitive, inputs, result.shape)
      : PoolingKernels<Double>.evaluate(primitive, inputs, result.shape)
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    switch primitive {
    case .maxPool(let geometry):
      return [performed(.maxPoolGradient(geometry), dy, inputs[0], output)]
    case .averagePool(let geometry, let countsPadding):
      return [
        performed(
          .averagePoolGradient(
            geometry, countsPadding: countsPadding, inputShape: inputs[0].shape), dy)
      ]
    case .averagePoolGradient(let geometry, let countsPadding, _):
      return [performed(.averagePool(geometry, countsPadding: countsPadding), dy)]
    case .maxPoolGradient:
      stop(
        "max pooling has no gradient of its gradient here: use averagePool2D, or a stride, where "
          + "second derivatives are needed")
    default: preconditionFailure("not a primitive of this family")
    }
  }
}

extension PoolingGeometry {
  /// [batch, channels, height, width], or what is wrong.
  package func outputShape(
    _ operation: String, input: [Int]
  ) throws(TensorError) -> [Int] {
    guard input.count == 4 else {
      throw TensorError(
        "\(operation) expects images [batch, channels, height, width], got \(input): reshape them")
    }
    guard zip(padding, [window[0], window[0], window[1], window[1]]).allSatisfy({ $0 < $1 }) else {
      throw TensorError(
        "\(operation) expects padding smaller than its window \(window), got \(padding)")
    }
    return Array(input[..<2])
      + (try WindowGeometry.outputSize(
        operation, input: Array(input[2...]), window: window, strides: strides, padding: padding))
  }
}
