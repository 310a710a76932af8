import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct CallbackTests {
  private let data = Examples.blobs(count: 64, classes: 3, seed: 1)

  /// A run whose validation loss is what the test says, epoch by epoch.
  private func run(_ callback: some Callback, losses: [Double]) throws -> TrainingRun {
    let objective = Objective(
      model: Sequential { Dense(3) }, loss: .softmaxCrossEntropy, metrics: [])
    try objective.prepare(for: data)
    let run = try TrainingRun(
      objective: objective, optimizer: SGD(learningRate: 0.1), training: data, validation: data,
      extent: TrainingExtent(count: 64, batchSize: 32, epochs: losses.count, steps: nil),
      settings: TrainingSettings(shuffling: .never))
    try callback.trainingBegan(run)
    for loss in losses where run.history.stopReason == nil {
      run.epoch += 1
      run.history.validation.append([loss], atStep: 2 * run.epoch)
      try callback.epochEnded(run)
      run.model.parameters.update { $0.value = $0.value + 1 }
    }
    try callback.trainingEnded(run)
    return run
  }

  @Test func stoppingWaitsForItsPatience() throws {
    let run = try run(EarlyStopping(patience: 2), losses: [1, 0.5, 0.6, 0.5, 0.4])
    #expect(run.epoch == 4)
    #expect(
      run.history.stopReason == "stopped early at epoch 4, best validation loss at epoch 2")
  }

  @Test func patienceZeroStopsAtTheFirstEpochThatIsNoBetterButNotAtTheFirst() throws {
    #expect(try run(EarlyStopping(), losses: [1, 1, 1]).epoch == 2)
  }

  @Test func aFirstEpochThatIsNoNumberIsNotTheBest() throws {
    let run = try run(EarlyStopping(patience: 2), losses: [.nan, 1, 0.5, 0.6, 0.7])
    #expect(run.epoch == 5)
    #expect(
      run.history.stopReason == "stopped early at epoch 5, best validation loss at epoch 3")
    #expect(
      try self.run(EarlyStopping(patience: 2), losses: [.nan, .nan, 1]).history.stopReason
        == "stopped early at epoch 2: validation loss never was a number")
    let plateau = ReduceLearningRateOnPlateau(factor: 0.5, patience: 2)
    #expect(try self.run(plateau, losses: [.nan, 1, 0.9, 0.8]).learningRate == 0.1)
  }

  @Test func aSmallImprovementDoesNotCount() throws {
    let stopping = EarlyStopping(patience: 1, minimumChange: 0.1)
    #expect(try run(stopping, losses: [1, 0.95, 0.5]).epoch == 2)
  }

  @Test func theBestValuesComeBackEvenWithoutAnEarlyEnd() throws {
    let stopping = EarlyStopping(patience: 9, restoreBest: true)
    let run = try run(stopping, losses: [1, 0.5, 0.6])
    #expect(run.history.stopReason == nil)
    let bias = try #require(run.model.parameters["dense_1.bias"])
    #expect(bias.value.scalars == [1, 1, 1])
  }

  @Test func aMissingFigureIsAnError() throws {
    #expect(throws: ModelError.self) {
      try Sequential { Dense(3) }.fit(data, epochs: 1, callbacks: [EarlyStopping()])
    }
  }

  @Test func aPlateauLowersTheRate() throws {
    let plateau = ReduceLearningRateOnPlateau(factor: 0.5, patience: 2, minimumRate: 0.04)
    let run = try run(plateau, losses: [1, 1, 1, 1, 1, 1, 1])
    #expect(abs(run.learningRate - 0.04) < 1e-7)
    let rested = ReduceLearningRateOnPlateau(factor: 0.5, patience: 1, cooldown: 3)
    #expect(abs(try self.run(rested, losses: [1, 1, 1, 1]).learningRate - 0.05) < 1e-7)
  }

  @Test func aRecorderSeesEveryStepItAskedFor() throws {
    let recorder = Recorder(
      .activations(of: 0, percentiles: [50, 0, 100]), .gradientNorms,
      .value("zero") { _ in 0 }, every: 3)
    try Sequential { Dense(3) }.fit(data, epochs: 4, batchSize: 16, callbacks: [recorder])
    #expect(recorder.names == ["layer 0", "dense_1.weight", "dense_1.bias", "zero"])
    #expect(recorder["layer 0"].steps == [3, 6, 9, 12, 15])
    let low = recorder["layer 0"].values(atPercentile: 0)
    let high = recorder["layer 0"].values(atPercentile: 100)
    #expect(zip(low, high).allSatisfy { $0 < $1 })
    #expect(recorder["dense_1.weight"].values.allSatisfy { $0 > 0 })
  }

  @Test func closuresAreCalledAtTheirMoments() throws {
    var (steps, epochs): ([Int], [Int]) = ([], [])
    let model = Sequential { Dense(3) }
    try model.fit(
      data, epochs: 3, batchSize: 32,
      callbacks: [
        LambdaCallback(every: 2) { steps.append($0.step) },
        LambdaCallback { epochs.append($0.epoch) },
      ])
    #expect(steps == [2, 4, 6])
    #expect(epochs == [1, 2, 3])
  }
}
