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
private protocol Foldable: Layer {
  /// The axes of a normalization that are this layer's channels, whatever the rank of its outputs.
  static var channelAxes: [Int?] { get }
  var activation: Activation { get }
  var weight: Parameter? { get }
  var bias: Parameter? { get }
  var _weight: LazyParameter { get }
  var _bias: LazyParameter? { get }
  /// A layer like this one, not used yet.
  func copy(useBias: Bool) -> Self
  /// The shape in which a number for each channel multiplies the weight.
  func factorShape(_ channels: Int) -> [Int]
}

extension Foldable {
  /// The same layer followed by the normalization at inference, if that can be one layer.
  fileprivate func folding(_ norm: BatchNorm) -> (any Layer)? {
    guard activation == .linear, Self.channelAxes.contains(norm.axis), let weight = weight?.value,
      let (factor, shift) = norm.factorAndShift
    else { return nil }
    let folded = copy(useBias: true)
    let scaled =
      weight.converted(to: .float64) * factor.reshaped(to: factorShape(factor.count))
    folded._weight.make(scaled.converted(to: weight.elementType), name: "\(folded.name).weight")
    let bias = bias.map { $0.value.converted(to: .float64) * factor + shift } ?? shift
    folded._bias?.make(bias.converted(to: weight.elementType), name: "\(folded.name).bias")
    return folded
  }
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

// Axis 1 of what a Dense makes may be its features or time.
extension Dense: Foldable {
  fileprivate static var channelAxes: [Int?] { [nil, -1, 2] }
  fileprivate func copy(useBias: Bool) -> Dense { Dense(units, useBias: useBias) }
  fileprivate func factorShape(_ channels: Int) -> [Int] { [channels] }
}

extension Conv2D: Foldable {
  fileprivate static var channelAxes: [Int?] { [nil, 1, -3] }
  fileprivate func factorShape(_ channels: Int) -> [Int] { [channels, 1, 1, 1] }
}

extension Conv1D: Foldable {
  fileprivate static var channelAxes: [Int?] { [2, -1] }
  fileprivate func factorShape(_ channels: Int) -> [Int] { [channels, 1, 1] }
}
