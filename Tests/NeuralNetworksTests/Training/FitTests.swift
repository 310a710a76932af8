import Datasets
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct FitTests {
  private let data = Examples.blobs(count: 330, classes: 3, spread: 0.6, seed: 1)

  private func network() -> Sequential {
    Sequential {
      BatchNorm()
      Dense(16, activation: .relu)
      Dropout(0.1)
      Dense(3)
    }
  }

  @Test func lowersTheLossAndReportsEveryEpoch() throws {
    let (validation, training) = data.split(at: 100)
    let history = try network().fit(
      training, validation: validation, epochs: 12, batchSize: 32,
      optimizer: SGD(learningRate: 0.1))
    #expect(history.epochs == 12)
    #expect(history.training.loss[11] < history.training.loss[0] / 2)
    #expect(history.validation.accuracy[11] > 0.9)
    #expect(history.steps.loss.count == 12 * 8)
    #expect(history.epochSeconds.count == 12)
  }

  @Test func usesTheLastPartialBatchAndCountsItBySize() throws {
    let model = Sequential { Dense(3, initializer: .zeros, useBias: false) }
    let history = try model.fit(
      data, epochs: 1, batchSize: 32, optimizer: SGD(learningRate: 0), shuffling: .never)
    #expect(history.steps.loss.count == 11)
    #expect(abs(history.training.loss[0] - 1.0986123) < 1e-5)
    #expect(abs(history.training.accuracy[0] - 110.0 / 330) < 1e-6)
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    func run() throws -> (History, [Float]) {
      setSeed(3)
      let model = network()
      let history = try model.fit(
        data, epochs: 3, batchSize: 32, optimizer: Adam(), seed: 7)
      return (history, model.parameters.flatMap(\.value.scalars))
    }
    try SeedLock.withSeed(3) {
      let (first, firstWeights) = try run()
      let (second, secondWeights) = try run()
      #expect(first.steps.loss == second.steps.loss)
      #expect(firstWeights == secondWeights)
    }
  }

  @Test func aPlannedRunTakesTheStepsOfAnEagerOne() throws {
    let model = Sequential {
      Dense(8, activation: .tanh); Dense(3)
    }
    try model.build(input: [2])
    let saved = model.state
    let history = try model.fit(
      data, epochs: 1, batchSize: 50, optimizer: SGD(learningRate: 0.1), shuffling: .never)
    model.state = saved
    var losses: [Double] = []
    for batch in data.batches(of: 50) {
      let (loss, gradients) = model.lossAndGradients(on: batch)
      losses.append(loss)
      model.parameters.update { $0.value = $0.value - gradients[$0] * 0.1 }
    }
    #expect(zip(losses, history.steps.loss).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(losses.count == 7)
  }

  @Test func aUsersLayerTrains() throws {
    struct Swish: Layer {
      let beta = Parameter(1.0)
      func callAsFunction(_ x: Tensor) -> Tensor {
        x * sigmoid(beta.value * x)
      }
    }
    let swish = Swish()
    let model = Sequential {
      Dense(8); swish; Dense(3)
    }
    try model.fit(data, epochs: 2, optimizer: Adam(learningRate: 0.05))
    #expect(swish.beta.value.scalar != 1)
  }

  @Test func regressionNeedsNoClasses() throws {
    let line = Examples.linear(count: 200, weights: [2, -3.4], bias: 4.2, seed: 1)
    let model = Sequential { Dense(1) }
    let history = try model.fit(
      line, epochs: 20, batchSize: 20, loss: .meanSquaredError, optimizer: SGD(learningRate: 0.1))
    #expect((history.training.loss.last ?? 1) < 0.001)
    #expect(history.training.names == ["loss"])
    #expect(abs((model.parameters["dense_1.bias"]?.value.scalar ?? 0) - 4.2) < 0.01)
  }

  @Test func refusesLabelsOutsideTheOutputs() {
    let error = #expect(throws: ModelError.self) {
      try Sequential { Dense(2) }.fit(data, epochs: 1)
    }
    #expect(
      error?.description
        == "label 2 of example 2 is outside 0..<2: the model has 2 outputs, give the last layer "
        + "one for each class")
  }

  @Test func refusesValidationDataWhoseClassesAreNumberedDifferently() {
    func named(_ names: [String]) -> Examples {
      Examples(inputs: .ones([2, 2]), targets: Tensor([0, 1]), classNames: names)
    }
    let error = #expect(throws: ModelError.self) {
      try Sequential { Dense(3) }.fit(
        named(["cat", "dog", "owl"]), validation: named(["dog", "owl"]))
    }
    #expect(
      error?.description
        == "the classes of the training data, cat, dog, owl, and those of the validation data, dog, "
        + "owl, are numbered differently: give the second set the first one's classNames")
  }

  @Test func refusesAnEmptyDataSet() {
    #expect(throws: ModelError.self) { try Sequential { Dense(3) }.fit(data[0..<0]) }
  }

  @Test func refusesInputsThatDoNotFitBeforeAnyStep() {
    #expect(throws: ModelError.self) { try Sequential { Conv2D(3) }.fit(data) }
  }

  @Test func noEpochsLeaveTheModelAlone() throws {
    let model = Sequential { Dense(3) }
    try model.build(input: [2])
    let before = model.parameters.map(\.value.scalars)
    let history = try model.fit(data, epochs: 0)
    #expect(history.epochs == 0)
    #expect(model.parameters.map(\.value.scalars) == before)
  }

  @Test func keepsOneOrderWhenAsked() {
    let once = Shuffling.once
    #expect(once.order(50, seed: 1, epoch: 1) == once.order(50, seed: 1, epoch: 2))
    #expect(
      Shuffling.everyEpoch.order(50, seed: 1, epoch: 1)
        != Shuffling.everyEpoch.order(50, seed: 1, epoch: 2))
  }

  @Test func evaluationDoesNotDependOnTheOrder() throws {
    let model = network()
    try model.fit(data, epochs: 2)
    let figures = try model.evaluate(data)
    let reversed = try model.evaluate(data.gathering((0..<330).reversed().map { Int32($0) }))
    #expect(abs(figures.loss - reversed.loss) < 1e-6)
    #expect(abs(figures.accuracy - reversed.accuracy) < 1e-6)
  }

  @Test func evaluationTakesBatchesOfAnySize() throws {
    let model = network()
    try model.fit(data, epochs: 1)
    let usual = try model.evaluate(data)
    for size in [1, 7, 330, .max] {
      let figures = try model.evaluate(data, batchSize: size)
      #expect(abs(figures.loss - usual.loss) < 1e-5)
      #expect(abs(figures.accuracy - usual.accuracy) < 1e-6)
    }
    let error = #expect(throws: ModelError.self) { try model.evaluate(data, batchSize: 0) }
    #expect(
      error?.description
        == "evaluate(batchSize: 0) expects at least one example in a batch, got 0")
  }

  @Test func anUnknownFigureNamesTheKnownOnes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let figures = try Sequential { Dense(3) }.evaluate(Examples.blobs(count: 10, classes: 3))
      _ = figures["acc", file: "note.md", line: 7]
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "note.md:7: Fatal error: there is no figure \"acc\"; there are \"loss\", \"accuracy\": give "
          + "evaluate the metric"), "\(text)")
  }

  @Test func logsEveryEpochInALine() throws {
    var history = History(names: ["loss", "accuracy"])
    history.plannedEpochs = 10
    history.training.append([0.66, 0.783], atStep: 50)
    history.validation.append([0.61774, 0.7934], atStep: 50)
    history.epochSeconds = [0.214]
    history.seconds = 0.22
    #expect(
      history.description == """
        Epoch 1/10  0.21 s  loss 0.6600  accuracy 0.7830  validation loss 0.6177  \
        validation accuracy 0.7934
        1 epoch in 0.22 s
        """)
    guard case .table(let table) = history.cellOutput.content else {
      Issue.record("expected a table")
      return
    }
    #expect(table.columns.map(\.title).last == "Validation accuracy")
    #expect(table.rows == [["1", "0.21 s", "0.6600", "0.7830", "0.6177", "0.7934"]])
  }
}
