import Datasets
import Foundation
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct StudyTests {
  private let data = Examples.blobs(count: 64, classes: 3, seed: 1)

  private func model() throws -> Sequential {
    let model = Sequential {
      Dense(6); BatchNorm(); ReLU(); Dense(3)
    }
    try model.build(input: [2])
    return model
  }

  @Test func probingLeavesEverythingAsItWas() throws {
    let model = try model()
    let before = model.parameters.map(\.value.scalars)
    let direction = model.gradients(on: data)
    let band = model.probe(data, along: direction, steps: [0.01, 0.1])
    #expect(model.parameters.map(\.value.scalars) == before)
    #expect(band.losses.count == 2)
    #expect(band.losses.min < model.lossAndGradients(on: data).loss)
    #expect(band.smoothness.max > 0)
    #expect(band.gradientChange.max >= band.gradientChange.min)
  }

  @Test func aProbePrintsALineForEachStep() {
    let band = ProbeBand(
      steps: [0.05, 1], losses: .init([0.62114, .nan]), gradientChange: .init([0.1, 2]),
      smoothness: .init([2.43, 0]))
    #expect(
      band.description == """
        step 0.05: loss 0.6211, gradient change 0.1, smoothness 2.43
        step 1: loss NaN, gradient change 2, smoothness 0
        """)
    #expect(band.table.rows[0] == ["0.05", "0.6211", "0.1", "2.43"])
    #expect("\(band.losses)" == "[0.62114, nan]")
  }

  @Test func aKeptProbeSeesEveryNewState() throws {
    let model = try model()
    let probe = try Probe(of: model, on: data)
    for rate in [0.5, 0.1] {
      let (loss, gradients) = try probe.lossAndGradients()
      let (eager, expected) = model.lossAndGradients(on: data)
      #expect(abs(loss - eager) < 1e-5)
      #expect((gradients.vector - expected.vector).norm().scalar < 1e-5)
      let before = model.state
      let band = try probe(along: gradients, steps: [rate])
      #expect(model.state.values.map(\.value.scalars) == before.values.map(\.value.scalars))
      model.parameters.update { $0.value = $0.value - gradients[$0] * rate }
      let (moved, there) = model.lossAndGradients(on: data)
      #expect(abs(band.losses[0] - moved) < 1e-5)
      let change = Double((there.vector - expected.vector).norm())
      #expect(abs(band.gradientChange[0] - change) < 1e-4)
      #expect(abs(band.smoothness[0] - change / (rate * expected.norm())) < 1e-3)
    }
  }

  @Test func theShiftOfALayerIsWhatItsGradientDoesWhenTheLayersBelowHaveMoved() throws {
    let model = try model()
    let before = model.state
    let own = model.gradients(on: data)
    let shift = try Probe(of: model, on: data).covariateShift(
      at: "dense_2.weight", learningRate: 0.5)
    #expect(model.state.values.map(\.value.scalars) == before.values.map(\.value.scalars))
    model.parameters(below: 3).update { $0.value = $0.value - own[$0] * 0.5 }
    let after = model.gradients(on: data)["dense_2.weight"]!
    let expected = own["dense_2.weight"]!
    #expect(abs(shift.cosine - cosineSimilarity(expected, after)) < 1e-5)
    let distance = Double((expected - after).norm()) / Double(expected.norm())
    #expect(abs(shift.relativeDistance - distance) < 1e-5)
    #expect(shift.cosine < 0.999)
  }

  @Test func theFirstLayerHasNoShiftAndAnUnknownOneIsRefused() throws {
    let probe = try Probe(of: try model(), on: data)
    let first = try probe.covariateShift(at: "dense_1.weight", learningRate: 0.5)
    #expect(first.relativeDistance == 0)
    #expect {
      try probe.covariateShift(at: "dense_3.weight", learningRate: 0.5)
    } throws: {
      "\($0)".contains("there is no gradient at \"dense_3.weight\"; there are dense_1.weight")
    }
  }

  @Test func aProbeOfTheLastLayerMovesAllAndMeasuresOne() throws {
    let model = try model()
    let g = model.gradients(on: data)
    let last = model.probe(data, along: g, steps: [0.1], measuring: "dense_2")
    let all = model.probe(data, along: g, steps: [0.1])
    #expect(last.losses[0] == all.losses[0])
    #expect(last.gradientChange[0] < all.gradientChange[0])
    model.parameters.update { $0.value = $0.value - g[$0] * 0.1 }
    let change = (model.gradients(on: data).vector(at: "dense_2") - g.vector(at: "dense_2"))
      .norm().scalar
    #expect(abs(last.gradientChange[0] - Double(change)) < 1e-4)
    #expect(
      abs(
        last.smoothness[0] - Double(change) / (0.1 * Double(g.vector(at: "dense_2").norm())))
        < 1e-3)
  }

  @Test func gradientsAreFoundByPathParameterAndLayer() throws {
    let model = try model()
    let gradients = model.gradients(on: data)
    #expect(gradients.count == 6)
    #expect(gradients["dense_1.weight"]?.shape == [2, 6])
    #expect(gradients[0].shape == [18])
    #expect(gradients[model.parameters[0]].shape == [2, 6])
    #expect(gradients.vector.count == model.parameters.trainable.scalarCount)
    let (loss, same) = model.valueWithGradients { model in
      softmaxCrossEntropy(model(data.inputs, training: true), labels: data.targets)
    }
    #expect(abs(Double(loss) - model.lossAndGradients(on: data).loss) < 1e-6)
    #expect(same["dense_2.bias"]?.scalars == gradients["dense_2.bias"]?.scalars)
  }

  @Test func movingTheLayersBelowShiftsALayersGradient() throws {
    let model = try model()
    let gradients = model.gradients(on: data)
    let saved = model.state
    model.parameters(below: 3).update { $0.value = $0.value - gradients[$0] * 0.5 }
    let shifted = model.gradients(on: data)
    model.state = saved
    let cosine = cosineSimilarity(gradients[3], shifted[3])
    #expect(cosine < 1 && cosine > 0)
    #expect(model.gradients(on: data)[3].scalars == gradients[3].scalars)
  }

  @Test func aStepOfOnesOwnTrains() throws {
    let model = try model()
    let step = TrainingStep(model, optimizer: Adam(learningRate: 0.05)) {
      (model, batch: Examples) in
      softmaxCrossEntropy(model(batch.inputs, training: true), labels: batch.targets)
        + model.parameters.trainable.map { $0.value.squared().sum() }.sum() * 1e-4
    }
    var losses: [Double] = []
    for epoch in 0..<10 {
      for batch in data.batches(of: 16, shuffledBy: epoch) {
        losses.append(try step(batch))
      }
    }
    #expect(losses.count == 40)
    #expect((losses.last ?? 9) < losses[0] / 2)
    step.learningRate = 0
    let before = model.parameters.trainable.map(\.value.scalars)
    try step(data[0..<16])
    #expect(model.parameters.trainable.map(\.value.scalars) == before)
    #expect(step.plan.explain().contains("training step"))
  }

  @Test func choicesHaveNamesAndResultsAreColumns() throws {
    let found = try search(
      .grid(), over: ["rule": .choice(["adam", "sgd"]), "rate": .choice([0.1, 1])]
    ) { trial in
      let rate: Double = trial["rate"]
      return trial["rule"] == "sgd" ? rate : rate * 2
    }
    #expect(found["rule"] == ["adam", "adam", "sgd", "sgd"])
    #expect(found["rate"] == [0.1, 1, 0.1, 1])
    #expect(found.scores == [0.2, 2, 0.1, 1])
    #expect(found.description == "best of 4 trials: rule sgd, rate 0.1, score 0.1000")
    #expect(found.table.columns.map(\.title) == ["Trial", "rule", "rate", "Score"])
    #expect(found.table.columns.map(\.alignment) == [.trailing, .leading, .trailing, .trailing])
  }

  @Test func aTrialDoesNotDependOnThoseBeforeIt() throws {
    var all: [Double] = []
    var fewer: [Double] = []
    try SeedLock.withSeed(5) {
      func scores(_ skipped: Int?) throws -> [Double] {
        setSeed(5)
        return try search(.random(trials: 4), over: ["x": .uniform(0, 1)]) { trial in
          trial.number == skipped ? 0 : Double(Tensor.uniform([3]).sum())
        }.scores
      }
      all = try scores(nil)
      fewer = try scores(2)
    }
    #expect(Set(all).count == 4)
    #expect([all[0], all[2], all[3]] == [fewer[0], fewer[2], fewer[3]])
  }

  @Test func trialsAtOnceHaveTheResultsOfTrialsOneAfterAnother() throws {
    let data = data
    @Sendable func score(_ trial: Trial) throws -> Double {
      let model = Sequential {
        Dense(12, activation: .relu); Dropout(0.2); Dense(3)
      }
      return try model.fit(
        data, validation: data, epochs: 4, batchSize: 16,
        optimizer: Adam(learningRate: trial["rate"]), callbacks: [trial.pruning()]
      ).validation.loss.last ?? .nan
    }
    let ranges: KeyValuePairs<String, SearchRange> = ["rate": .logUniform(1e-4, 0.03)]
    try SeedLock.withSeed(7) {
      let single = try search(.random(trials: 14, seed: 2), over: ranges, score)
      setSeed(7)
      let parallel = try search(.random(trials: 14, seed: 2), over: ranges, atOnce: .max, score)
      #expect(single.scores == parallel.scores)
      #expect(single.trials.map(\.note) == parallel.trials.map(\.note))
      #expect(single.trials.map(\.trial.number) == Array(1...14))
      #expect(Set(single.scores).count == 14)
    }
  }

  @Test func anErrorInATrialAtOnceEndsTheSearch() {
    struct Stopped: Error {}
    #expect(throws: Stopped.self) {
      try search(.random(trials: 6), over: ["x": .uniform(0, 1)], atOnce: 2) { trial in
        if trial.number == 3 { throw Stopped() }
        return 0
      }
    }
  }

  @Test func hopelessRunsArePruned() throws {
    let found = try search(
      .grid(), over: ["rate": .choice([0.5, 0.4, 0.3, 0.2, 1e-6, 0.5])]
    ) { trial in
      let model = Sequential { Dense(3, initializer: .zeros) }
      return try model.fit(
        data, validation: data, epochs: 6, batchSize: 16,
        optimizer: SGD(learningRate: trial["rate"]), callbacks: [trial.pruning()], seed: 1
      ).validation.loss.last ?? .nan
    }
    let notes = found.trials.map(\.note)
    #expect(notes[..<4].allSatisfy { $0 == nil })
    #expect(notes[4]?.hasPrefix("pruned at epoch 2: validation loss 1.09") == true)
    #expect(notes[5] == nil)
    #expect(found.table.columns.last?.title == "Ended early")
  }

  @Test func aSearchTakesUpWhatAFileHas() throws {
    let folder = NSTemporaryDirectory() + "search-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/search.csv"
    struct Stopped: Error {}
    var tried: [Int] = []
    func run(stoppingAt stop: Int?) throws -> SearchResult {
      tried = []
      return try search(
        .random(trials: 5, seed: 1), over: ["x": .uniform(0, 1), "kind": .choice(["a", "b,c"])],
        savingTo: path
      ) { trial in
        if trial.number == stop { throw Stopped() }
        tried.append(trial.number)
        return trial["x"] / 3
      }
    }
    #expect(throws: Stopped.self) { try run(stoppingAt: 3) }
    #expect(tried == [1, 2])
    let result = try run(stoppingAt: nil)
    #expect(tried == [3, 4, 5])
    #expect(result.scores == result["x"].map { $0 / 3 })
    let events = try DisplaySink.events { _ = try run(stoppingAt: nil) }
    #expect(tried.isEmpty)
    let note = "the scores of 5 of 5 trials are from \(path): remove it to make them anew"
    #expect(events.contains(.output(CellOutput(.text(note)))))
    let error = #expect(throws: ModelError.self) {
      try search(.grid(), over: ["y": .choice([1])], savingTo: path) { _ in 0 }
    }
    #expect(
      error?.description
        == "\(path) holds another search: its columns are trial, x, kind, score, note, not trial, y, "
        + "score, note; remove it to begin anew, or give another name")
  }

  @Test(arguments: [
    (
      SearchPlan.grid(points: .max),
      "this grid has 9.223372036854776e+18 combinations: take fewer "
        + "points, or .random(trials:)"
    ),
    (.grid(points: 0), ".grid(points: 0) expects at least one point, got 0"),
    (
      .random(trials: .max),
      ".random(trials: 9223372036854775807) expects 0 to 1,000,000 trials, got "
        + "9223372036854775807"
    ),
    (.random(trials: -1), ".random(trials: -1) expects 0 to 1,000,000 trials, got -1"),
  ])
  func refusesSearchesWithoutAnEnd(plan: SearchPlan, sentence: String) {
    #expect(throws: ModelError.wrongRequest(sentence)) {
      try search(plan, over: ["x": .uniform(0, 1)]) { _ in 0 }
    }
  }

  @Test func aSearchTriesWhatItShould() throws {
    let grid = try search(
      .grid(points: 3), over: ["rate": .logUniform(0.01, 1), "n": .choice([1, 2])]
    ) { trial in trial["rate"] * Double(trial["n"] as Int) }
    #expect(grid.trials.count == 6)
    #expect(abs((grid.best?.score ?? 0) - 0.01) < 1e-9)
    #expect(grid.table.rows[0] == ["1", "0.01", "1", "0.0100"])
    let random = try search(.random(trials: 16, seed: 3), over: ["rate": .logUniform(1e-4, 1)]) {
      $0["rate"]
    }
    #expect(Set(random.trials.map(\.score)).count == 16)
    #expect(random.trials.allSatisfy { 1e-4...1 ~= $0.score })
  }

  @Test func aDivergedTrialDoesNotEndTheSearch() throws {
    let result = try search(.grid(), over: ["rate": .choice([0.1, 0.2])]) { trial in
      if trial["rate"] as Double > 0.15 {
        throw ModelError.divergence(
          Divergence(loss: "NaN", epoch: 1, step: 1, culprit: "", remedy: ""), history: nil)
      }
      return 1
    }
    #expect(result.best?.trial.number == 1)
    #expect(result.trials[1].score.isNaN)
  }

  @Test func anEmptyRangeIsRefused() {
    #expect(throws: ModelError.self) {
      try search(.grid(), over: ["rate": .logUniform(0, 1)]) { _ in 0 }
    }
  }
}
