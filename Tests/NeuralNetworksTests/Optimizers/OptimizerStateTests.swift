import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// What optimizers remember: from one training to the next, from batch to batch.
@Suite struct OptimizerStateTests {
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

  @Test func twoFitsWithAPersistentOptimizerAreOneLongOne() throws {
    let schedule = ExponentialDecay(from: 0.05, steps: 3, decay: 0.9)
    let once = try model()
    try once.fit(
      data, epochs: 4, optimizer: Adam(learningRate: schedule), shuffling: .never)
    let twice = try model()
    let optimizer = PersistentOptimizer(Adam(learningRate: schedule))
    for _ in 0..<2 {
      try twice.fit(data, epochs: 2, optimizer: optimizer, shuffling: .never)
    }
    #expect(weights(once) == weights(twice))
    let forgetful = try model()
    for _ in 0..<2 {
      try forgetful.fit(
        data, epochs: 2, optimizer: Adam(learningRate: schedule), shuffling: .never)
    }
    #expect(weights(once) != weights(forgetful))
  }

  @Test func aPersistentOptimizerBelongsToOneModel() throws {
    let optimizer = PersistentOptimizer(SGD(momentum: 0.9))
    try model().fit(data, epochs: 1, optimizer: optimizer)
    let other = try model()
    let error = #expect(throws: ModelError.self) {
      try other.fit(data, epochs: 1, optimizer: optimizer)
    }
    #expect(
      error?.description
        == "PersistentOptimizer(SGD(learningRate: 0.01, momentum: 0.9)) remembers the training of 4 "
        + "parameters that are not those of this model: make another PersistentOptimizer for it, "
        + "or call reset()")
    optimizer.reset()
    try other.fit(data, epochs: 1, optimizer: optimizer)
  }

  @Test func accumulatedBatchesTakeTheStepOfOneLargeBatch() throws {
    let (small, large) = (try model(), try model())
    try small.fit(
      data, epochs: 1, batchSize: 16,
      optimizer: SGD(learningRate: 0.1).accumulatingGradients(over: 3), shuffling: .never)
    try large.fit(
      data, epochs: 1, batchSize: 48, optimizer: SGD(learningRate: 0.1), shuffling: .never)
    for (a, b) in zip(weights(small).joined(), weights(large).joined()) {
      #expect(abs(a - b) < 1e-5)
    }
  }

  @Test func schedulesCountStepsNotBatches() throws {
    let rates = PiecewiseConstant(boundaries: [0], rates: [0.1, 0])
    let model = try model()
    let step = TrainingStep(
      model, optimizer: SGD(learningRate: rates).accumulatingGradients(over: 2)
    ) { model, batch in
      softmaxCrossEntropy(model(batch.inputs, training: true), labels: batch.labels)
    }
    var seen = [weights(model)]
    for _ in 0..<6 {
      try step(data)
      seen.append(weights(model))
    }
    #expect(seen[0] == seen[1])
    #expect(seen[1] != seen[2])
    #expect(seen[2...].allSatisfy { $0 == seen[2] })
  }

  @Test func aScheduleOfOnesOwnMovesFitAsAPlannedOneDoes() throws {
    let (own, planned) = (try model(), try model())
    let schedule = Schedule { step in step > 2 ? 0.01 : 0.2 }
    try own.fit(
      data, epochs: 2, batchSize: 20, optimizer: SGD(learningRate: schedule), shuffling: .never)
    try planned.fit(
      data, epochs: 2, batchSize: 20,
      optimizer: SGD(learningRate: PiecewiseConstant(boundaries: [2], rates: [0.2, 0.01])),
      shuffling: .never)
    for (a, b) in zip(weights(own).joined(), weights(planned).joined()) {
      #expect(abs(a - b) < 1e-6)
    }
    #expect(
      (try? own.fit(data, optimizer: SGD(learningRate: WarmUp(steps: 4, then: schedule)))) != nil)
  }

  @Test func validationSeesTheAveragedWeightsAndTheModelKeepsThem() throws {
    let model = try model()
    let history = try model.fit(
      data, validation: data, epochs: 3,
      optimizer: SGD(learningRate: 0.5).averagingWeights(momentum: 0.9))
    let after = try model.evaluate(data)
    #expect(history.validation.loss.last == after.loss)
    let plain = try self.model()
    try plain.fit(data, epochs: 3, optimizer: SGD(learningRate: 0.5))
    #expect(weights(plain) != weights(model))
  }

  @Test func aStepHasTheAveragesOfFit() throws {
    let optimizer = SGD(learningRate: 0.5).averagingWeights(momentum: 0.9)
    let stepped = try model()
    let step = TrainingStep(stepped, optimizer: optimizer) { model, batch in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    #expect(step.withAveragedWeights { weights(stepped) } == weights(stepped))
    for _ in 0..<4 { try step(data) }
    let plain = weights(stepped)
    let averaged = step.withAveragedWeights { weights(stepped) }
    #expect(weights(stepped) == plain)
    #expect(averaged != plain)
    step.adoptAveragedWeights()
    #expect(weights(stepped) == averaged)
    let other = try model()
    try other.fit(data, epochs: 4, batchSize: data.count, optimizer: optimizer, shuffling: .never)
    for (one, another) in zip(weights(other), averaged) {
      #expect(zip(one, another).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }
}
