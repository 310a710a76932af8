import Datasets
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct FreezingTests {
  private let data = Examples.blobs(count: 60, classes: 3, seed: 1)

  private func values(_ layer: any Layer) -> [[Float]] { layer.parameters.map(\.value.scalars) }

  @Test(arguments: [true, false])
  func aFrozenBaseStaysAsItIs(isBuilt: Bool) throws {
    let base = Sequential {
      Dense(8); BatchNorm(); ReLU()
    }
    let model = Sequential {
      base; Dense(3)
    }
    if isBuilt { try model.build(input: [2]) }
    base.isTrainable = false
    if !isBuilt { try model.build(input: [2]) }
    let (before, head) = (values(base), values(model.layers[1]))
    try model.fit(data, epochs: 1)
    #expect(values(base) == before)
    #expect(values(model.layers[1]) != head)
    #expect(!base.isTrainable && model.isTrainable)
    #expect(model.summary(input: [2]).rows.map(\.trainableParameters) == [0, 0, 0, 0, 27])
    base.isTrainable = true
    #expect(base.parameters.trainable.count == 4)
    try model.fit(data, epochs: 1)
    #expect(values(base) != before)
  }

  private func texts(_ body: () throws -> Void) rethrows -> [String] {
    try DisplaySink.events(from: body).compactMap { event in
      guard case .output(let output) = event, case .text(let text) = output.content else {
        return nil
      }
      return text
    }
  }

  @Test func aTrainingThatChangesNothingSaysSo() throws {
    let model = Sequential {
      Dense(4); Dense(3)
    }
    try model.build(input: [2])
    func step() -> TrainingStep<Sequential> {
      TrainingStep(model, optimizer: SGD()) { model, batch in
        softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
      }
    }
    #expect(try texts { try model.fit(data, epochs: 1) } == [])
    #expect(try texts { _ = try step()(data) } == [])
    model.isTrainable = false
    let reason = "all 4 weights of the model are frozen (isTrainable is false)"
    #expect(try texts { try model.fit(data, epochs: 1) } == ["fit trains nothing: \(reason)"])
    let later = step()
    #expect(
      try texts { for _ in 0..<3 { _ = try later(data) } }
        == ["the TrainingStep trains nothing: \(reason)"])
    model.isTrainable = true
    #expect(try texts { _ = try later(data) } == [])
    model.isTrainable = false
    #expect(try texts { _ = try later(data) }.count == 1)
    #expect(
      try texts {
        try Sequential { Flatten() }.fit(data[0..<6], loss: Loss("0") { $0.sum() + $1.sum() })
      }
        == ["fit trains nothing: the model has no weights"])
  }

  @Test func partsAreFrozenByPathAndParameter() throws {
    let model = Sequential {
      Dense(4); Dense(4); Dense(3)
    }
    try model.build(input: [2])
    model.parameters(at: "dense_1").isTrainable = false
    model.parameters["dense_2.bias"]?.isTrainable = false
    let before = model.parameters.map(\.value.scalars)
    try model.fit(data, epochs: 1)
    let moved = zip(model.parameters, before).map { $0.value.scalars != $1 }
    #expect(moved == [false, false, true, false, true, true])
    #expect(model.gradients(on: data).map(\.path).first == "dense_2.weight")
  }
}

@Suite struct StateTests {
  private func model(_ normalizes: Bool) -> Sequential {
    Sequential {
      Dense(4)
      if normalizes { BatchNorm() }
      Dense(3)
    }
  }

