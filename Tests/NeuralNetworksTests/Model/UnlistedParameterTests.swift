import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

private let data = Examples.blobs(count: 60, classes: 3, seed: 1)

/// Layers are found wherever a property leads to them.
@Suite struct ModelWalkTests {
  private enum Head {
    case plain(Dense)
    case none
  }

  private final class Helper {
    let dense = Dense(4)
  }

  private struct Pair {
    let first = Dense(4)
    let second: BatchNorm? = BatchNorm()
  }

  private struct Everywhere: Layer {
    let tuples = [(Dense(4), BatchNorm())]
    let nested = [[Dense(4)], [Dense(4)]]
    let named = ["b": Dense(4), "a": Dense(4)]
    let optional: Dense? = Dense(4)
    let head = Head.plain(Dense(4))
    let other = Head.none
    let helper = Helper()
    let pair = Pair()
    let numbers = [Float](repeating: 0, count: 10)

    func callAsFunction(_ x: Tensor) -> Tensor {
      var x = x
      for (dense, norm) in tuples { x = norm(dense(x)) }
      for dense in nested.joined() { x = dense(x) }
      for key in ["a", "b"] { x = named[key]?(x) ?? x }
      x = optional?(x) ?? x
      if case .plain(let dense) = head { x = dense(x) }
      return pair.first(helper.dense(x))
    }
  }

  @Test func findsLayersInEveryKindOfProperty() throws {
    let model = Everywhere()
    try model.build(input: [2])
    #expect(
      model.parameterEntries.map(\.path).filter { $0.hasSuffix("weight") || $0.hasSuffix("gamma") }
        == [
          "tuples_1.0.weight", "tuples_1.1.gamma", "nested_1_1.weight", "nested_2_1.weight",
          "named.a.weight", "named.b.weight", "optional.weight", "head.plain.weight",
          "helper.dense.weight", "pair.first.weight",
        ])
  }

  @Test func trainsAllThatItFinds() throws {
    let model = Sequential {
      Everywhere(); Dense(3)
    }
    try model.build(input: [2])
    let before = model.parameters.trainable.map(\.value.scalars)
    try model.fit(data, epochs: 1)
    for (entry, old) in zip(model.parameters.trainable.entries, before) {
      // Between a normalization and its statistics the bias's gradient is 0.
      if entry.path.hasSuffix("tuples_1.0.bias") { continue }
      #expect(entry.parameter.value.scalars != old, "\(entry.path)")
    }
  }

  @Test func anOptionalThatStartsEmptyIsTrainedWhole() throws {
    final class Late: Layer {
      let scale = Parameter(1.0)
      var dense: Dense?
      func callAsFunction(_ x: Tensor) -> Tensor {
        let layer = dense ?? Dense(3)
        dense = layer
        return layer(x) * scale.value
      }
    }
    let (x, y) = (data.inputs, data.targets)
    #expect(
      Late().valueWithGradients { softmaxCrossEntropy($0(x), labels: y) }.gradients.map(\.path)
        == ["scale", "dense.weight", "dense.bias"])
    let model = Late()
    let step = TrainingStep(model, optimizer: SGD(learningRate: 0.1)) { (model, batch: Examples) in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    try step(data)
    let first = try #require(model.dense?.weight).value.scalars
    try step(data)
    #expect(model.dense?.weight?.value.scalars != first)
  }
}

/// A weight that no layer lists would never be trained.
@Suite struct UnlistedParameterTests {
  private struct MadeInTheCall: Layer {
    func callAsFunction(_ x: Tensor) -> Tensor { Dense(3)(x) }
  }

  private struct Discriminator: Layer {
    let dense = Dense(1)
    func callAsFunction(_ x: Tensor) -> Tensor { dense(x) }
  }

  private func expectRefusal(_ names: String..., by body: () throws -> Void) {
    let error = #expect(throws: ModelError.self) { try body() }
    guard case .unlistedParameter(let layer, let parameter)? = error else {
      Issue.record("expected an unlisted parameter, got \(String(describing: error))")
      return
    }
    #expect([layer, parameter] == names)
  }

  @Test func aLayerMadeInTheCallIsRefusedWhereItIsCalled() throws {
    expectRefusal("MadeInTheCall()", "Dense(3).weight") {
      try Sequential {
        Dense(4); MadeInTheCall()
      }.fit(data)
    }
    expectRefusal("MadeInTheCall()", "Dense(3).weight") {
      _ = try MadeInTheCall().evaluate(data)
    }
  }

  @Test func aStepOfOnesOwnRefusesALayerMadeInTheCall() throws {
    let step = TrainingStep(MadeInTheCall(), optimizer: SGD()) { (model, batch: Examples) in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    expectRefusal("MadeInTheCall()", "Dense(3).weight") { try step(data) }
  }

  @Test func aLayerInAClosureIsRefused() throws {
    let hidden = Dense(4)
    let model = Sequential {
      Lambda("hidden") { hidden($0) }; Dense(3)
    }
    expectRefusal("Lambda(\"hidden\")", "Dense(4).weight") { try model.fit(data) }
    let step = TrainingStep(model, optimizer: SGD()) { (model, batch: Examples) in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    expectRefusal("Lambda(\"hidden\")", "Dense(4).weight") { try step(data) }
    hidden.isTrainable = false
    try model.fit(data)
  }

  @Test func theErrorSaysWhatToDo() {
    #expect(
      ModelError.unlistedParameter(layer: "Net()", parameter: "Dense(3).weight").description
        == """
        Net() computes with Dense(3).weight, which is in none of its properties: training would \
        never change it
          make the layer once and hold it in a property, or in an array, a dictionary or another \
        value in a property, not in the call, a closure or a global variable; if it is not to be \
        trained, set its isTrainable to false
        """)
  }

  @Test func otherModelsInAStepAreNoMistake() throws {
    let generator = Sequential { Dense(2) }
    let discriminator = Discriminator()
    let step = TrainingStep(discriminator, optimizer: SGD(learningRate: 0.1)) {
      (model, batch: Examples) in
      (model(batch.inputs) - model(generator(batch.inputs))).squared().mean()
    }
    try step(data)
    let before = (
      generator.parameters.map(\.value.scalars), discriminator.parameters.map(\.value.scalars)
    )
    let second = TrainingStep(generator, optimizer: SGD(learningRate: 0.1)) {
      (model, batch: Examples) in
      discriminator(model(batch.inputs)).squared().mean()
    }
    try second(data)
    #expect(generator.parameters.map(\.value.scalars) != before.0)
    #expect(discriminator.parameters.map(\.value.scalars) == before.1)
  }

  @Test func aModelWithAParameterBesideUnbuiltLayersIsTrainedWhole() throws {
    struct Scaled: Layer {
      let scale = Parameter(1.0)
      let dense = Dense(3)
      func callAsFunction(_ x: Tensor) -> Tensor { dense(x) * scale.value }
    }
    let (x, y) = (data.inputs, data.targets)
    let gradients = Scaled().valueWithGradients { softmaxCrossEntropy($0(x), labels: y) }.gradients
    #expect(gradients.map(\.path) == ["scale", "dense.weight", "dense.bias"])
    let model = Scaled()
    let step = TrainingStep(model, optimizer: SGD(learningRate: 0.1)) { (model, batch: Examples) in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    try step(data)
    let first = try #require(model.dense.weight).value.scalars
    try step(data)
    #expect(model.dense.weight?.value.scalars != first)
  }
}
