import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// A layer of one's own as a Keras or PyTorch user writes it: it hands on nothing.
private struct Block: Layer {
  let dense = Dense(4)
  let norm = BatchNorm()
  let dropout = Dropout(0.5)

  func callAsFunction(_ x: Tensor) -> Tensor { dropout(relu(norm(dense(x)))) }
}

@Suite struct ContextTests {
  private let data = Examples.blobs(count: 60, classes: 3, seed: 1)

  @Test func layersInsideAUsersLayerAreInTheModeOfTheCall() {
    let block = Block()
    let x = Tensor.normal([8, 3], seed: 1)
    _ = block(x)
    #expect(block.norm.movingMean?.value.scalars == [0, 0, 0, 0])
    let trained = block(x, training: true)
    #expect(block.norm.movingMean?.value.scalars.contains { $0 != 0 } == true)
    #expect((trained .== 0.0).sum().scalar >= 8)
    #expect(block(x).scalars == block(x).scalars)
  }

  @Test func fitTrainsTheLayersOfAUsersLayerInTrainingMode() throws {
    let block = Block()
    let model = Sequential {
      block; Dense(3)
    }
    try model.fit(data, epochs: 1)
    #expect(block.norm.movingMean?.value.scalars.contains { $0 != 0 } == true)
  }

