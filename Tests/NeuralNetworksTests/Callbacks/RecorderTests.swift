import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct RecorderTests {
  private let data = Examples.blobs(count: 96, classes: 3, spread: 0.6, seed: 1)

  private func model() -> Sequential {
    Sequential {
      Dense(6); BatchNorm(); ReLU(); Dropout(0.3); Dense(3)
    }
  }

  private func run(_ recorder: Recorder?) throws -> (History, [[Float]]) {
    var result: (History, [[Float]])?
    try SeedLock.withSeed(6) {
      let model = model()
      let history = try model.fit(
        data, validation: data, epochs: 2, batchSize: 32,
        callbacks: recorder.map { [$0] } ?? [], seed: 3)
      result = (history, model.allEntries.map(\.parameter.value.scalars))
    }
    return try #require(result)
  }

  @Test func recordingChangesNothingOfTheRun() throws {
    let recorder = Recorder(
      .activations(of: 3), .activations(of: "dense_2", as: .values), .gradientNorms,
      .gradient(of: "dense_1.weight", as: .values), .evaluation(of: data),
      .value("probe") { model in model.state.values.reduce(0) { $0 + Double($1.value.count) } })
    let (plain, plainWeights) = try run(nil)
    let (recorded, recordedWeights) = try run(recorder)
    #expect(plain.steps.loss == recorded.steps.loss)
    #expect(plain.validation.loss == recorded.validation.loss)
    #expect(plainWeights == recordedWeights)
    #expect(recorder["loss"].values.count == 6)
    #expect(recorder["accuracy"].values.last == recorded.validation.accuracy.last)
  }

  @Test func keepsWhatItIsAskedFor() throws {
    let recorder = Recorder(
      .activations(of: "re_lu_1", unit: 2, as: .values),
      .activations(of: 0, as: .histogram(bins: 4, in: -8...8)),
      .activations(of: 0, as: .mean), .parameter(of: "batch_norm_1.gamma"),
      .gradient(of: "dense_2.bias"), every: 3)
    let names = recorder.names
    #expect(names.isEmpty)
    let model = model()
    try model.fit(data, epochs: 2, batchSize: 32, callbacks: [recorder])
    let unit = recorder["re_lu_1 unit 2"]
    #expect(unit.steps == [3, 6])
    #expect(unit.frames.map(\.count) == [96, 96])
    #expect(unit.frames[1].allSatisfy { $0 >= 0 })
    let first = recorder["layer 0"]
    #expect(first.binEdges == [-8, -4, 0, 4, 8])
    #expect(first.histograms.map { $0.reduce(0, +) }.allSatisfy { $0 > 500 && $0 <= 576 })
    #expect(first.values.count == 2)
    #expect(
      recorder["batch_norm_1.gamma"].frames[1]
        == model.parameters["batch_norm_1.gamma"]?.value.doubles)
    let gradient = model.gradients(on: data)["dense_2.bias"]
    let norm = try #require(gradient).norm().scalar
    #expect(abs(recorder["dense_2.bias gradient"].values[1] - Double(norm)) < 1e-5)
  }

  @Test func aSecondRunBeginsAnew() throws {
    let recorder = Recorder(.gradientNorms)
    for _ in 0..<2 { try model().fit(data, steps: 4, callbacks: [recorder]) }
    #expect(recorder["dense_1.bias"].steps == [1, 2, 3, 4])
  }

  @Test func percentilesAreThoseOfNumPyAndNaNIsNotLeftOut() {
    var record = Recorder.Record("x")
    record.append(step: 1)
    record.append([4, 1, 3, 2], as: .percentiles([0, 15, 50, 100]))
    record.append(step: 2)
    record.append([1, .nan], as: .percentiles([0, 15, 50, 100]))
    #expect(record.values(atPercentile: 0)[0] == 1)
    #expect(abs(record.values(atPercentile: 15)[0] - 1.45) < 1e-12)
    #expect(record.values(atPercentile: 50)[0] == 2.5)
    #expect(record.values(atPercentile: 100)[0] == 4)
    #expect(record.values(atPercentile: 50)[1].isNaN)
  }

  @Test func saysWhatThereIsToRecord() throws {
    let cases: [(Recorder.Quantity, String)] = [
      (
        .activations(of: 7),
        "there is no layer 7 to look at: the model has 5 layers, counted from 0"
      ),
      (
        .activations(of: "dense_3"),
        "there is no layer at \"dense_3\" to look at; there are dense_1, batch_norm_1, re_lu_1, "
          + "dropout_1, dense_2"
      ),
      (
        .activations(of: 0, unit: 6),
        "there is no unit 6 of layer 0: its outputs have shape [96, 6], units are places of the "
          + "second axis, counted from 0"
      ),
      (
        .parameter(of: "dense_2.gamma"),
        "there is no parameter at \"dense_2.gamma\" to record; there are dense_1.weight, "
          + "dense_1.bias, batch_norm_1.gamma, batch_norm_1.beta, batch_norm_1.movingMean, "
          + "batch_norm_1.movingVariance, dense_2.weight, dense_2.bias"
      ),
    ]
    for (quantity, sentence) in cases {
      let error = #expect(throws: ModelError.self) {
        try model().fit(data, steps: 1, callbacks: [Recorder(quantity)])
      }
      #expect(error?.description == sentence)
    }
  }

  @Test func whatATrainingLeavesIsPrintedForPeople() throws {
    let data = Examples.blobs(count: 40, classes: 3, seed: 1)
    let model = Sequential {
      Dense(3); BatchNorm(scale: false)
    }
    let recorder = Recorder(.gradientNorms, .activations(of: "dense_1"), every: 2)
    #expect("\(recorder)" == "nothing was recorded yet")
    let stopping = EarlyStopping(.validationLoss, patience: 3)
    #expect("\(stopping)" == "validation loss, patience 3: no epoch yet")
    try model.fit(
      data, validation: data, epochs: 1, batchSize: 10, callbacks: [recorder, stopping])
    let lines = "\(recorder)".split(separator: "\n")
    #expect(lines.count == recorder.names.count)
    #expect(lines.contains { $0.contains(/^dense_1\.weight: 2 steps up to 4, the last [0-9.]+$/) })
    #expect(lines.contains { $0.contains("dense_1: 2 steps up to 4, percentiles") })
    #expect("\(stopping)".hasSuffix(" at epoch 1"))
    #expect(
      "\(model.parameters)".hasPrefix("dense_1.weight [2, 3]\ndense_1.bias [3]\nbatch_norm_1.beta"))
    #expect("\(model.parameters)".contains("batch_norm_1.movingMean [3], not trained"))
    #expect("\(model.state)".hasPrefix("dense_1.weight [2, 3]\ndense_1.bias [3]\n"))
    #expect("\(Checkpoint("a.safetensors", every: 2))" == #"Checkpoint("a.safetensors", every: 2)"#)
  }
}
