import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Training steps of one's own.
@Suite struct TrainingStepTests {
  private let data = Examples.blobs(count: 96, classes: 3, spread: 0.6, seed: 1)

  private func model() throws -> Sequential {
    let model = Sequential {
      Dense(8, activation: .tanh); Dense(3)
    }
    try model.build(input: [2])
    for (seed, weight) in Array(model.parameters).enumerated() {
      weight.value = Tensor.normal(weight.value.shape, standardDeviation: 0.5, seed: seed)
    }
    return model
  }

  private func weights(_ model: Sequential) -> [[Float]] { model.parameters.map(\.value.scalars) }

  @Test func batchesInOneCallAreStepsOneByOneAndThoseOfFit() throws {
    let models = try (0..<3).map { _ in try model() }
    let steps = models.map { model in
      TrainingStep(model, optimizer: Adam(learningRate: 0.02)) { model, batch in
        softmaxCrossEntropy(model(batch.images), labels: batch.labels)
      }
    }
    let batches = data[8..<96].batches(of: 20, shuffledBy: 5)
    let single = try batches.map { try steps[0]($0) }
    let together = try steps[1](batches)
    #expect(single == together)
    #expect(together.count == 5)
    #expect(weights(models[0]) == weights(models[1]))
    #expect(try steps[0](data[0..<0].batches(of: 4)).isEmpty)
    let order = data[8..<96].shuffled(seed: 5)
    let history = try models[2].fit(
      order, epochs: 1, batchSize: 20, optimizer: Adam(learningRate: 0.02), shuffling: .never)
    for (a, b) in zip(history.steps.loss, together) { #expect(abs(a - b) < 1e-5) }
  }

  @Test func aLossThatIsNoNumberIsAnErrorAnEndOrAFigure() throws {
    let batches = data.batches(of: 16)
    func losses(_ response: DivergenceResponse) throws -> [Double] {
      let step = TrainingStep(
        try model(), optimizer: SGD(learningRate: Schedule { $0 < 2 ? 1e-6 : 1e38 }),
        onDivergence: response
      ) { model, batch in
        softmaxCrossEntropy(model(batch.inputs), labels: batch.labels) * 1e4
      }
      return try step(batches)
    }
    #expect(throws: ModelError.self) { try losses(.error) }
    let (stopped, recorded) = (try losses(.stop), try losses(.record))
    #expect(recorded.count == 6)
    #expect(stopped.count == 4)
    #expect(stopped.prefix(3).allSatisfy { $0.isFinite })
    #expect(recorded.suffix(2).allSatisfy { !$0.isFinite })
  }

  @Test func theLossMayNameTheKindOfItsBatch() throws {
    let images = LabeledImages(
      images: .normal([12, 4, 4], seed: 1), labels: Tensor((0..<12).map { Int32($0 % 3) }),
      classNames: [])
    let step = TrainingStep(
      Sequential {
        Flatten(); Dense(3)
      }, optimizer: SGD()
    ) { (model, batch: LabeledImages) in
      softmaxCrossEntropy(model(batch.images), labels: batch.labels)
    }
    #expect(try step(images) > 0)
  }

  @Test func numbersAreFrozenAndParametersAreNot() throws {
    let model = try model()
    var number = 1.0
    let parameter = Parameter(1.0)
    let step = TrainingStep(model, optimizer: SGD(learningRate: 0)) { model, batch in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.labels) * 0 + parameter.value + number
    }
    #expect(try step(data) == 2)
    number = 5
    #expect(try step(data) == 2)
    parameter.value = Tensor(3.0)
    #expect(try step(data) == 4)
    #expect(number == 5)
  }

  @Test func theLossBuildsWhateverItCalls() throws {
    let (generator, critic) = (Sequential { Dense(2) }, Sequential { Dense(1) })
    let noise = Tensor.normal([16, 5], seed: 1)
    let learnToJudge = TrainingStep(critic, optimizer: SGD(learningRate: 0.1)) { critic, batch in
      critic(stopGradient(generator(noise))).mean() - critic(batch.inputs).mean()
    }
    let learnToFool = TrainingStep(generator, optimizer: SGD(learningRate: 0.1)) {
      generator, _ in
      (critic(generator(noise)) * -1).mean()
    }
    let batch = data[0..<16]
    try learnToJudge(batch)
    let before = (weights(generator), weights(critic))
    #expect(before.0.map(\.count) == [10, 2])
    try learnToFool(batch)
    #expect(weights(generator) != before.0)
    #expect(weights(critic) == before.1)
  }