  @Test func aStepOfOnesOwnIsInTrainingModeWithoutAnArgument() throws {
    let block = Block()
    let model = Sequential {
      block; Dense(3)
    }
    let step = TrainingStep(model, optimizer: SGD()) { (model, batch: Examples) in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    try step(data[0..<20])
    #expect(block.norm.movingMean?.value.scalars.contains { $0 != 0 } == true)
  }

  @Test func aModelCanBeCalledAtInferenceInsideATrainingPass() {
    let norm = BatchNorm()
    let x = Tensor.normal([8, 3], mean: 5, seed: 1)
    let model = Sequential { Dense(2) }
    _ = model(x)
    _ = model.valueWithGradients { model in (model(x) + norm(x, training: false).sum()).mean() }
    #expect(norm.movingMean?.value.scalars == [0, 0, 0])
  }

  /// The layer's call is written as notes have it compiled: it begins the pass that all its calls
  /// belong to, wherever they are written.
  @Test func aPlainCallMovesNoStatisticsOfALayerThatIsGivenItsMode() throws {
    final class Always: Layer {
      let norm = BatchNorm()
      let dense = Dense(3)
      private func normalized(_ x: Tensor) -> Tensor { norm(x, training: true) }
      @_disfavoredOverload func callAsFunction(_ x: Tensor) -> Tensor {
        let classify = { (x: Tensor) in self.dense(self.normalized(x)) }
        return classify(x)
      }
    }
    let model = Always()
    let x = Tensor.normal([12, 3], mean: 5, seed: 3)
    let data = Examples(inputs: x, targets: Tensor([0, 1, 2, 0, 1, 2, 0, 1, 0, 0, 0, 0]))
    try model.build(input: [3])
    let before = try #require(model.norm.movingMean?.value.scalars)
    let plain = model(x)
    let inference = model(x, training: false)
    let predicted = try model.predict(x)
    _ = try model.evaluate(data)
    #expect(model.norm.movingMean?.value.scalars == before)
    #expect(plain.scalars == inference.scalars && plain.scalars == predicted.scalars)
    #expect(abs(plain.mean().scalar - model.dense(model.norm(x)).mean().scalar) > 1e-3)
    _ = model(x, training: true)
    #expect(model.norm.movingMean?.value.scalars != before)
  }

  /// Where no model is called around it, the call itself is the outermost.
  @Test func aFunctionThatIsNoLayerMovesStatisticsWhereItAsksForTraining() {
    struct Normalizer {
      let norm = BatchNorm()
      func callAsFunction(_ x: Tensor) -> Tensor { norm(x, training: true) }
    }
    let normalizer = Normalizer()
    _ = normalizer(Tensor.normal([12, 3], mean: 5, seed: 3))
    #expect(normalizer.norm.movingMean?.value.scalars.allSatisfy { $0 > 0.01 } == true)
  }

  /// Repeated predictions of a network whose dropout stays on tell how sure it is (Gal and
  /// Ghahramani, 2016): each drops other units, and running statistics stay.
  @Test func predictionsWithDropoutInTrainingModeDiffer() throws {
    struct Uncertain: Layer {
      let dropout = Dropout(0.5)
      @_disfavoredOverload func callAsFunction(_ x: Tensor) -> Tensor {
        dropout(x, training: true)
      }
    }
    let model = Uncertain()
    let x = Tensor.ones([4, 50])
    let first = try model.predict(x)
    #expect(try model.predict(x).scalars != first.scalars)
    #expect(model(x).scalars != model(x).scalars)
    // Figures stay comparable: an evaluation sees what the one before it saw.
    let data = Examples(inputs: x, targets: Tensor.zeros([4, 50]))
    let figures = try (0..<2).map { _ in
      try model.evaluate(data, loss: .meanAbsoluteError).loss
    }
    #expect(figures[0] == figures[1])
  }

  @Test func evaluationMovesNoStatisticsEvenOfALayerCalledInTrainingMode() throws {
    struct BatchStatistics: Layer {
      let norm = BatchNorm()
      func callAsFunction(_ x: Tensor) -> Tensor { norm(x, training: true) }
    }
    let layer = BatchStatistics()
    let model = Sequential {
      layer; Dense(3)
    }
    _ = try model.evaluate(data)
    _ = try model.predict(data.inputs)
    #expect(layer.norm.movingMean?.value.scalars == [0, 0])
    try model.fit(data, epochs: 1)
    #expect(layer.norm.movingMean?.value.scalars != [0, 0])
  }

  @Test func lookingAtABatchAgainSeesTheSameNoise() throws {
    let model = Sequential {
      Dense(16); Dropout(0.5); GaussianNoise(0.3); Dense(3)
    }
    try model.build(input: [2])
    let first = model.gradients(on: data).vector.scalars
    #expect(model.gradients(on: data).vector.scalars == first)
    let saved = model.state
    try model.fit(data, epochs: 1)
    #expect(model.gradients(on: data).vector.scalars != first)
    model.state = saved
    #expect(model.gradients(on: data).vector.scalars == first)
  }

  @Test func aLayerUsedTwiceDrawsTwice() {
    let dropout = Dropout(0.5)
    let x = Tensor.ones([10, 10])
    _ = dropout(x)
    for updates in [true, false] {
      let (first, second) = Context(isTraining: true, updatesState: updates).run {
        (dropout(x), dropout(x))
      }
      #expect(first.scalars != second.scalars)
    }
  }

  @Test func recordingChangesNothingOfTheRun() throws {
    func weights(_ callbacks: [any Callback]) throws -> [Float] {
      var result: [Float] = []
      try SeedLock.withSeed(3) {
        let model = Sequential {
          Dense(8); BatchNorm(); Dropout(0.5); Dense(3)
        }
        try model.fit(data, epochs: 2, batchSize: 20, callbacks: callbacks)
        result = model.parameters.flatMap(\.value.scalars)
      }
      return result
    }
    let recorder = Recorder(.gradientNorms, .activations(of: 2), every: 1)
    #expect(try weights([recorder]) == weights([]))
  }

  @Test func anErrorNamesTheLineOfTheCallInsideTheUsersLayer() {
    struct Outer: Layer {
      let dense = Dense(2)
      func callAsFunction(_ x: Tensor) -> Tensor { dense(x, file: "Cell1/note.md", line: 12) }
    }
    let outer = Outer()
    _ = Sequential { outer }(Tensor.ones([1, 3]))
    let error = #expect(throws: ModelError.self) { try outer.dense.checkInput([1, 4]) }
    #expect(error?.description.contains("first used at note.md:12") == true)
  }
}
