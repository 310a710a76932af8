import NotebookDisplay
import Tensors
import Testing

@testable import Datasets
@testable import NeuralNetworks

/// A training that was done already has the result that it would have, in all that can be seen of
/// it.
@Suite struct RememberedTrainingTests {
  private let data = Examples.blobs(count: 96, classes: 3, spread: 0.6, seed: 1)

  private func model() -> Sequential {
    Sequential {
      Dense(6); BatchNorm(); ReLU(); Dropout(0.3); Dense(3)
    }
  }

  /// What `body` gives with the store, with random numbers of a note's.
  @discardableResult
  private func run<Value>(_ store: KeptTrainings, _ body: () throws -> Value) throws -> Value {
    var value: Value?
    try SeedLock.withSeed(5) { value = try TrainingMemory.with(store, body) }
    return try #require(value)
  }

  private func outcome(_ script: TrainingScript, _ store: KeptTrainings?) throws -> [String] {
    guard let store else {
      var lines: [String] = []
      try SeedLock.withSeed(5) { lines = try script.outcome() }
      return lines
    }
    return try run(store) { try script.outcome() }
  }

  @Test(arguments: 0..<24)
  func editedNotesShowTheSameWithAndWithoutMemory(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let store = KeptTrainings()
    var script = TrainingScript(using: &random)
    for _ in 0..<4 {
      #expect(try outcome(script, nil) == outcome(script, store), "\(script)")
      let recalled = store.recalled
      #expect(try outcome(script, nil) == outcome(script, store), "\(script)")
      let rememberable = script.steps.count { $0.optimizer != 5 || $0.callback == 2 }
      #expect(store.recalled - recalled == rememberable, "\(script)")
      script = script.edited(using: &random)
    }
  }

  @Test func dataWithAnElementAssignedAreOtherData() throws {
    let store = KeptTrainings()
    var inputs = Tensor.normal([400, 64], seed: 1)
    inputs[0, 0] = 0.5
    func train() throws -> History {
      let data = Examples(inputs: inputs, targets: Tensor.zeros([400, 1]))
      return try run(store) {
        try Sequential { Dense(1) }.fit(data, epochs: 1, loss: .meanSquaredError)
      }
    }
    let before = try train()
    #expect(try train() == before)
    #expect(store.recalled == 1)
    inputs[0, 0] = 50.0
    let after = try train()
    #expect(store.recalled == 1, "the digest of a large tensor is not that of its earlier content")
    #expect(after.training.loss != before.training.loss)
  }

