import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Convolution and pooling along time; their numbers are compared in `GoldenLayerTests`.
@Suite struct SeriesLayerTests {
  @Test func lengthsFollowFromKernelStrideAndPadding() {
    let model = Sequential {
      Conv1D(8, kernelSize: 5, padding: .same, activation: .relu)
      MaxPool1D()
      Conv1D(16, stride: 2, padding: .causal)
      AveragePool1D(3, stride: 1)
      GlobalMaxPool1D()
    }
    let summary = model.summary(input: [28, 4])
    #expect(
      summary.rows.map(\.outputShape) == [[28, 8], [14, 8], [7, 16], [5, 16], [16]])
    #expect(summary.rows.map(\.parameters) == [168, 0, 400, 0, 0])
    let x = Tensor([1, 2, 3, 6] as [Float], shape: [1, 2, 2])
    #expect(GlobalAveragePool1D()(x) == [[2, 4]])
  }

  @Test func aCausalConvolutionSeesNothingOfTheFuture() {
    let layer = Conv1D(3, kernelSize: 4, padding: .causal)
    var x = Tensor.normal([1, 9, 2], seed: 1)
    let before = layer(x)
    x[0, 5...] = Tensor.normal([4, 2], seed: 2)
    let after = layer(x)
    #expect(before.shape == [1, 9, 3])
    #expect(before[0, ..<5] == after[0, ..<5])
    #expect(before[0, 5] != after[0, 5])
  }

  /// The same series as an image of one row.
  @Test func itIsAnImageOfOneRow() throws {
    let x = Tensor.normal([2, 11, 4], seed: 1)
    let series = Conv1D(6, kernelSize: 3, stride: 2, padding: .each(before: 2, after: 1), groups: 2)
    let y = series(x)
    let weight = try #require(series.weight).value
    let image = conv2D(
      x.transposed([0, 2, 1]).expandingShape(at: 2), weight.expandingShape(at: 2),
      strides: (1, 2), padding: .each(top: 0, bottom: 0, left: 2, right: 1), groups: 2)
    #expect((y - image.squeezed(axis: 2).transposed([0, 2, 1])).abs().max().scalar < 1e-6)
    let pooled = maxPool2D(x.transposed([0, 2, 1]).expandingShape(at: 2), window: (1, 3))
    #expect(MaxPool1D(3)(x) == pooled.squeezed(axis: 2).transposed([0, 2, 1]))
  }

  @Test(arguments: [(3, 4, 8), (16, 32, 20), (5, 17, 33)])
  func plansComputeWhatIsComputedAtOnce(features: Int, filters: Int, time: Int) throws {
    let model = Sequential {
      Conv1D(filters, kernelSize: 5, padding: .same, activation: .relu)
      MaxPool1D()
      Conv1D(filters, stride: 2, padding: .causal)
      AveragePool1D(2, stride: 1, padding: .same)
      GlobalAveragePool1D()
      Dense(3)
    }
    let x = Tensor.normal([24, time, features], seed: 1)
    let labels = Tensor((0..<24).map { Int32($0 % 3) }, shape: [24])
    try model.build(input: [time, features])
    let (loss, gradients) = model.valueWithGradients {
      softmaxCrossEntropy($0(x), labels: labels)
    }
    let planned = model.gradients(on: Examples(inputs: x, targets: labels))
    #expect((gradients.vector - planned.vector).abs().max().scalar < 1e-5)
    let evaluated = try model.evaluate(Examples(inputs: x, targets: labels)).loss
    #expect(abs(loss.scalar - evaluated) < 1e-5)
  }

  @Test func itLearnsWhereInASeriesSomethingHappens() throws {
    let noise = Tensor.normal([64, 20, 1], standardDeviation: 0.1, seed: 3)
    let labels = Tensor((0..<64).map { Int32($0 % 2) }, shape: [64])
    // A step up in one half of the series, a step down in the other.
    let sides = (labels.converted(to: .float32) * 2 - 1).reshaped(to: [64, 1, 1])
    let steps = Tensor((0..<20).map { $0 < 10 ? -1.0 : 1.0 }, shape: [1, 20, 1])
    let data = Examples(inputs: noise + sides * steps, targets: labels)
    let model = Sequential {
      Conv1D(4, activation: .relu, initializer: .glorotUniform(seed: 1))
      GlobalMaxPool1D()
      Dense(2, initializer: .glorotUniform(seed: 2))
    }
    let history = try model.fit(
      data, epochs: 200, batchSize: 16, optimizer: Adam(learningRate: 0.02), seed: 1)
    #expect(history.training.accuracy.last == 1)
  }

  @Test func aNormalizationAfterItFolds() throws {
    let model = Sequential {
      Conv1D(6, useBias: false)
      BatchNorm(axis: -1)
    }
    let x = Tensor.normal([8, 10, 3], mean: 1, seed: 1)
    for _ in 0..<3 { _ = model(x, training: true) }
    let folded = model.foldingBatchNorms()
    #expect(folded.layers.count == 1)
    #expect((folded(x) - model(x)).abs().max().scalar < 1e-5)
  }

  /// Time normalized, not features: as many of them as there are features here.
  @Test func aNormalizationOfAnotherAxisDoesNotFold() throws {
    let x = Tensor.normal([8, 4, 3], mean: 1, seed: 1)
    let model = Sequential {
      Dense(4)
      BatchNorm(axis: 1)
    }
    for _ in 0..<3 { _ = model(x, training: true) }
    let folded = model.foldingBatchNorms()
    #expect(folded.layers.count == 2)
    #expect(folded(x) == model(x))
  }

  @Test func theyPrintAsTheyAreWritten() {
    let layers: [(any Layer, String)] = [
      (Conv1D(8), "Conv1D(8)"),
      (
        Conv1D(8, kernelSize: 5, stride: 2, padding: .causal, groups: 2, activation: .relu),
        "Conv1D(8, kernelSize: 5, stride: 2, padding: .causal, groups: 2, activation: .relu)"
      ),
      (Conv1D.pyTorch(8, useBias: false), "Conv1D.pyTorch(8, useBias: false)"),
      (MaxPool1D(), "MaxPool1D()"), (AveragePool1D(3, stride: 1), "AveragePool1D(3, stride: 1)"),
      (MaxPool1D(2, padding: .same), "MaxPool1D(padding: .same)"),
      (Conv2D(8, kernelSize: (3, 1), stride: 2), "Conv2D(8, kernelSize: (3, 1), stride: 2)"),
      (Conv2D(8, stride: (2, 1)), "Conv2D(8, stride: (2, 1))"),
      (Conv2D(8, kernelSize: (3, 3)), "Conv2D(8)"),
      (
        Conv2D.pyTorch(8, kernelSize: (1, 3), stride: (1, 2)),
        "Conv2D.pyTorch(8, kernelSize: (1, 3), stride: (1, 2))"
      ),
      (MaxPool2D((2, 1)), "MaxPool2D((2, 1))"), (MaxPool2D((2, 2), stride: 2), "MaxPool2D()"),
      (AveragePool2D(2, stride: (2, 1)), "AveragePool2D(stride: (2, 1))"),
      (UpSampling2D((2, 1)), "UpSampling2D((2, 1))"), (UpSampling2D((2, 2)), "UpSampling2D()"),
    ]
    for (layer, text) in layers { #expect(layer.name == text) }
  }

  @Test func wrongShapesAreNamed() {
    let cases: [(layer: any Layer, shape: [Int], sentence: String)] = [
      (Conv1D(4), [8, 20], "add Reshape([20, 1]) before it"),
      (Conv1D(4), [8, 3, 28, 28], "on [batch, channels, height, width]"),
      (Conv1D(4, kernelSize: 9), [8, 5, 3], "(at least 9 places of time, padding included)"),
      (Conv1D(4, groups: 2), [8, 20, 3], "choose groups that divide the 3 features"),
      (MaxPool1D(), [8, 20], "MaxPool1D() expects input [batch, time, features], got [8, 20]"),
      (AveragePool1D(5), [8, 4, 3], "(at least 5 places of time)"),
      (GlobalAveragePool1D(), [8, 3], "expects input [batch, time, features]"),
      (MaxPool2D(), [8, 20, 3], "of series [batch, time, features] pool with MaxPool1D"),
      (GlobalMaxPool2D(), [8, 20, 3], "pool with GlobalMaxPool1D"),
      (Conv2D(4, kernelSize: (5, 1)), [1, 1, 4, 9], "(images of at least 5 x 1 pixels, padding"),
      (MaxPool2D((5, 1)), [1, 1, 4, 9], "(images of at least 5 x 1 pixels)"),
    ]
    for (layer, shape, sentence) in cases {
      let error = #expect(throws: ModelError.self) { try layer.checkInput(shape) }
      #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
    }
  }

  @Test func featuresThatComeFirstAreRecognised() {
    let layer = Conv1D(4)
    _ = layer(Tensor.zeros([2, 20, 3]))
    let error = #expect(throws: ModelError.self) { try layer.checkInput([2, 3, 20]) }
    #expect(
      error?.description.contains(
        "put them last with transposed([0, 2, 1]), which gives [batch, 20, 3]") == true)
  }
}
