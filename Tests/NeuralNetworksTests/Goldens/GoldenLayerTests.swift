import GoldenValues
import Tensors
import Testing

@testable import NeuralNetworks

/// Layers and losses in float64 against PyTorch 2.15.0 and Keras 3.15.1: values, and gradients of
/// inputs and weights for a random cotangent.
@Suite struct GoldenLayerTests {
  /// A layer whose parameters are a case's inputs after the first.
  private func expectLayer(
    _ layer: some Layer, _ golden: Golden.Operation, training: Bool = false
  ) throws {
    let x = golden.inputs[0].tensor()
    try layer.build(input: Array(x.shape.dropFirst()), type: .float64)
    let weights = layer.parameters.trainable
    for (weight, value) in zip(weights, golden.inputs.dropFirst()) { weight.value = value.tensor() }
    let output = layer(x, training: training)
    #expect(Golden.difference(output, golden.output, tolerance: 1e-9) == nil, "\(golden.name)")
    let cotangent = golden.cotangent.tensor()
    let slope = gradient(at: x) { (layer($0, training: training) * cotangent).sum() }
    #expect(Golden.difference(slope, golden.gradients[0], tolerance: 1e-9) == nil, "\(golden.name)")
    guard !weights.isEmpty, golden.inputs.count > 1 else { return }
    let gradients = layer.valueWithGradients { ($0(x, training: training) * cotangent).sum() }
    for (parameter, expected) in zip(weights, golden.gradients.dropFirst()) {
      let found = gradients.gradients[parameter]
      #expect(
        Golden.difference(found, expected, tolerance: 1e-9) == nil,
        "\(golden.name), \(parameter.name)")
    }
  }

  private func expectLoss(_ loss: (Tensor) -> Tensor, _ golden: Golden.Operation) {
    let x = golden.inputs[0].tensor()
    #expect(Golden.difference(loss(x), golden.output, tolerance: 1e-9) == nil, "\(golden.name)")
    let slope = gradient(at: x) { loss($0) * golden.cotangent.tensor() }
    #expect(Golden.difference(slope, golden.gradients[0], tolerance: 1e-9) == nil, "\(golden.name)")
  }

  @Test func layersAreThoseOfPyTorch() throws {
    let golden: Golden.Operations = try Golden.read("layers-torch.json")
    let layers: [String: any Layer] = [
      "instance norm": InstanceNorm.pyTorch, "group norm": GroupNorm.pyTorch(groups: 2),
      "layer norm two axes": LayerNorm.pyTorch([3, 4]), "upsampling": UpSampling2D(3),
      "zero padding": ZeroPadding2D(top: 1, bottom: 3, left: 2), "linear of series": Dense(5),
      "convolution of series": Conv1D(4), "max pooling of series": MaxPool1D(),
      "convolution of series in groups":
        Conv1D(6, stride: 2, padding: .all(1), groups: 2, useBias: false),
      "average pooling of series": AveragePool1D(3, stride: 1),
      "convolution not square": Conv2D(4, kernelSize: (3, 1), stride: (2, 1)),
      "max pooling not square": MaxPool2D((3, 1), stride: (2, 1)),
      "average pooling not square": AveragePool2D((1, 2)),
      "upsampling not square": UpSampling2D((2, 3)), "largest of images": GlobalMaxPool2D(),
      "largest of series": GlobalMaxPool1D(),
    ]
    for (name, layer) in layers {
      try expectLayer(layer, try #require(golden.cases.first { $0.name == name }))
    }
    let shares = Tensor([0.7, 0.2, 0.1, 0, 0, 1], shape: [2, 3], type: .float64)
    let words = Tensor([1, 4, 1, 0, 2, 2], shape: [2, 3])
    for each in golden.cases {
      switch each.name {
      case "cross entropy of shares smoothed":
        expectLoss({ Loss.softmaxCrossEntropy(labelSmoothing: 0.1)($0, shares) }, each)
      case "cross entropy of series":
        expectLoss({ Loss.softmaxCrossEntropy($0, words) }, each)
      case "embedding":
        let embedding = Embedding(5, size: 4)
        _ = embedding(words)
        embedding.weight?.value = each.inputs[0].tensor(.float32)
        #expect(Golden.difference(embedding(words), each.output, tolerance: 1e-6) == nil)
        let (_, gradients) = embedding.valueWithGradients {
          ($0(words) * each.cotangent.tensor(.float32)).sum()
        }
        let weight = try #require(gradients["weight"])
        #expect(Golden.difference(weight, each.gradients[0], tolerance: 1e-6) == nil)
      default: #expect(layers[each.name] != nil, "\(each.name) is not compared")
      }
    }
  }

  @Test func layersAndLossesAreThoseOfKeras() throws {
    let golden: Golden.Operations = try Golden.read("layers-keras.json")
    let labels = Tensor([2, 0, 1, 2] as [Int32])
    let shares = labels.oneHot(depth: 3, type: .float64)
    let samples = Tensor([1, 0, 2.5, 0.5], type: .float64)
    for each in golden.cases {
      switch each.name {
      case "batch norm of series without scale":
        try expectLayer(BatchNorm(scale: false, axis: -1), each, training: true)
      case "cross entropy with class weights":
        expectLoss({ Loss.softmaxCrossEntropy(classWeights: [1, 0.5, 3])($0, labels) }, each)
      case "cross entropy of one-hot rows smoothed":
        let rows = labels.oneHot(depth: 3)
        expectLoss({ Loss.softmaxCrossEntropy(labelSmoothing: 0.2)($0, rows) }, each)
      case "softmax undone":
        let end = Softmax()
        expectLoss(
          { x in
            Context(isTraining: true).run { Loss.softmaxCrossEntropy(end(x), labels) }
          }, each)
      case "penalty":
        // Keras keeps the strength in float32.
        expectLoss({ Regularizer.l2(Double(Float(0.05))).penalty($0) }, each)
      case "cross entropy with sample weights":
        expectLoss({ Loss.softmaxCrossEntropy($0, labels, sampleWeights: samples) }, each)
      case "squared error with sample weights":
        expectLoss({ Loss.meanSquaredError($0, shares, sampleWeights: samples) }, each)
      case "huber with sample weights":
        expectLoss({ Loss.huber(delta: 0.7)($0, shares, sampleWeights: samples) }, each)
      case "binary cross entropy with sample weights":
        expectLoss({ Loss.binaryCrossEntropy($0, shares, sampleWeights: samples) }, each)
      case "activity":
        let layer = ActivityRegularization(.l1l2(l1: 0.25, l2: 0.5))
        expectLoss(
          { x in
            let context = Context(isTraining: true)
            _ = context.send(x, through: layer)
            return context.penalties.sum()
          }, each)
      case "group norm": try expectLayer(GroupNorm(groups: 2), each)
      case "layer norm": try expectLayer(LayerNorm(), each)
      case "convolution of stride 2, same":
        try expectLayer(Conv2D(4, stride: 2, padding: .same, useBias: false), each)
      case "max pooling, same": try expectLayer(MaxPool2D(3, stride: 2, padding: .same), each)
      case "average pooling, same":
        try expectLayer(AveragePool2D(3, stride: 2, padding: .same), each)
      case "convolution of series, same":
        try expectLayer(Conv1D(4, stride: 2, padding: .same), each)
      case "convolution of series, causal": try expectLayer(Conv1D(4, padding: .causal), each)
      case "max pooling of series, same":
        try expectLayer(MaxPool1D(3, stride: 2, padding: .same), each)
      case "average pooling of series, same":
        try expectLayer(AveragePool1D(3, stride: 2, padding: .same), each)
      case "mean of series": try expectLayer(GlobalAveragePool1D(), each)
      case "convolution not square, same":
        let layer = Conv2D(
          4, kernelSize: (3, 1), stride: (2, 1), padding: .same, useBias: false)
        try expectLayer(layer, each)
      case "max pooling not square, same":
        try expectLayer(MaxPool2D((3, 2), stride: (2, 1), padding: .same), each)
      case "absolute error": expectLoss({ Loss.meanAbsoluteError($0, shares) }, each)
      case "elastic net": expectLoss({ Regularizer.l1l2(l1: 0.25, l2: 0.5).penalty($0) }, each)
      default: Issue.record("\(each.name) is not compared")
      }
    }
  }
}