  @Test func theReaderIsToldWhenItWasDoneAndSeesItsLog() throws {
    let store = KeptTrainings()
    var histories: [History] = []
    var events: [CellEvent] = []
    for _ in 0..<2 {
      events = try DisplaySink.events {
        histories.append(try run(store) { try model().fit(data, validation: data, epochs: 3) })
      }
    }
    #expect(histories[0] == histories[1], "seconds of the run and of every epoch included")
    let epochs = events.compactMap { event -> String? in
      if case .progress(let progress) = event { progress.epochSummary } else { nil }
    }
    #expect(epochs == (0..<3).map(histories[0].line))
    #expect(
      events.last
        == .notice(
          .rememberedTraining(seconds: histories[0].seconds, made: "2026-11-28T20:14:00+01:00")))
  }

  @Test func codeOfOnesOwnIsRunEveryTime() throws {
    final class Counter: Callback {
      var calls = 0
      func epochEnded(_ run: TrainingRun) { calls += 1 }
    }
    let store = KeptTrainings()
    let counter = Counter()
    for _ in 0..<2 {
      try run(store) {
        try model().fit(data, epochs: 2, callbacks: [counter])
        try model().fit(
          data, epochs: 1, optimizer: SGD(learningRate: Schedule { 0.1 / Double($0 + 1) }))
        try model().fit(
          data, epochs: 1,
          callbacks: [Recorder(.value("nothing") { _ in 0 })])
      }
    }
    #expect(counter.calls == 4)
    #expect(store.count == 0)
  }

  @Test func layersAndLossesAreCalledEquallyOften() throws {
    final class Calls: @unchecked Sendable {
      // Unchecked: one test's, on one thread.
      var count = 0
    }
    let store = KeptTrainings()
    var counts: [Int] = []
    for _ in 0..<2 {
      let calls = Calls()
      try run(store) {
        let model = Sequential {
          Dense(4)
          Lambda("counted") { x in
            calls.count += 1
            return x
          }
          Dense(3)
        }
        try model.fit(
          data, validation: data, epochs: 2,
          callbacks: [Recorder(.parameter(of: "dense_1.bias"))])
      }
      counts.append(calls.count)
    }
    #expect(counts[0] == counts[1])
    #expect(store.recalled == 1)
  }

  @Test func recordersHaveWhatTheyRecorded() throws {
    let store = KeptTrainings()
    var seen: [[String: [Double]]] = []
    for _ in 0..<2 {
      let recorder = Recorder(
        .activations(of: 3), .activations(of: "dense_2", unit: 0, as: .values),
        .activations(of: 0, as: .histogram(bins: 4, in: -1...1)), .gradientNorms,
        .gradient(of: "dense_1.weight", as: .mean), .evaluation(of: data), every: 2)
      try run(store) { try model().fit(data, epochs: 2, callbacks: [recorder]) }
      seen.append(recorder.memory.mapValues(\.doubles))
      #expect(recorder["layer 3"].values(atPercentile: 50).count == recorder["loss"].values.count)
      #expect(recorder["dense_2 unit 0"].frames.first?.count == 96)
      #expect(recorder["layer 0"].histograms.first?.count == 4)
      #expect(recorder["layer 0"].binEdges == [-1, -0.5, 0, 0.5, 1])
    }
    #expect(seen[0] == seen[1])
    #expect(store.recalled == 1)
  }

  @Test func whatWasRecordedOfALayerItselfIsReadByIt() throws {
    let store = KeptTrainings()
    var seen: [[Int]] = []
    for _ in 0..<2 {
      let dense = Dense(4)
      let model = Sequential {
        dense; Dense(3)
      }
      let recorder = Recorder(.activations(of: dense))
      try run(store) { try model.fit(data, epochs: 1, callbacks: [recorder]) }
      seen.append(recorder[dense].steps)
    }
    #expect(seen == [[1, 2, 3], [1, 2, 3]])
    #expect(store.recalled == 1)
  }

  @Test func whatLooksInsideDependsOnTheLayersPlaces() throws {
    let store = KeptTrainings()
    for model in [
      Sequential {
        Dense(4, activation: .relu); Dense(3)
      },
      Sequential {
        Dense(4); ReLU(); Dense(3)
      },
    ] {
      let recorder = Recorder(.activations(of: 1, as: .values), every: 3)
      try run(store) { try model.fit(data, epochs: 1, callbacks: [recorder], seed: 1) }
    }
    #expect(store.recalled == 0)
  }

  @Test func otherNamesAreAnotherTrainingWithTheSameResult() throws {
    struct First: Layer {
      let one = Dense(4)
      func callAsFunction(_ x: Tensor) -> Tensor { one(x) }
    }
    struct Second: Layer {
      let other = Dense(4)
      func callAsFunction(_ x: Tensor) -> Tensor { other(x) }
    }
    let store = KeptTrainings()
    var weights: [[Float]] = []
    for (layer, name) in [(First(), "a"), (Second(), "a"), (Second(), "b")] as [(any Layer, String)]
    {
      try run(store) {
        let model = Sequential {
          layer
          Dense(3)
        }
        // Equal values, whatever follows from the places of layers.
        try model.build(input: [2])
        for parameter in model.parameters.trainable.map({ $0 }) {
          parameter.value = Tensor.full(parameter.value.shape, 0.1)
        }
        let loss = Loss(name) { softmaxCrossEntropy($0, labels: $1) }
        try model.fit(data, epochs: 1, loss: loss, shuffling: .never, seed: 1)
        weights.append(model.allEntries.flatMap(\.parameter.value.scalars))
      }
    }
    #expect(weights[0] == weights[1] && weights[1] == weights[2])
    // A result is put back by the names of things.
    #expect(store.count == 3 && store.recalled == 0)
  }

  @Test func anEntryThatIsNoneOfOursIsIgnored() throws {
    let store = KeptTrainings()
    let first = try run(store) { try model().fit(data, epochs: 2) }
    for edit: (inout [UInt8]) -> Void in [
      { $0 = [] }, { $0.removeLast($0.count / 2) }, { $0 = Array("{}".utf8) },
    ] {
      store.change(edit)
      let again = try run(store) { try model().fit(data, epochs: 2) }
      #expect(again.steps == first.steps)
    }
  }

  @Test func aDivergedTrainingIsDoneAgain() throws {
    let store = KeptTrainings()
    for _ in 0..<2 {
      try run(store) {
        let history = try model().fit(
          data, epochs: 1, optimizer: SGD(learningRate: 1e30), onDivergence: .stop)
        #expect(history.divergence != nil)
      }
    }
    #expect(store.count == 0)
  }
}