  @Test func aRateSetBeforeTheFirstStepHolds() throws {
    let step = TrainingStep(Sequential { Dense(3) }, optimizer: SGD(learningRate: 0.5)) {
      model, batch in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.labels)
    }
    #expect(step.learningRate == 0.5)
    step.learningRate = 0
    #expect(step.learningRate == 0)
    let first = try step(data)
    #expect(try step(data) == first)
    step.learningRate = 0.1
    try step(data)
    #expect(try step(data) < first)
  }

  @Test func refusesALossOfManyNumbers() throws {
    let step = TrainingStep(try model(), optimizer: SGD()) { model, batch in model(batch.inputs) }
    let error = #expect(throws: ModelError.self) { try step(data) }
    #expect(
      error?.description
        == "a TrainingStep expects a loss of one number for a batch, got shape [96, 3]: end it with "
        + "mean() or sum()")
  }

  @Test(arguments: [false, true])
  func freezingCountsFromTheNextStep(_ remembers: Bool) throws {
    let (first, second) = (Dense(4, activation: .relu), Dense(3))
    let model = Sequential {
      first; second
    }
    let step = TrainingStep(
      model, optimizer: remembers ? Adam(learningRate: 0.1) : SGD(learningRate: 0.1)
    ) { model, batch in softmaxCrossEntropy(model(batch.inputs), labels: batch.labels) }
    /// Which of the four parameters a step moves.
    func moved() throws -> [Bool] {
      let before = model.parameters.map { $0.value.scalars }
      try step(data)
      return zip(model.parameters, before).map { $0.value.scalars != $1 }
    }
    try step(data)
    #expect(try moved() == [true, true, true, true])
    first.isTrainable = false
    #expect(try moved() == [false, false, true, true])
    first.isTrainable = true
    second.isTrainable = false
    #expect(try moved() == [true, true, false, false])
    second.isTrainable = true
    #expect(try moved() == [true, true, true, true])
    try step(data.batches(of: 32, shuffledBy: 1))
    model.isTrainable = false
    #expect(try moved() == [false, false, false, false])
  }

  @Test func momentsOfWhatStaysTrainableGoOn() throws {
    func steps(freezing: Bool) throws -> [Float] {
      let other = Dense(2)
      let layer = Dense(3, initializer: .glorotUniform(seed: 1))
      let model = Sequential {
        layer
        other
      }
      let step = TrainingStep(model, optimizer: Adam(learningRate: 0.1)) { _, batch in
        softmaxCrossEntropy(layer(batch.inputs), labels: batch.labels)
          + 0 * (other(batch.inputs[0..., 0..<2])).sum()
      }
      for _ in 0..<3 { try step(data) }
      other.isTrainable = !freezing
      for _ in 0..<3 { try step(data) }
      return layer.parameters.flatMap(\.value.scalars)
    }
    // With moments that began anew the last three steps would be others.
    let (frozen, free) = (try steps(freezing: true), try steps(freezing: false))
    #expect(zip(frozen, free).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func aSoftmaxAtTheEndIsUndone() throws {
    func loss(_ end: Activation) throws -> Double {
      let model = Sequential {
        Dense(3, activation: end, initializer: .glorotUniform(seed: 1))
      }
      let step = TrainingStep(model, optimizer: SGD(learningRate: 0)) { model, batch in
        softmaxCrossEntropy(model(batch.inputs), labels: batch.labels)
      }
      let expected = try step(data)
      let (value, _) = model.valueWithGradients {
        softmaxCrossEntropy($0(data.inputs), labels: data.labels)
      }
      #expect(abs(value.scalar - expected) < 1e-6)
      return expected
    }
    #expect(abs(try loss(.softmax) - loss(.linear)) < 1e-6)
  }
}