  @Test func twoModelsBeginWithTheSameWeightsByPath() throws {
    let (plain, normalized) = (model(false), model(true))
    for model in [plain, normalized] { try model.build(input: [2]) }
    #expect(plain.parameters[0].value.scalars != normalized.parameters[0].value.scalars)
    let copied = normalized.copyParameters(from: plain)
    #expect(copied == ["dense_1.weight", "dense_1.bias", "dense_2.weight", "dense_2.bias"])
    #expect(
      normalized.parameters["dense_2.weight"]?.value.scalars
        == plain.parameters["dense_2.weight"]?.value.scalars)
  }

  @Test func aSeedGivesTheSameWeightsWhateverTheModel() throws {
    let initializers: [Initializer] = [
      .heNormal(seed: 3), .heUniform(seed: 3), .glorotNormal(seed: 3), .glorotUniform(seed: 3),
      .lecunNormal(seed: 3), .lecunUniform(seed: 3), .pyTorch(seed: 3), .normal(0.1, seed: 3),
      .uniform(0.1, seed: 3), .orthogonal(seed: 3),
    ]
    for initializer in initializers {
      let layers = [Dense(4, initializer: initializer), Dense(4, initializer: initializer)]
      for layer in layers { _ = layer(Tensor.ones([1, 6])) }
      #expect(layers[0].weight?.value.scalars == layers[1].weight?.value.scalars)
      #expect(layers[0].description.hasSuffix("seed: 3))"), "\(layers[0])")
    }
    #expect(Initializer.heNormal(seed: 3) != .heNormal(seed: 4))
    #expect("\(Initializer.heNormal(seed: 3))" == ".heNormal(seed: 3)")
    #expect("\(Initializer.orthogonal(seed: 3))" == ".orthogonal(seed: 3)")
  }

  @Test func aModelOfFloat64TakesTheStateOfOneOfFloat32() throws {
    let (single, double) = (model(true), model(true))
    try single.build(input: [2])
    try double.build(input: [2], type: .float64)
    double.state = single.state
    let x = Tensor.normal([5, 2], seed: 1)
    let y = double(x.converted(to: .float64))
    #expect(y.elementType == .float64)
    #expect((y.converted(to: .float32) - single(x)).abs().max().scalar < 1e-5)
  }

  /// Central differences of a whole network in float64.
  @Test func gradientsOfANetworkAreItsDifferenceQuotients() throws {
    let model = Sequential {
      Conv2D(2, padding: .same)
      BatchNorm()
      Elementwise(.tanh)
      MaxPool2D()
      Flatten()
      Dense(4, activation: .silu)
      LayerNorm()
      Dense(3)
    }
    try model.build(input: [1, 4, 4], type: .float64)
    let x = Tensor.normal([6, 1, 4, 4], seed: 1).converted(to: .float64)
    let labels = Tensor([0, 1, 2, 0, 1, 2])
    func loss() -> Double {
      Context(isTraining: true, updatesState: false).run {
        softmaxCrossEntropy(model(x), labels: labels).doubles[0]
      }
    }
    let gradients = model.valueWithGradients { softmaxCrossEntropy($0(x), labels: labels) }
      .gradients
    for entry in model.parameters.trainable.entries {
      let value = entry.parameter.value
      let direction = Tensor.normal(value.shape, seed: 4).converted(to: .float64)
      let step = 1e-5
      entry.parameter.value = value + direction * step
      let above = loss()
      entry.parameter.value = value - direction * step
      let below = loss()
      entry.parameter.value = value
      let slope = (gradients[entry.parameter] * direction).sum().doubles[0]
      #expect(
        abs((above - below) / (2 * step) - slope) < 1e-6 * max(1, abs(slope)), "\(entry.path)")
    }
  }

  private struct Elementwise: Layer {
    let activation: Activation
    init(_ activation: Activation) { self.activation = activation }
    func callAsFunction(_ x: Tensor) -> Tensor { activation(x) }
  }
}

@Suite struct SummaryTests {
  @Test func layersInsideOthersAreShownBelowThem() throws {
    struct Block: Layer {
      let dense = Dense(4)
      let norm = BatchNorm()
      func callAsFunction(_ x: Tensor) -> Tensor { norm(dense(x)) }
    }
    let model = Sequential {
      Residual { Dense(3) }
      Block()
      Dense(2)
    }
    let summary = model.summary(input: [3])
    #expect(
      summary.rows.map(\.path) == [
        "residual_1", "residual_1.body", "residual_1.body.dense_1", "block_1", "block_1.dense",
        "block_1.norm", "dense_1",
      ])
    #expect(summary.rows.map(\.depth) == [0, 1, 2, 0, 1, 1, 0])
    #expect(summary.rows.map(\.parameters) == [12, 12, 12, 32, 16, 16, 10])
    #expect(summary.rows.map(\.trainableParameters) == [12, 12, 12, 24, 16, 8, 10])
    #expect(summary.rows.map(\.outputShape) == [[3], [3], [3], [4], [4], [4], [2]])
    #expect(summary.parameters == 54 && summary.trainableParameters == 46)
    #expect(summary.description.contains("\n  Block()") == false)
    #expect(summary.description.contains("\n  Dense(4)"))
    let shapes = try model.shapes(input: [3])
    #expect(shapes["block_1.norm"] == [4] && shapes[""] == [2])
    #expect(model.layers(of: Dense.self).map(\.units) == [3, 4, 2])
  }
}
