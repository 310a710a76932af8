import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Weights in files, and trainings that go on where they were left.
@Suite struct SavingTests {
  private let data = Examples.blobs(count: 96, classes: 3, spread: 0.6, seed: 1)

  private func model() -> Sequential {
    Sequential {
      Dense(6); BatchNorm(); ReLU(); Dropout(0.3); Dense(3)
    }
  }

  private func values(_ model: Sequential) -> [[Float]] {
    model.allEntries.map(\.parameter.value.scalars)
  }

  @Test func loadsWhatItSaved() throws {
    try withFile { path in
      let (first, second) = (model(), model())
      try first.fit(data, epochs: 1)
      try second.build(input: [2])
      #expect(values(first) != values(second))
      try first.saveWeights(to: path)
      try second.loadWeights(from: path)
      #expect(values(first) == values(second))
    }
  }

  @Test func refusesTheWeightsOfAnotherModelAndChangesNothing() throws {
    try withFile { path in
      let model = model()
      try model.build(input: [2])
      let before = values(model)
      let cases: [(TensorFile, String)] = [
        (
          TensorFile(["dense_9.weight": Tensor([1.0])]),
          "\(path) holds \"dense_9.weight\", which the model does not have; the model has "
            + model.allEntries.map(\.path).joined(separator: ", ")
        ),
        (
          TensorFile(["dense_1.weight": .ones([2, 6])]),
          "\(path) lacks \"dense_1.bias\"; it has dense_1.weight"
        ),
        (
          TensorFile(["dense_1.weight": .ones([6, 2])]),
          "\(path) holds \"dense_1.weight\" as float32 of shape [6, 2], the model has float32 of "
            + "shape [2, 6]"
        ),
      ]
      for (file, sentence) in cases {
        try file.write(to: path)
        let error = #expect(throws: ModelError.self) { try model.loadWeights(from: path) }
        #expect(error?.description == sentence)
        #expect(values(model) == before)
      }
      for use in ["to save", "to load into"] {
        let error = #expect(throws: ModelError.self) {
          if use == "to save" {
            try self.model().saveWeights(to: path)
          } else {
            try self.model().loadWeights(from: path)
          }
        }
        #expect(error?.description.hasPrefix("the model has no values \(use) yet") == true)
      }
    }
  }

  /// Stops a run after an epoch, as an interruption would.
  private struct Stop: Callback {
    let epoch: Int
    struct Stopped: Error {}
    func epochEnded(_ run: TrainingRun) throws {
      if run.epoch == epoch { throw Stopped() }
    }
  }

  @Test func aTrainingThatGoesOnHasTheNumbersOfOneThatWasNeverInterrupted() throws {
    func train(_ checkpoint: Checkpoint?, stoppingAt stop: Int? = nil) throws -> (
      History, [[Float]]
    ) {
      let model = model()
      let watchers: [any Callback] = [
        EarlyStopping(patience: 50, restoreBest: true),
        ReduceLearningRateOnPlateau(factor: 0.5, patience: 1),
      ]
      let history = try model.fit(
        data, validation: data, epochs: 6, batchSize: 20,
        optimizer: Adam(learningRate: 0.05, clipping: .globalNorm(1)).averagingWeights(
          momentum: 0.5),
        validationInterval: 2, callbacks: watchers + (stop.map { [Stop(epoch: $0)] } ?? []),
        checkpoint: checkpoint)
      return (history, values(model))
    }
    try withFile { path in
      try SeedLock.withSeed(8) {
        let (whole, weights) = try train(nil)
        setSeed(8)
        #expect(throws: Stop.Stopped.self) { try train(Checkpoint(path), stoppingAt: 3) }
        setSeed(99)
        #expect(throws: Stop.Stopped.self) { try train(Checkpoint(path), stoppingAt: 5) }
        setSeed(12)
        let (resumed, resumedWeights) = try train(Checkpoint(path))
        #expect(resumed.steps == whole.steps)
        #expect(resumed.training == whole.training)
        #expect(resumed.validation == whole.validation)
        #expect(resumed.evaluations == whole.evaluations)
        #expect(resumed.epochs == 6)
        #expect(resumedWeights == weights)
        let (again, sameWeights) = try train(Checkpoint(path))
        #expect(again.steps == whole.steps)
        #expect(sameWeights == weights)
      }
    }
  }

  @Test func aLayerIsReadFromTheRecorderOfATrainingThatWasAtItsEnd() throws {
    try withFile { path in
      var steps: [[Int]] = []
      for _ in 0..<2 {
        let dense = Dense(4)
        let recorder = Recorder(.activations(of: dense, unit: 0), every: 2)
        try Sequential {
          dense; Dense(3)
        }.fit(
          data, epochs: 1, callbacks: [recorder], checkpoint: Checkpoint(path), seed: 1)
        steps.append(recorder[dense].steps)
      }
      #expect(steps == [[2], [2]])
    }
  }

  @Test func refusesTheCheckpointOfAnotherTraining() throws {
    try withFile { path in
      func train(_ rate: Double, seed: Int? = nil) throws {
        try Sequential { Dense(3) }.fit(
          data, epochs: 1, optimizer: SGD(learningRate: rate), checkpoint: Checkpoint(path),
          seed: seed)
      }
      try train(0.1, seed: 4)
      try train(0.1)
      let remedy = "; remove the file to begin anew, or give another name"
      let other = #expect(throws: ModelError.self) { try train(0.2) }
      #expect(
        other?.description
          == "\(path) is the checkpoint of another training: its optimizer is SGD(learningRate: "
          + "0.1), not SGD(learningRate: 0.2)\(remedy)")
      let seeded = #expect(throws: ModelError.self) { try train(0.1, seed: 5) }
      #expect(
        seeded?.description
          == "\(path) is the checkpoint of another training: its seed is 4, not 5\(remedy)")
    }
  }
}
