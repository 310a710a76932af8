import Datasets
import Foundation
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

/// What would be done in silence and mean something else than was asked for.
@Suite struct RefusedRequestTests {
  private static let data = Examples(
    inputs: Tensor.normal([24, 3], seed: 1), targets: Tensor((0..<24).map { $0 % 3 }))
  private let data = Self.data

  private func model() throws -> Sequential {
    let model = Sequential {
      Dense(4, activation: .relu); Dense(3)
    }
    try model.build(input: [3])
    return model
  }

  @Test func twoQuantitiesOfOneName() throws {
    let recorders = [
      (
        Recorder(.activations(of: "dense_1", as: .mean), .activations(of: "dense_1", as: .norm)),
        "dense_1"
      ),
      (Recorder(.evaluation(of: data), .evaluation(of: data)), "loss"),
      (Recorder(.parameter(of: "dense_2.bias"), .gradientNorms), "dense_2.bias"),
      (Recorder(.value("a") { _ in 1 }, .value("a") { _ in 2 }), "a"),
    ]
    // Two summaries of one quantity have places of their own.
    let both = Recorder(
      .activations(of: "dense_1", as: .mean), .activations(of: "dense_1", as: .values))
    try model().fit(data, steps: 2, callbacks: [both])
    #expect(both["dense_1"].values.count == 2 && both["dense_1"].frames.count == 2)
    for (recorder, name) in recorders {
      let model = try model()
      let before = model.state["dense_1.weight"]
      #expect(
        throws: ModelError.wrongRequest(
          "two quantities of a Recorder would be recorded under \"\(name)\": give one of them a Recorder "
            + "of its own")
      ) { try model.fit(data, callbacks: [recorder]) }
      #expect(model.state["dense_1.weight"] == before)
    }
  }

  @Test func twoFiguresOfOneName() throws {
    let mine = Metric("mine") { output, _ in output.mean() }
    let loss = Metric("loss") { output, _ in output.mean() }
    #expect(
      throws: ModelError.wrongRequest(
        "two figures would be called \"mine\": give each metric a name of its own")
    ) { try model().fit(data, metrics: [mine, .accuracy, mine]) }
    #expect(
      throws: ModelError.wrongRequest(
        "two figures would be called \"loss\", the loss and a metric: give each metric a name of its own"
      )
    ) { try model().evaluate(data, metrics: [loss]) }
  }

  @Test func aConfusionMatrixOfNaN() throws {
    let model = try model()
    var inputs = data.inputs
    inputs[5, 1] = Double.nan
    let spoiled = Examples(inputs: inputs, targets: data.targets)
    #expect(
      throws: ModelError.wrongRequest(
        "confusionMatrix(on:) got NaN as the model's output for example 5, which belongs to no class: "
          + "look for NaN in the example and in the model's parameters")
    ) { try model.confusionMatrix(on: spoiled) }
    #expect(try model.confusionMatrix(on: data).accuracy >= 0)
  }

  @Test func classesThatComeSecond() throws {
    let pixels = Examples(
      inputs: Tensor.normal([2, 1, 4, 4], seed: 1), targets: .zeros([2, 4, 4], type: .int32))
    #expect(
      throws: ModelError.wrongRequest(
        "loss .softmaxCrossEntropy expects outputs [batch, …, classes] and labels [batch, …], got "
          + "[2, 3, 4, 4] and [2, 4, 4]: the classes come second here; put them last with "
          + "Lambda { $0.transposed([0, 2, 3, 1]) } at the end of the model")
    ) { try Sequential { Conv2D(3, kernelSize: 1) }.fit(pixels) }
    try Sequential {
      Conv2D(3, kernelSize: 1); Lambda { $0.transposed([0, 2, 3, 1]) }
    }.fit(pixels)
  }

  @Test func weightsThatAreSpoiledAlready() throws {
    let model = try model()
    model.parameters["dense_2.bias"]?.value = Tensor([0, Float.nan, 0])
    let remedy =
      "dense_2.bias of Dense(3) was not finite before the first step\n  make the model anew, or set its "
      + "state to one that is finite: no other learning rate helps"
    let error = #expect(throws: ModelError.self) { try model.fit(data, optimizer: SGD()) }
    #expect(error?.description == "loss became NaN at epoch 1, step 1; \(remedy)")
    let step = TrainingStep(model, optimizer: SGD()) {
      softmaxCrossEntropy($0($1.inputs), labels: $1.targets)
    }
    let other = #expect(throws: ModelError.self) { try step(data) }
    #expect(other?.description.hasSuffix(remedy) == true, "\(other?.description ?? "")")
  }

  @Test func aCheckpointOfOtherDataOrOfMoreEpochs() throws {
    let folder = NSTemporaryDirectory() + "refused-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/run.safetensors"
    func train(_ data: Examples, epochs: Int) throws -> History {
      try model().fit(data, epochs: epochs, checkpoint: Checkpoint(path), seed: 3)
    }
    let whole = try train(data, epochs: 3)
    var again: History?
    let events = try DisplaySink.events { again = try train(data, epochs: 3) }
    #expect(again?.training.loss == whole.training.loss)
    let note = "taken up from \(path) after 3 epochs"
    #expect(events.contains(.output(CellOutput(.text(note)))))
    let other = Examples(inputs: data.inputs * 2, targets: data.targets)
    #expect(
      throws: ModelError.wrongRequest(
        "\(path) is the checkpoint of another training: its training data held other numbers; remove the "
          + "file to begin anew, or give another name")
    ) { try train(other, epochs: 4) }
    #expect(
      throws: ModelError.wrongRequest(
        "\(path) has 3 epochs behind it, and fit is to end after 1: ask for at least as many, remove the "
          + "file to begin anew, or give another name")
    ) { try train(data, epochs: 1) }
    #expect(try train(data, epochs: 4).epochs == 4)
  }

  @Test func weightsOfFloat64AreTaken() throws {
    let path = NSTemporaryDirectory() + "wide-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let wide = Sequential {
      Dense(4, activation: .relu); Dense(3)
    }
    try wide.build(input: [3], type: .float64)
    try wide.saveWeights(to: path)
    let model = try model()
    try model.loadWeights(from: path)
    #expect(model.parameters.allSatisfy { $0.value.elementType == .float32 })
    #expect(
      (try wide.predict(data.inputs) - model.predict(data.inputs).converted(to: .float64)).abs()
        .max().scalar < 1e-5)
  }

  private static let stops: [(sentence: String, call: @Sendable () throws -> Void)] = [
    (
      "this one has [\"dense_1.weight\", \"dense_1.bias\"], the other [\"residual_1.body.dense_1.bias\"",
      {
        let (one, other) = (Sequential { Dense(3) }, Sequential { Residual { Dense(3) } })
        try one.build(input: [3])
        try other.build(input: [3])
        one.copyParameters(from: other)
      }
    ),
    (
      "there are no parameters in this list to be frozen or thawed: parameters(at:) has those of a layer",
      {
        let model = Sequential {
          Dense(4); Dense(3)
        }
        try model.build(input: [3])
        model.parameters(below: "dense_1").isTrainable = false
      }
    ),
    (
      "note.md:7: Fatal error: parameters(below: 9) expects a layer in 0...2, the model has 2 layers",
      {
        _ = Sequential {
          Dense(4); Dense(3)
        }.parameters(below: 9, file: "note.md", line: 7)
      }
    ),
  ]

  @Test(arguments: stops.indices)
  func whatDoesNothingEndsTheProgram(_ index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index] in
      try Self.stops[index].call()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(Self.stops[index].sentence), "\(text.prefix(400))")
  }
}
