internal import Tensors

extension Sequential {
  /// A model for inference with the same outputs and without the batch normalizations that directly
  /// follow a dense layer or a convolution with a linear activation: their running statistics,
  /// gamma and beta are multiplied into the layer before. Others stay as they are.
  ///
  /// Folded layers have weights of their own; all others are shared with this model.
  ///
  /// weight · gamma / √(variance + epsilon), beta + (bias - mean) · gamma / √(variance + epsilon).
  public func foldingBatchNorms() -> Sequential {
    var result: [any Layer] = []
    for layer in layers {
      if let norm = layer as? BatchNorm, let last = result.last,
        let folded = (last as? any Foldable)?.folding(norm)
      {
        result[result.count - 1] = folded
      } else if let sequence = layer as? Sequential {
        result.append(sequence.foldingBatchNorms())
      } else {
        result.append(layer)
      }
    }
    return Sequential(result)
  }
}

/// A layer whose output a factor and a shift for each channel can be multiplied into.
private protocol Foldable {
  /// The same layer followed by the normalization at inference, if that can be one layer.
  func folding(_ norm: BatchNorm) -> (any Layer)?
}

extension BatchNorm {
  /// What it multiplies each channel with and adds to it at inference, in double precision.
  fileprivate var factorAndShift: (factor: Tensor, shift: Tensor)? {
    guard statistics == .automatic || statistics == .running, let mean = movingMean?.value,
      let variance = movingVariance?.value
    else { return nil }
    let one = Tensor.ones([1], type: .float64)
    let gamma = gamma?.value.converted(to: .float64) ?? one
    let factor = gamma / (variance.converted(to: .float64) + epsilon).sqrt()
    let beta = beta?.value.converted(to: .float64) ?? one * 0
    return (factor, beta - mean.converted(to: .float64) * factor)
  }
}

extension Dense: Foldable {
  fileprivate func folding(_ norm: BatchNorm) -> (any Layer)? {
    guard activation == .linear, let weight = weight?.value,
      let (factor, shift) = norm.factorAndShift
    else { return nil }
    let folded = Dense(units)
    folded._weight.make(
      (weight.converted(to: .float64) * factor).converted(to: weight.elementType),
      name: "\(folded).weight")
    let bias = bias.map { $0.value.converted(to: .float64) * factor + shift } ?? shift
    folded._bias?.make(bias.converted(to: weight.elementType), name: "\(folded).bias")
    return folded
  }
}

extension Conv2D: Foldable {
  fileprivate func folding(_ norm: BatchNorm) -> (any Layer)? {
    guard activation == .linear, let weight = weight?.value,
      let (factor, shift) = norm.factorAndShift
    else { return nil }
    let folded = copy(useBias: true)
    let scaled = weight.converted(to: .float64) * factor.reshaped(to: [factor.count, 1, 1, 1])
    folded._weight.make(scaled.converted(to: weight.elementType), name: "\(folded).weight")
    let bias = bias.map { $0.value.converted(to: .float64) * factor + shift } ?? shift
    folded._bias?.make(bias.converted(to: weight.elementType), name: "\(folded).bias")
    return folded
  }
}
