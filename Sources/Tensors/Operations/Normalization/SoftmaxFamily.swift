/// Softmax and cross-entropy over the last axis, computed without overflow.
enum SoftmaxFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    switch primitive {
    case .softmax, .logSoftmax:
      let name = primitive == .softmax ? "softmax" : "logSoftmax"
      guard !inputs[0].shape.isEmpty, inputs[0].elementType != .int32 else {
        throw TensorError(
          "\(name) expects floating-point numbers with at least one axis, got "
            + "\(inputs[0].elementType) of shape \(inputs[0].shape)")
      }
      return inputs[0]
    case .softmaxCrossEntropy:
      try requireLabels(logits: inputs[0], labels: inputs[1])
      return TensorSignature(shape: inputs[1].shape, elementType: inputs[0].elementType)
    case .softmaxCrossEntropyGradient: return inputs[1]
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func checkValues(_ primitive: Primitive, _ inputs: [Tensor]) throws(TensorError) {
    let (logits, labels): (Tensor, Tensor)
    switch primitive {
    case .softmaxCrossEntropy: (logits, labels) = (inputs[0], inputs[1])
    case .softmaxCrossEntropyGradient: (logits, labels) = (inputs[1], inputs[2])
    default: return
    }
    if let wrong = IndexOutside.first(in: labels, logits.shape[1], .softmaxCrossEntropy) {
      throw TensorError(wrong)
    }
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    result.elementType == .float32
      ? SoftmaxKernels<Float>.evaluate(primitive, inputs)
      : SoftmaxKernels<Double>.evaluate(primitive, inputs)
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    switch primitive {
    case .softmax:
      return [output * (dy - (dy * output).sum(axes: -1, keepDimensions: true))]
    case .logSoftmax:
      return [dy - exp(output) * dy.sum(axes: -1, keepDimensions: true)]
    case .softmaxCrossEntropy:
      return [applied(.softmaxCrossEntropyGradient, dy, inputs[0], inputs[1]), nil]
    case .softmaxCrossEntropyGradient:
      return gradientByComposition(inputs, dy) { inputs in
        let (dLoss, logits, labels) = (inputs[0], inputs[1], inputs[2])
        let target = labels.oneHot(depth: logits.shape[1], type: logits.elementType)
        return (logits.softmax() - target) * dLoss.expandingShape(at: 1)
      }
    default: preconditionFailure("not a primitive of this family")
    }
  }

  private static func requireLabels(
    logits: TensorSignature, labels: TensorSignature
  ) throws(TensorError) {
    guard logits.shape.count == 2, logits.elementType != .int32 else {
      throw TensorError(
        "softmaxCrossEntropy expects logits [batch, classes] of floating-point numbers, got "
          + "\(logits.elementType) of shape \(logits.shape): reshape them to one row per example")
    }
    guard labels.shape == [logits.shape[0]], labels.elementType == .int32 else {
      throw TensorError(
        "softmaxCrossEntropy expects labels [batch] = [\(logits.shape[0])] of int32 class numbers "
          + "for logits \(logits.shape), got \(labels.elementType) of shape \(labels.shape): "
          + remedy(logits: logits, labels: labels))
    }
  }

  private static func remedy(logits: TensorSignature, labels: TensorSignature) -> String {
    let batch = logits.shape[0]
    let isColumn = labels.shape == [batch, 1]
    guard isColumn || labels.shape == [batch] else {
      return labels.shape == logits.shape
        ? "pass one class number per example, not one-hot rows: argmax(axis: 1) gives them"
        : "pass one class number per example"
    }
    let type = labels.elementType == .int32 ? "" : "converted(to: .int32)"
    return isColumn
      ? "leave out their last axis with reshaped(to: [-1])\(type.isEmpty ? "" : ".")\(type)"
      : "convert them with \(type)"
  }
}
