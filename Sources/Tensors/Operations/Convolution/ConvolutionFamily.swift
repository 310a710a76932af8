/// Two-dimensional convolution (cross-correlation, as in every framework) and its two gradients.
enum ConvolutionFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    switch primitive {
    case .convolution(let geometry):
      let shape = try geometry.outputShape(input: inputs[0].shape, kernel: inputs[1].shape)
      guard inputs[0].elementType == inputs[1].elementType, inputs[0].elementType != .int32 else {
        throw TensorError(
          "conv2D expects images and kernel of one floating-point type, got "
            + "\(inputs[0].elementType) and \(inputs[1].elementType): use converted(to:)")
      }
      return TensorSignature(shape: shape, elementType: inputs[0].elementType)
    case .convolutionInputGradient(_, let shape), .convolutionKernelGradient(_, let shape):
      return TensorSignature(shape: shape, elementType: inputs[0].elementType)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    let isSingle = result.elementType == .float32
    switch primitive {
    case .convolution(let geometry):
      let loop = ConvolutionLoop(geometry, inputs[0].shape, inputs[1].shape, result.shape)
      return isSingle
        ? loop.forward(inputs[0], inputs[1]) : loop.referenceForward(inputs[0], inputs[1])
    case .convolutionInputGradient(let geometry, let shape):
      let loop = ConvolutionLoop(geometry, shape, inputs[1].shape, inputs[0].shape)
      return isSingle
        ? loop.inputGradient(inputs[0], inputs[1])
        : loop.referenceInputGradient(inputs[0], inputs[1])
    case .convolutionKernelGradient(let geometry, let shape):
      let loop = ConvolutionLoop(geometry, inputs[1].shape, shape, inputs[0].shape)
      return isSingle
        ? loop.kernelGradient(inputs[0], inputs[1])
        : loop.referenceKernelGradient(inputs[0], inputs[1])
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    let (a, b) = (inputs[0], inputs[1])
    switch primitive {
    case .convolution(let geometry):
      return [
        wanted[0] ? inputGradient(geometry, dy, kernel: b, like: a) : nil,
        wanted[1] ? kernelGradient(geometry, dy, images: a, like: b) : nil,
      ]
    // Both gradients are linear in each of their inputs, so theirs are convolutions again.
    case .convolutionInputGradient(let geometry, _):
      return [
        wanted[0] ? applied(.convolution(geometry), dy, b) : nil,
        wanted[1] ? kernelGradient(geometry, a, images: dy, like: b) : nil,
      ]
    case .convolutionKernelGradient(let geometry, _):
      return [
        wanted[0] ? applied(.convolution(geometry), b, dy) : nil,
        wanted[1] ? inputGradient(geometry, a, kernel: dy, like: b) : nil,
      ]
    default: preconditionFailure("not a primitive of this family")
    }
  }

  private static func inputGradient(
    _ geometry: ConvolutionGeometry, _ dy: Tensor, kernel: Tensor, like images: Tensor
  ) -> Tensor {
    applied(.convolutionInputGradient(geometry, inputShape: images.shape), dy, kernel)
  }

  private static func kernelGradient(
    _ geometry: ConvolutionGeometry, _ dy: Tensor, images: Tensor, like kernel: Tensor
  ) -> Tensor {
    applied(.convolutionKernelGradient(geometry, kernelShape: kernel.shape), dy, images)
  }
}

extension ConvolutionGeometry {
  /// [batch, output channels, height, width], or what is wrong.
  package func outputShape(input: [Int], kernel: [Int]) throws(TensorError) -> [Int] {
    guard input.count == 4 else {
      throw TensorError(
        "conv2D expects images [batch, channels, height, width], got \(input): reshape them, for "
          + "example with expandingShape(at: 1) for one channel")
    }
    guard kernel.count == 4 else {
      throw TensorError(
        "conv2D expects a kernel [output channels, input channels / groups, height, width], "
          + "got \(kernel)")
    }
    guard groups > 0, kernel[0] % groups == 0, input[1] == kernel[1] * groups else {
      let forGroups = groups == 1 ? "" : " with \(groups) groups"
      throw TensorError(
        "conv2D expects a kernel [output channels, input channels / groups, height, width]"
          + "\(forGroups) for images of \(input[1]) channels, got \(kernel): axis 1 must be "
          + "\(groups > 0 ? input[1] / groups : 0) and axis 0 a multiple of the groups")
    }
    return [input[0], kernel[0]]
      + (try WindowGeometry.outputSize(
        "conv2D", input: Array(input[2...]), window: Array(kernel[2...]), strides: strides,
        padding: padding))
  }
}
