import Datasets
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

/// Trainings measured in steps, and what their histories hold.
@Suite struct FitStepsTests {
  private let data = Examples.blobs(count: 100, classes: 3, spread: 0.6, seed: 1)

  private func model() -> Sequential { Sequential { Dense(3) } }

  @Test(arguments: [
    (nil, 7, 7, 2), (nil, 10, 10, 2), (nil, 11, 11, 3), (3, nil, 15, 3), (1, 7, 5, 1),
    (9, 7, 7, 2), (nil, nil, 5, 1), (nil, 0, 0, 0), (0, 7, 0, 0), (.max, 12, 12, 3),
  ])
  func endsAfterStepsOrEpochs(epochs: Int?, steps: Int?, taken: Int, finished: Int) throws {
    let history = try model().fit(
      data, validation: data, epochs: epochs, steps: steps, batchSize: 20)
    #expect(history.steps.loss.count == taken)
    #expect(history.epochs == finished)
    #expect(history.plannedEpochs == finished)
    #expect(history.training.loss.count == finished)
    #expect(history.validation.accuracy.count == finished)
    #expect(history.steps.steps == Array(1..<(taken + 1)))
    #expect(history.training.steps.last == (taken > 0 ? taken : nil))
  }

  @Test func aBatchLargerThanTheDataIsAllOfThem() throws {
    let history = try model().fit(data, epochs: 2, batchSize: .max)
    #expect(history.steps.count == 2)
    #expect(data.batches(of: .max).count == 1)
    #expect(Array(data.batches(of: .max)).map(\.count) == [100])
  }

  @Test func endlessEpochsEndWhenACallbackSaysSo() throws {
    struct Stop: Callback {
      func epochEnded(_ run: TrainingRun) { if run.epoch == 3 { run.stop(because: "enough") } }
    }
    let history = try model().fit(data, epochs: .max, callbacks: [Stop()])
    #expect(history.epochs == 3)
    #expect(history.stopReason == "enough")
  }

  @Test func stepsHaveEveryMetric() throws {
    let history = try model().fit(
      data, steps: 8, batchSize: 20, metrics: [.accuracy, .topAccuracy(2)])
    #expect(history.steps.names == ["loss", "accuracy", "top 2 accuracy"])
    #expect(history.steps.accuracy.count == 8)
    #expect(history.steps["top 2 accuracy"].allSatisfy { (0...1).contains($0) })
    let means = history.steps.accuracy[0..<5].reduce(0, +) / 5
    #expect(abs(history.training.accuracy[0] - means) < 1e-6)
  }

  @Test func measuresValidationInsideOfEpochs() throws {
    let model = model()
    let history = try model.fit(
      data, validation: data, steps: 12, batchSize: 20, validationInterval: 3)
    #expect(history.evaluations.steps == [3, 6, 9, 12])
    #expect(history.evaluations.loss.last == history.validation.loss.last)
    #expect(history.validation.steps == [5, 10, 12])
    #expect(try model.evaluate(data).loss == history.evaluations.loss[3])
  }

  @Test func measuringChangesNothingOfTheRun() throws {
    func losses(_ interval: Int?) throws -> [Double] {
      let model = Sequential {
        Dense(8); BatchNorm(); Dropout(0.4); Dense(3)
      }
      var losses: [Double] = []
      try SeedLock.withSeed(4) {
        losses = try model.fit(
          data, validation: data, epochs: 3, batchSize: 20, validationInterval: interval, seed: 1
        ).steps.loss
      }
      return losses
    }
    #expect(try losses(nil) == losses(2))
  }

  @Test func refusesNumbersThatMakeNoSense() {
    let cases: [(String, () throws -> Void)] = [
      ("fit(epochs: -1) expects at least 0 epochs, got -1", { try model().fit(data, epochs: -1) }),
      ("fit(steps: -2) expects at least 0 steps, got -2", { try model().fit(data, steps: -2) }),
      (
        "fit(batchSize: 0) expects at least one example in a batch, got 0",
        { try model().fit(data, batchSize: 0) }
      ),
      (
        "fit(validationInterval: 0) expects at least one step, got 0",
        { try model().fit(data, validation: data, validationInterval: 0) }
      ),
      (
        "fit(validationInterval: 5) has nothing to measure: give validation data too",
        { try model().fit(data, validationInterval: 5) }
      ),
    ]
    for (sentence, call) in cases {
      #expect(throws: ModelError.wrongRequest(sentence)) { try call() }
    }
  }

  @Test func exportsEveryDigit() throws {
    var history = History(names: ["loss", "mean, rounded"])
    history.training.append([0.1 + 0.2, 1], atStep: 5)
    history.validation.append([.nan, 2], atStep: 5)
    history.epochSeconds = [0.5]
    #expect(
      history.csv == """
        epoch,seconds,loss,"mean, rounded",validation loss,"validation mean, rounded"
        1,0.5,0.30000000000000004,1.0,nan,2.0

        """)
    #expect(
      history.training.csv == """
        step,loss,"mean, rounded"
        5,0.30000000000000004,1.0

        """)
    let table = try CSVTable(text: history.training.csv)
    #expect(try table.numbers("mean, rounded") == [1])
  }

  @Test func aSeriesIsATableOfItsSteps() throws {
    let history = try model().fit(data, steps: 1_005, batchSize: 100)
    #expect(history.steps.table.columns.map(\.title) == ["Step", "loss", "accuracy"])
    #expect(history.steps.table.rows.count == 1_000)
    #expect(history.steps.table.omittedRows == 5)
    #expect(history.steps.description.hasPrefix("1,005 rows, the last at step 1005: loss "))
    #expect(History().steps.description == "no figures")
  }

  @Test(arguments: 0..<3)
  func anUnknownSeriesNamesTheKnownOnes(_ index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index = index as Int] in
      let history = try Sequential { Dense(3) }.fit(
        Examples.blobs(count: 10, classes: 3), epochs: 1)
      switch index {
      case 0: _ = history.training["acc", file: "note.md", line: 7]
      case 1: _ = history.validation["loss", file: "note.md", line: 7]
      default: _ = history.evaluations["loss", file: "note.md", line: 7]
      }
    }
    let sentences = [
      "note.md:7: Fatal error: there is no series \"acc\"; there are \"loss\", \"accuracy\": give "
        + "fit the metric",
      "note.md:7: Fatal error: no validation data were given to fit(validation:)",
      "note.md:7: Fatal error: nothing was measured inside of epochs: give fit a validationInterval",
    ]
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(sentences[index]), "\(text)")
  }
}
