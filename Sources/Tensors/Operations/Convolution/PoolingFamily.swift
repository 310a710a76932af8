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
    case .maxPoolSelection(let geometry):
      shape = try geometry.outputShape("maxPool2D", input: inputs[1].shape)
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
      ? evaluate(primitive, inputs, result.shape, Float.self)
      : evaluate(primitive, inputs, result.shape, Double.self)
  }

  private static func evaluate<Element: RealElement>(
    _ primitive: Primitive, _ inputs: [Tensor], _ shape: [Int], _ type: Element.Type
  ) -> Tensor {
    let shapes = pooling(primitive, inputs.map(\.shape), result: shape)
    let pass = PoolingPass(primitive, images: shapes.images, pooled: shapes.pooled)
    let second = inputs.count > 1 ? inputs[1] : inputs[0]
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      pass.run(0..<pass.planes, inputs[0].pointer(), second.pointer(), output)
    }
  }

  /// Which of the shapes around a primitive are the images' and which the pooled ones'.
  static func pooling(
    _ primitive: Primitive, _ inputs: [[Int]], result: [Int]
  ) -> (images: [Int], pooled: [Int]) {
    switch primitive {
    case .maxPoolGradient, .averagePoolGradient: (result, inputs[0])
    case .maxPoolSelection: (inputs[1], result)
    default: (inputs[0], result)
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    switch primitive {
    case .maxPool(let geometry):
      return [applied(.maxPoolGradient(geometry), dy, inputs[0], output)]
    case .averagePool(let geometry, let countsPadding):
      return [
        applied(
          .averagePoolGradient(
            geometry, countsPadding: countsPadding, inputShape: inputs[0].shape), dy)
      ]
    case .averagePoolGradient(let geometry, let countsPadding, _):
      return [applied(.averagePool(geometry, countsPadding: countsPadding), dy)]
    // Where the largest elements are does not change with the input, except at ties.
    case .maxPoolGradient(let geometry):
      return [applied(.maxPoolSelection(geometry), dy, inputs[1]), nil, nil]
    case .maxPoolSelection(let geometry):
      let pooled = applied(.maxPool(geometry), inputs[1].detached)
      return [applied(.maxPoolGradient(geometry), dy, inputs[1], pooled), nil]
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
    let size = try WindowGeometry.outputSize(
      operation, input: Array(input[2...]), window: window, strides: strides, padding: padding)
    guard zip(padding, [window[0], window[0], window[1], window[1]]).allSatisfy({ $0 < $1 }) else {
      throw TensorError(
        "\(operation) expects padding smaller than its window \(window), got \(padding)")
    }
    return Array(input[..<2]) + size
  }
}
