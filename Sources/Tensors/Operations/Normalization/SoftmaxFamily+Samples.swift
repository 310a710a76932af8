extension SoftmaxFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 1000)
    var samples: [OperationSample] = []
    for shape in [[3, 5], [2, 3, 4], [4, 33], [2, 1]] {
      samples.append(OperationSample(.softmax, [inputs.real(shape)], tolerance: 8))
      samples.append(OperationSample(.logSoftmax, [inputs.real(shape)], tolerance: 8))
    }
    for shape in [[4, 10], [3, 2], [2, 17]] {
      let labels = inputs.integers([shape[0]], below: shape[1])
      let logits = inputs.real(shape)
      samples.append(OperationSample(.softmaxCrossEntropy, [logits, labels], tolerance: 8))
      samples.append(
        OperationSample(
          .softmaxCrossEntropyGradient, [inputs.real([shape[0]]), logits, labels], tolerance: 8))
    }
    return samples
  }
}

extension ChannelNormalizationFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 1100)
    return [[4, 3], [5, 17], [2, 3, 2, 2], [2, 2, 5]].flatMap { shape -> [OperationSample] in
      let (x, dy) = (inputs.real(shape), inputs.real(shape))
      let (gamma, beta) = (inputs.real([shape[1]], 0.5...1.5), inputs.real([shape[1]]))
      let moments = Tensors.evaluate(.channelMoments, [x])
      let parts = Tensors.evaluate(
        .channelNormalizeParameterGradient(epsilon: 1e-3), [dy, x, moments])
      return [
        OperationSample(.channelMoments, [x], tolerance: 8),
        OperationSample(
          .channelNormalize(epsilon: 1e-3), [x, moments, gamma, beta], tolerance: 16),
        OperationSample(
          .channelNormalizeParameterGradient(epsilon: 1e-3), [dy, x, moments], tolerance: 32),
        OperationSample(
          .channelNormalizeInputGradient(epsilon: 1e-3), [dy, x, moments, gamma, parts],
          tolerance: 32),
      ]
    }
  }
}
