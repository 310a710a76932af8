import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// What a cell shows that ends on something that is no figure. That every public type says
/// something is tested in `ArchitectureTests`.
@Suite struct PrintedValueTests {
  private let data = Examples(
    inputs: Tensor.normal([8, 3], seed: 1), targets: Tensor([0, 1, 0, 1, 0, 1, 0, 1] as [Int32]))

  @Test func optimizersAtWork() throws {
    let path = SGD(learningRate: 0.1).path(from: [10, 1], steps: 2) { $0.squared().sum() }
    #expect("\(path)" == "2 steps from [10, 1] with value 101 to [6.4, 0.64] with value 41.37")
    let long = SGD().path(from: Array(repeating: 0, count: 8), steps: 1) { $0.sum() }
    #expect("\(long)".contains("[0, 0, 0, 0, 0, 0, …]"))
    let weight = Parameter(Tensor([1.0, 2]), name: "weight")
    let state = OptimizerState(Adam(learningRate: 0.01), [weight])
    #expect("\(state)" == "\(Adam(learningRate: 0.01)) of 1 parameter after 0 batches")
    #expect("\(weight)" == "weight: [2] float32 [1, 2]")
    #expect("\(Adam().slots[0])" == "mean, first 0")
    #expect("\(SGD().options)" == "none")
    #expect(
      "\(AdamW(learningRate: 0.1, weightDecay: 0.02, clipping: .norm(1)).options)"
        == "weightDecay: 0.02, clipping: .norm(1.0)")
  }

  @Test func callbacksSayWhatTheyWaitFor() throws {
    let plateau = ReduceLearningRateOnPlateau(.loss, factor: 0.5, patience: 3)
    #expect(
      "\(plateau)" == "loss, times 0.5 after 3 epochs without improvement: no epoch yet")
    let model = Sequential { Dense(2) }
    try model.fit(data, epochs: 2, optimizer: SGD(learningRate: 0.1), callbacks: [plateau], seed: 1)
    #expect("\(plateau)".contains(" without improvement: best "))
    #expect("\(LambdaCallback(every: 10) { _ in })" == "a closure called after every 10 steps")
    #expect("\(LambdaCallback { _ in })" == "a closure called after every epoch")
    #expect(
      "\(Recorder.Quantity.activations(of: "dense_1", unit: 2, percentiles: [50, 15]))"
        == "activations of dense_1 unit 2, percentiles [15, 50]")
    #expect("\(Recorder.Quantity.gradient(of: "dense_1"))" == "gradient of dense_1, norm")
    var texts: [String] = []
    let watch = LambdaCallback { texts.append("\($0)") }
    try model.fit(data, epochs: 1, batchSize: 4, callbacks: [watch])
    #expect(texts == ["epoch 1 of 1, step 2"])
  }

  @Test func modelsAndTheirParts() throws {
    let model = Sequential { Dense(2, initializer: .ones) }
    #expect("\(LazyParameter(.ones))" == "a parameter that is made at its first use")
    try model.build(input: [3])
    #expect(
      "\(model.parameterEntries[1])" == "dense_1.bias of Dense(2, initializer: .ones): [2] float32 "
        + "[0, 0]")
    #expect(
      "\(model.summary(input: [3]).rows[0])"
        == "dense_1: Dense(2, initializer: .ones) to [batch, 2], 8 parameters")
    let step = TrainingStep(model, optimizer: SGD(learningRate: 0.1)) { model, batch in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    #expect("\(step)" == "a training step with SGD(learningRate: 0.1), 0 taken")
    try step(data)
    #expect("\(step)" == "a training step with SGD(learningRate: 0.1), 1 taken")
    #expect("\(step.plan)" == "training step, planned for (float32 [8, 3], int32 [8])")
    #expect("\(Context.current)" == "a pass at inference")
    #expect("\(SeedGenerator(seed: 7))" == "random key [7, 0]")
    #expect("\(SeedGenerator())" == "a random key that is made at its first use")
    #expect("\(Fans(inputs: 1, outputs: 72))" == "1 input, 72 outputs")
  }

  @Test func studies() throws {
    let model = Sequential { Dense(2) }
    let probe = try Probe(of: model, on: data)
    #expect("\(probe)" == "a probe on 8 examples: inputs [8, 3] float32, targets [8] int32")
    #expect(
      "\(CovariateShift(cosine: 0.97312, relativeDistance: 0.2))"
        == "cosine 0.9731, relative distance 0.2000")
    #expect("\(SearchRange.logUniform(1e-4, 1))" == ".logUniform(0.0001, 1)")
    #expect("\(SearchRange.choice(["adam", "sgd"]))" == ".choice([\"adam\", \"sgd\"])")
    let found = try search(.grid(points: 2), over: ["rate": .uniform(0.5, 1)]) { $0["rate"] }
    #expect(found["rate"] as [Double] == [0.5, 1])
    let widths = try search(.grid(), over: ["width": .choice([2, 4])]) { $0["width"] }
    #expect(widths["width"] as [Int] == [2, 4])
    #expect(found.best.map { "\($0)" } == "trial 1: rate 0.5, score 0.5000")
  }

  @Test func standardizations() {
    let columns = Standardization(
      of: Examples(inputs: Tensor([[0, 2], [2, 6]] as [[Float]]), targets: Tensor([0, 1])))
    #expect("\(columns)" == "(x - [1, 4]) / [1, 2]")
    let whole = Standardization(
      of: Examples(inputs: Tensor([0, 2] as [Float], shape: [2, 1, 1]), targets: Tensor([0, 1])))
    #expect("\(whole)" == "(x - 1) / 1")
  }
}
