import Datasets
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

/// Trainings measured in steps that go on from a checkpoint inside of an epoch.
@Suite struct CheckpointStepsTests {
  /// Five steps an epoch of batches of 20, the last of 16.
  private let data: Examples = {
    let blobs = Examples.blobs(count: 96, classes: 2, spread: 0.9, seed: 1)
    return Examples(
      inputs: blobs.inputs, targets: blobs.targets.converted(to: .float32).reshaped(to: [-1, 1]))
  }()

  /// Everything that a training leaves.
  private struct Result: Equatable {
    var steps, training, validation, evaluations: History.Series
    var epochs: Int
    var weights: [[Float]]
    var records: [String: [Double]]
  }

  private func train(
    epochs: Int? = nil, steps: Int?, _ checkpoint: Checkpoint?, seed: Int = 3
  ) throws -> Result {
    let model = Sequential {
      Dense(6); BatchNorm(); ReLU(); Dropout(0.3); Dense(1)
    }
    let recorder = Recorder(.gradientNorms, every: 2)
    let history = try model.fit(
      data, validation: data, epochs: epochs, steps: steps, batchSize: 20,
      loss: .binaryCrossEntropy,
      optimizer: Adam(learningRate: 0.05).averagingWeights(momentum: 0.5),
      metrics: [.binaryAccuracy, .f1, .auc], validationInterval: 2,
      callbacks: [
        EarlyStopping(patience: 50, restoreBest: true),
        ReduceLearningRateOnPlateau(factor: 0.5, patience: 1), recorder,
      ], checkpoint: checkpoint, seed: seed)
    return Result(
      steps: history.steps, training: history.training, validation: history.validation,
      evaluations: history.evaluations, epochs: history.epochs,
      weights: model.allEntries.map(\.parameter.value.scalars),
      records: recorder.memory.mapValues(\.doubles))
  }

  @Test func aTrainingThatGoesOnInsideOfAnEpochHasTheNumbersOfOneThatWasNeverInterrupted() throws {
    try withFile { path in
      // Inside of an epoch, at its end, twice at one place.
      for steps in [3, 7, 10, 12, 13, 13, 16] {
        try SeedLock.withSeed(8) {
          let whole = try train(steps: steps, nil)
          setSeed(8)
          let resumed = try train(steps: steps, Checkpoint(path))
          #expect(resumed.steps.steps == Array(1..<(steps + 1)))
          #expect(resumed.epochs == (steps + 4) / 5)
          #expect(resumed == whole, "after \(steps) steps")
        }
      }
    }
  }

  @Test func epochsGoOnFromSteps() throws {
    try withFile { path in
      try SeedLock.withSeed(8) {
        let whole = try train(epochs: 3, steps: nil, nil)
        setSeed(8)
        _ = try train(steps: 7, Checkpoint(path))
        var resumed: Result?
        let events = try DisplaySink.events {
          resumed = try train(epochs: 3, steps: nil, Checkpoint(path))
        }
        #expect(resumed == whole)
        let note = "taken up from \(path) after 1 epoch and 2 steps"
        #expect(events.contains(.output(CellOutput(.text(note)))))
      }
    }
  }

  @Test func messagesCountWhatWasAskedFor() throws {
    try withFile { path in
      _ = try train(steps: 7, Checkpoint(path))
      let events = try DisplaySink.events { _ = try train(steps: 7, Checkpoint(path)) }
      let note = "taken up from \(path) after 7 steps"
      #expect(events.contains(.output(CellOutput(.text(note)))))
      let remedy = ": ask for at least as many, remove the file to begin anew, or give another name"
      for (epochs, steps, sentence) in [
        (nil, 3, "7 steps behind it, and fit is to end after 3"),
        (4, 6, "7 steps behind it, and fit is to end after 6"),
        (1, nil, "1 epoch and 2 steps behind it, and fit is to end after 1 epoch"),
        (1, 20, "1 epoch and 2 steps behind it, and fit is to end after 1 epoch"),
      ] {
        #expect(throws: ModelError.wrongRequest("\(path) has \(sentence)\(remedy)")) {
          try train(epochs: epochs, steps: steps, Checkpoint(path))
        }
      }
    }
  }

  @Test func aFileThatEndsInsideOfAnEpochWithoutItsFiguresIsRefused() throws {
    try withFile { path in
      _ = try train(steps: 7, Checkpoint(path))
      var file = try TensorFile(contentsOf: path)
      file.metadata["epoch"] = "2"
      file.metadata["examples of the epoch"] = nil
      try file.write(to: path)
      #expect(
        throws: ModelError.wrongRequest(
          "\(path) ends inside of an epoch at step 7, and lacks what the epoch's figures are made of, as "
            + "files of earlier versions do: remove the file to begin anew, or give another name")
      ) { try train(steps: 13, Checkpoint(path)) }
    }
  }

  @Test func aDivergenceAfterGoingOnNamesItsStepInTheEpoch() throws {
    func failure(_ steps: Int, _ checkpoint: Checkpoint?) throws -> String? {
      let model = Sequential { Dense(1, initializer: .zeros) }
      let optimizer = SGD(learningRate: Schedule { $0 < 8 ? 0.01 : 1e38 })
      do {
        try model.fit(
          data, steps: steps, batchSize: 20, loss: .meanSquaredError, optimizer: optimizer,
          checkpoint: checkpoint, seed: 3)
        return nil
      } catch let error as ModelError {
        return error.description
      }
    }
    try withFile { path in
      let whole = try failure(13, nil)
      #expect(whole?.contains("epoch 2, step ") == true, "\(whole ?? "no error")")
      #expect(try failure(7, Checkpoint(path)) == nil)
      #expect(try failure(13, Checkpoint(path)) == whole)
    }
  }
}
