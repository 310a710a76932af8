import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct SmallLayerTests {
  @Test func zerosAreAddedAroundImages() {
    let x = Tensor.ones([1, 1, 2, 2])
    #expect(ZeroPadding2D()(x).shape == [1, 1, 4, 4])
    let y = ZeroPadding2D(top: 1, right: 2)(x)
    #expect(y.scalars == [0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0])
    #expect(ZeroPadding2D(0)(x).scalars == x.scalars)
    #expect(
      "\(ZeroPadding2D(top: 1, right: 2))"
        == "ZeroPadding2D(top: 1, bottom: 0, left: 0, right: 2)")
    #expect("\(ZeroPadding2D(3))" == "ZeroPadding2D(3)")
  }

  @Test func imagesAreMadeLargerByRepetition() {
    let x = Tensor([1, 2, 3, 4] as [Float], shape: [1, 1, 2, 2])
    #expect(
      UpSampling2D()(x).scalars == [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
    #expect(UpSampling2D(3)(x).shape == [1, 1, 6, 6])
    #expect(UpSampling2D((1, 2))(x).scalars == [1, 1, 2, 2, 3, 3, 4, 4])
    let gradient = gradient(at: x) { UpSampling2D()($0).sum() }
    #expect(gradient.scalars == [4, 4, 4, 4])
  }

  @Test func anEmbeddingLooksUpRowsAndLearnsOnlyThose() throws {
    let embedding = Embedding(5, size: 3)
    let words = Tensor([[1, 4], [1, 0]] as [[Int32]])
    let y = embedding(words)
    #expect(y.shape == [2, 2, 3])
    let rows = try #require(embedding.weight).value
    #expect(y[0][1].scalars == rows[4].scalars)
    let (_, gradients) = embedding.valueWithGradients { $0(words).sum() }
    #expect(gradients["weight"]?.sum(axes: 1).scalars == [3, 6, 0, 0, 3])
    let model = Sequential {
      Embedding.pyTorch(5, size: 3); Flatten(); Dense(2)
    }
    let data = Examples(inputs: words, targets: Tensor([0, 1] as [Int32]))
    try model.fit(data, epochs: 1)
    #expect(model.layers[0].name == "Embedding.pyTorch(5, size: 3)")
    let wrong = Examples(
      inputs: Tensor([[0, 1], [1, 4], [2, 5], [3, 0]] as [[Int32]]),
      targets: Tensor([0, 1, 0, 1] as [Int32]))
    let error = #expect(throws: TensorError.self) {
      try model.fit(wrong, epochs: 1, batchSize: 2, seed: 3)
    }
    #expect(
      error?.message
        == "Embedding.pyTorch(5, size: 3).weight has rows for indices in 0..<5, got 5 in example 2 "
        + "(counted from 0) at [1]: check the indices, or make it larger")
  }

  @Test func aDenseLayerTakesSeries() throws {
    let dense = Dense(4, activation: .relu)
    let x = Tensor.normal([2, 5, 3], seed: 1)
    let y = dense(x)
    #expect(y.shape == [2, 5, 4])
    #expect((y[1] - dense(x[1])).abs().max().scalar < 1e-6)
    let error = #expect(throws: ModelError.self) { try Dense(4).checkInput([2, 1, 5, 5]) }
    #expect(error?.description.contains("add Flatten() before it") == true)
  }

  @Test func normalizationsTakeTheAxesTheyAreToldTo() {
    let x = Tensor.normal([2, 4, 6], mean: 3, seed: 1)
    let y = LayerNorm([4, 6])(x)
    #expect(y.mean(axes: 1, 2).abs().max().scalar < 1e-5)
    let error = #expect(throws: ModelError.self) { try LayerNorm([3, 6]).checkInput([2, 4, 6]) }
    #expect(
      error?.description
        == "LayerNorm([3, 6]) expects input [batch, …, 3, 6], got [2, 4, 6]\n"
        + "  make another LayerNorm for [4, 6]")
    let images = Tensor.normal([2, 3, 4, 4], mean: 3, seed: 1)
    let z = InstanceNorm()(images)
    #expect(z.mean(axes: 2, 3).abs().max().scalar < 1e-5)
    #expect(
      "\(InstanceNorm.pyTorch) \(GroupNorm.pyTorch(groups: 2))"
        == "InstanceNorm.pyTorch GroupNorm.pyTorch(groups: 2)")
    #expect("\(LayerNorm(epsilon: 1e-5))" == "LayerNorm(epsilon: 1e-05)")
  }

  @Test func aLayerOfOnesOwnMakesItsWeightsAtTheFirstUse() throws {
    struct Scale: Layer {
      let factor = LazyParameter(.ones, regularizer: .l2(0.1))
      func callAsFunction(_ x: Tensor) -> Tensor { x * factor.value(shape: [x.shape[1]]) }
    }
    let scale = Scale()
    let model = Sequential {
      scale; Dense(3)
    }
    let data = Examples.blobs(count: 60, classes: 3, seed: 1)
    let history = try model.fit(data, epochs: 2)
    #expect(scale.factor.parameter?.value.scalars.contains(1) == false)
    #expect(model.parameterEntries.map(\.path).first == "scale_1.factor")
    #expect(model.penalties.count == 1)
    #expect(history.training.loss.count == 2)
  }

  @Test func aSeedGeneratorIsPartOfTheStateAndStaysWhenLookedAt() throws {
    struct Jitter: Layer {
      let random = SeedGenerator()
      func callAsFunction(_ x: Tensor) -> Tensor {
        guard Context.current.isTraining else { return x }
        return x + Tensor.uniform(x.shape, key: random.nextKey())
      }
    }
    let data = Examples.blobs(count: 60, classes: 3, seed: 1)
    let model = Sequential {
      Jitter(); Dense(3)
    }
    try model.build(input: [2])
    let first = model.gradients(on: data).vector.scalars
    #expect(model.gradients(on: data).vector.scalars == first)
    let saved = model.state
    let losses = try model.fit(data, epochs: 1, shuffling: .never).steps.loss
    model.state = saved
    #expect(try model.fit(data, epochs: 1, shuffling: .never).steps.loss == losses)
  }

  @Test func imagesWithTheirChannelsLastAreRecognised() {
    let error = #expect(throws: ModelError.self) { try Conv2D(8).checkInput([32, 28, 28, 3]) }
    #expect(
      error?.description.contains(
        "put them first with transposed([0, 3, 1, 2]), which gives [batch, 3, 28, 28]") == true)
  }

  @Test func groupsAndSmallImagesAreToldApart() {
    let grouped = #expect(throws: ModelError.self) {
      try Conv2D(4, groups: 2).checkInput([1, 3, 28, 28])
    }
    #expect(
      grouped?.description.contains("(channels a multiple of its 2 groups)") == true
        && grouped?.description.contains("choose groups that divide the 3 channels") == true)
    let small = #expect(throws: ModelError.self) {
      try Conv2D(4, kernelSize: 5).checkInput([1, 3, 4, 4])
    }
    #expect(
      small?.description.contains("(images of at least 5 pixels on each side, padding included)")
        == true)
  }

  @Test func presetsPrintAsTheyAreWritten() {
    #expect("\(Dense.pyTorch(3, activation: .relu))" == "Dense.pyTorch(3, activation: .relu)")
    #expect(
      "\(Conv2D.pyTorch(3, padding: .same, useBias: false))"
        == "Conv2D.pyTorch(3, padding: .same, useBias: false)")
    #expect("\(Lambda("square") { $0.squared() })" == "Lambda(\"square\")")
    let same: [(any Layer, any Layer)] = [
      (BatchNorm.pyTorch, BatchNorm.pyTorch()), (LayerNorm.pyTorch, LayerNorm.pyTorch()),
      (InstanceNorm.pyTorch, InstanceNorm.pyTorch()), (LeakyReLU.pyTorch, LeakyReLU.pyTorch()),
    ]
    for (plain, called) in same { #expect(plain.name == called.name) }
  }
}
