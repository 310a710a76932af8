/// Batch normalization as primitives: the moments of each channel (axis 1), normalization by given
/// moments, and the fused gradients of both.
enum ChannelNormalizationFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    let x: TensorSignature
    switch primitive {
    case .channelMoments, .channelNormalize: x = inputs[0]
    default: x = inputs[1]
    }
    guard x.shape.count >= 2, x.elementType != .int32 else {
      throw TensorError(
        "batch normalization expects floating-point numbers [batch, channels] or "
          + "[batch, channels, height, width], got \(x.elementType) of shape \(x.shape)")
    }
    let channels = x.shape[1]
    if primitive == .channelMoments, channels > 0, x.count == 0 {
      throw TensorError(
        "batch normalization in training expects at least one example, got shape \(x.shape): an "
          + "empty batch has no mean; leave it out")
    }
    switch primitive {
    case .channelMoments, .channelNormalizeParameterGradient:
      return TensorSignature(shape: [2, channels], elementType: x.elementType)
    case .channelNormalize:
      guard inputs[1].shape == [2, channels], inputs[2].shape == [channels],
        inputs[3].shape == [channels]
      else {
        throw TensorError(
          "batch normalization of \(x.shape) expects mean, variance, gamma and beta of "
            + "\(channels) channels (axis 1), got moments \(inputs[1].shape), gamma "
            + "\(inputs[2].shape) and beta \(inputs[3].shape)")
      }
      return x
    default: return x
    }
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    result.elementType == .float32
      ? ChannelNormalizationKernels<Float>.evaluate(primitive, inputs)
      : ChannelNormalizationKernels<Double>.evaluate(primitive, inputs)
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    switch primitive {
    case .channelMoments:
      return [momentsGradient(inputs[0], moments: output, dy)]
    case .channelNormalize(let epsilon):
      let (x, moments, gamma) = (inputs[0], inputs[1], inputs[2])
      let parts = applied(.channelNormalizeParameterGradient(epsilon: epsilon), dy, x, moments)
      let (dGamma, dBeta) = (parts[0], parts[1])
      let (dx, dMoments) = inputGradients(epsilon, x, moments, gamma, dy)
      return [dx, dMoments, dGamma, dBeta]
    case .channelNormalizeParameterGradient(let epsilon):
      return gradientByComposition(inputs, dy) { inputs in
        let normalized = normalized(inputs[1], inputs[2], epsilon)
        let axes = reducedAxes(inputs[1])
        return stack([
          (inputs[0] * normalized).sum(axes: axes), inputs[0].sum(axes: axes),
        ])
      }
    case .channelNormalizeInputGradient(let epsilon):
      return gradientByComposition(inputs, dy) { inputs in
        composedInputGradient(epsilon, inputs)
      }
    default: preconditionFailure("not a primitive of this family")
    }
  }

  /// Axes over which a channel's moments are taken.
  static func reducedAxes(_ x: Tensor) -> [Int] { [0] + Array(2..<Swift.max(x.rank, 2)) }

  /// A value per channel as a shape that broadcasts over `x`.
  static func perChannel(_ value: Tensor, like x: Tensor) -> Tensor {
    value.reshaped(to: [1, x.shape[1]] + Array(repeating: 1, count: x.rank - 2))
  }

  private static func normalized(_ x: Tensor, _ moments: Tensor, _ epsilon: Double) -> Tensor {
    (x - perChannel(moments[0], like: x)) * perChannel(rsqrt(moments[1] + epsilon), like: x)
  }

  /// mean' = 1/n; variance' = 2 (x - mean) / n.
  private static func momentsGradient(_ x: Tensor, moments: Tensor, _ dy: Tensor) -> Tensor {
    let count = Double(x.count / Swift.max(x.shape[1], 1))
    let centred = x - perChannel(moments[0], like: x)
    return (perChannel(dy[0], like: x) + perChannel(dy[1], like: x) * centred * 2) * (1 / count)
  }

  /// The gradient of x with the moments held fixed, and of the moments. Training takes both at once
  /// by `channelNormalizeInputGradient`, see `batchNormalization`.
  private static func inputGradients(
    _ epsilon: Double, _ x: Tensor, _ moments: Tensor, _ gamma: Tensor, _ dy: Tensor
  ) -> (dx: Tensor?, dMoments: Tensor?) {
    let scale = perChannel(gamma * rsqrt(moments[1] + epsilon), like: x)
    let dNormalized = dy * scale
    let inverse = rsqrt(moments[1] + epsilon)
    let axes = reducedAxes(x)
    let dMean = -dNormalized.sum(axes: axes)
    let dVariance =
      (dNormalized * (x - perChannel(moments[0], like: x))).sum(axes: axes) * inverse * inverse
      * -0.5
    return (dNormalized, stack([dMean, dVariance]))
  }

  /// gamma / sqrt(variance + epsilon) * (dy - dBeta / n - normalized * dGamma / n).
  private static func composedInputGradient(_ epsilon: Double, _ inputs: [Tensor]) -> Tensor {
    let (dy, x, moments, gamma, parts) = (inputs[0], inputs[1], inputs[2], inputs[3], inputs[4])
    let count = Double(x.count / Swift.max(x.shape[1], 1))
    let scale = perChannel(gamma * rsqrt(moments[1] + epsilon), like: x)
    return scale
      * (dy - perChannel(parts[1], like: x) * (1 / count)
        - normalized(x, moments, epsilon) * perChannel(parts[0], like: x) * (1 / count))
  }
}
