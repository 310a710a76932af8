/// Normalizes every channel (axis 1) by the moments of the batch.
///
/// y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the biased variance (divided by
/// n). Gradients include those of the moments.
///
/// Shapes: x [batch, channels, ...], gamma and beta [channels]; mean and variance [channels].
/// - Parameters:
///   - x: what is normalized.
///   - gamma: the scale of every channel.
///   - beta: the shift of every channel.
///   - epsilon: 1e-3 as in Keras (PyTorch: 1e-5).
/// - Returns: the result and the moments, from which running statistics are updated.
public func batchNormalization(
  _ x: Tensor, gamma: Tensor, beta: Tensor, epsilon: Double = 1e-3,
  file: StaticString = #fileID, line: UInt = #line
) -> (result: Tensor, mean: Tensor, variance: Tensor) {
  requireEpsilon(epsilon, "batchNormalization", file, line)
  let x = x.floating
  let moments = applied(.channelMoments, x, file: file, line: line)
  var result = applied(
    .channelNormalize(epsilon: epsilon), x.detached, moments.detached, gamma.detached,
    beta.detached, file: file, line: line)
  let inputs = [x, gamma, beta]
  if inputs.contains(where: { $0.record != nil }) {
    let known = moments.detached
    let gradient = CustomGradient { inputs, _, dy in
      let (x, gamma) = (inputs[0], inputs[1])
      // The moments themselves depend on x; only a gradient of this gradient needs to see that.
      let moments = x.record == nil ? known : applied(.channelMoments, x)
      let parts = applied(.channelNormalizeParameterGradient(epsilon: epsilon), dy, x, moments)
      let dx = applied(
        .channelNormalizeInputGradient(epsilon: epsilon), dy, x, moments, gamma, parts)
      return [dx, parts[0], parts[1]]
    }
    result.record = GradientRecord(rule: .custom(gradient), inputs: inputs, output: result)
  }
  return (result, moments[0], moments[1])
}

/// Normalizes every channel (axis 1) by given moments, as batch normalization does at inference.
public func batchNormalization(
  _ x: Tensor, mean: Tensor, variance: Tensor, gamma: Tensor, beta: Tensor, epsilon: Double = 1e-3,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  requireEpsilon(epsilon, "batchNormalization", file, line)
  guard mean.rank == 1, mean.shape == variance.shape else {
    stop(
      "batchNormalization expects mean and variance [channels] of \(x.shape), got \(mean.shape) and "
        + "\(variance.shape)", file: file, line: line)
  }
  let moments = stack([mean, variance], file: file, line: line)
  return applied(
    .channelNormalize(epsilon: epsilon), x.floating, moments, gamma, beta, file: file, line: line)
}

/// Normalizes every example over its last axes, as many as `gamma` has.
///
/// - Parameters:
///   - x: what is normalized.
///   - gamma: the scale of every element of an example.
///   - beta: the shift of every element of an example.
///   - epsilon: 1e-3 as in Keras (PyTorch: 1e-5).
public func layerNormalization(
  _ x: Tensor, gamma: Tensor, beta: Tensor, epsilon: Double = 1e-3,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  guard gamma.rank > 0, gamma.rank <= x.rank, Array(x.shape.suffix(gamma.rank)) == gamma.shape,
    beta.shape == gamma.shape
  else {
    stop(
      "layerNormalization of \(x.shape) expects gamma and beta of its last axes, got gamma "
        + "\(gamma.shape) and beta \(beta.shape)", file: file, line: line)
  }
  requireEpsilon(epsilon, "layerNormalization", file, line)
  let axes = Array((x.rank - gamma.rank)..<x.rank)
  return normalized(x, axes: axes, epsilon: epsilon) * gamma + beta
}

/// Normalizes groups of neighbouring channels (axis 1) of every example.
///
/// Shapes: x [batch, channels, ...], gamma and beta [channels].
/// - Parameters:
///   - x: what is normalized.
///   - groups: how many; they divide the channels.
///   - gamma: the scale of every channel.
///   - beta: the shift of every channel.
///   - epsilon: 1e-3 as in Keras (PyTorch: 1e-5).
public func groupNormalization(
  _ x: Tensor, groups: Int, gamma: Tensor, beta: Tensor, epsilon: Double = 1e-3,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  guard x.rank >= 2, groups > 0, x.shape[1] % groups == 0, gamma.shape == [x.shape[1]],
    beta.shape == gamma.shape
  else {
    stop(
      "groupNormalization expects [batch, channels, ...] with channels a multiple of \(groups) "
        + "groups, and gamma and beta [channels], got \(x.shape), gamma \(gamma.shape) and beta "
        + "\(beta.shape)", file: file, line: line)
  }
  requireEpsilon(epsilon, "groupNormalization", file, line)
  let grouped = x.reshaped(
    to: [x.shape[0], groups, x.shape.dropFirst().reduce(1, *) / groups])
  let result = normalized(grouped, axes: [2], epsilon: epsilon).reshaped(to: x.shape)
  let perChannel = [x.shape[1]] + [Int](repeating: 1, count: x.rank - 2)
  return result * gamma.reshaped(to: perChannel) + beta.reshaped(to: perChannel)
}

private func requireEpsilon(
  _ epsilon: Double, _ operation: String, _ file: StaticString, _ line: UInt
) {
  require(
    epsilon >= 0 && epsilon.isFinite,
    "\(operation) expects a finite epsilon of at least 0, got \(epsilon)", file: file, line: line)
}

private func normalized(_ x: Tensor, axes: [Int], epsilon: Double) -> Tensor {
  let centred = x - x.mean(axes: axes, keepDimensions: true)
  let variance = centred.squared().mean(axes: axes, keepDimensions: true)
  return centred * rsqrt(variance + epsilon)
}

/// Sets elements to 0 with probability `rate` and divides the others by 1 - rate, so that the
/// expectation stays. Rate 1 gives zeros.
public func dropout(
  _ x: Tensor, rate: Double, seed: Int? = nil, key: RandomKey? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  guard (0...1).contains(rate) else {
    stop("dropout expects a rate in 0...1, got \(rate)", file: file, line: line)
  }
  if rate == 0 { return x }
  let x = x.floating
  if rate == 1 { return .zeros(like: x) }
  let kept = Tensor.bernoulli(
    x.shape, probability: 1 - rate, seed: seed, key: key, file: file, line: line)
  return x * (kept * (1 / (1 - rate))).converted(to: x.elementType)
}
