import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Layers of a model named by themselves.
@Suite struct LayerPlaceTests {
  private let data = Examples.blobs(count: 48, classes: 3, seed: 1)

  private struct Block: Layer {
    let inner = Dense(5, activation: .relu)
    func callAsFunction(_ x: Tensor) -> Tensor { inner(x) }
  }

  /// Not a Sequential: its layers have no numbers.
  private struct Net: Layer {
    let block = Block()
    let unused: Dense? = nil
    let head = Dense(3)
    func callAsFunction(_ x: Tensor) -> Tensor { head(block(x)) }
  }

  @Test func layersHavePaths() throws {
    let (dense, block) = (Dense(4), Block())
    let model = Sequential {
      dense; ReLU(); block; Dense(3)
    }
    try model.build(input: [2])
    #expect(model.path(of: dense) == "dense_1")
    #expect(model.path(of: block) == "block_1")
    #expect(model.path(of: block.inner) == "block_1.inner")
    #expect(model.path(of: model) == "")
    #expect(model.path(of: Dense(4)) == nil)
    #expect(model.path(of: ReLU()) == nil)
  }

  @Test func gradientsOfALayerAreThoseOfItsParameters() throws {
    let (dense, block) = (Dense(4), Block())
    let model = Sequential {
      dense; block; Dense(3)
    }
    try model.build(input: [2])
    let g = model.gradients(on: data)
    #expect(g[dense].scalars == g.vector(at: "dense_1").scalars)
    #expect(g[block].scalars == g.vector(at: "block_1").scalars)
    #expect(g[block].scalars == g[1].scalars)
    #expect(model.parameters(below: block).map(\.name) == dense.parameters.map(\.name))
    #expect(model.parameters(below: "block_1").count == 2)
    #expect(model.parameters(below: dense).isEmpty)
    let first = model.probe(data, along: g, steps: [0.1], measuring: block)
    let second = model.probe(data, along: g, steps: [0.1], measuring: "block_1")
    #expect(Array(first.smoothness) == Array(second.smoothness))
  }

  @Test func gradientsPrintALineForEachParameter() throws {
    let model = Sequential { Dense(3) }
    try model.build(input: [2])
    let gradients = model.gradients(on: data)
    let norms = gradients.map { significant($0.gradient.norm().scalar) }
    #expect(
      "\(gradients)"
        == "dense_1.weight [2, 3], norm \(norms[0])\ndense_1.bias [3], norm \(norms[1])")
    let file = TensorFile(["x": .zeros([2, 3]), "n": Tensor([1])], metadata: ["made": "here"])
    #expect("\(file)" == "x: [2, 3] float32\nn: [1] int32\nmade = here")
  }

  @Test func aRecorderTakesLayersOfAnyModel() throws {
    let net = Net()
    let recorder = Recorder(
      .activations(of: net.block.inner, percentiles: [50]), .activations(of: "head", as: .values),
      .gradient(of: net.head), .parameters(of: net.head, as: .norm), every: 1)
    try net.fit(data, steps: 3, batchSize: 16, callbacks: [recorder])
    #expect(recorder.names == ["block.inner", "head", "head gradient", "head parameters"])
    #expect(recorder[net.block.inner].values(atPercentile: 50).count == 3)
    #expect(recorder["head"].frames.map(\.count) == [48 * 3, 48 * 3, 48 * 3])
    #expect(recorder["head gradient"].values.allSatisfy { $0 > 0 })
    let last = try #require(recorder["head parameters"].values.last)
    let expected = concatenate(net.head.parameters.map { $0.value.flattened() }).norm().scalar
    #expect(abs(last - Double(expected)) < 1e-5)
    let seen = try net.activations(of: net.block.inner, on: data.inputs)
    #expect(seen.scalars == net.block(data.inputs).scalars)
    let error = #expect(throws: ModelError.self) {
      try net.activations(of: net.block, on: data.inputs)
    }
    #expect(
      error?.description.hasPrefix("the output of \"block\" was not seen: it was not") == true)
  }

  /// Layers in layers of one's own, each of them in another.
  private struct Tower: Layer {
    private struct Floor: Layer {
      let body = Sequential {
        Dense(6); ReLU(); Dropout(0.5)
      }
      let activation = Tanh()
      func callAsFunction(_ x: Tensor) -> Tensor { activation(body(x)) }
    }

    private let lower = Floor()
    private let upper = Floor()
    let head = Dense(3)
    func callAsFunction(_ x: Tensor) -> Tensor { head(upper(lower(x))) }
  }

  @Test func everyLayerHasARowInTheSummary() throws {
    let summary = Sequential {
      Tower(); Softmax()
    }.summary(input: [2])
    #expect(
      summary.rows.map(\.path) == [
        "tower_1", "tower_1.lower", "tower_1.lower.body", "tower_1.lower.body.dense_1",
        "tower_1.lower.body.re_lu_1", "tower_1.lower.body.dropout_1", "tower_1.lower.activation",
        "tower_1.upper", "tower_1.upper.body", "tower_1.upper.body.dense_1",
        "tower_1.upper.body.re_lu_1", "tower_1.upper.body.dropout_1", "tower_1.upper.activation",
        "tower_1.head", "softmax_1",
      ])
    // What a layer of one's own gives to another is known to Swift alone, as is what it calls there
    // that has nothing to be known by.
    let unseen = summary.rows.filter { $0.outputShape == nil }.map(\.path)
    #expect(
      unseen == [
        "tower_1.lower", "tower_1.lower.activation", "tower_1.upper", "tower_1.upper.activation",
      ])
    #expect(summary.rows.filter { $0.path.hasSuffix("re_lu_1") }.map(\.outputShape) == [[6], [6]])
    #expect(summary.rows[1].parameters == 3 * 6)
    #expect(summary.description.contains("not seen"))
    #expect(summary.parameters == 3 * 6 + 7 * 6 + 7 * 3)
  }

  @Test func layersWithoutWeightsAreSeenByTheirPath() throws {
    let model = Sequential {
      Block(); Tower()
    }
    try model.build(input: [2])
    let seen = try model.activations(of: "tower_1.upper.body.re_lu_1", on: data.inputs)
    #expect(seen.shape == [48, 6])
    #expect(seen.min().scalar == 0)
    #expect(try model.activations(of: "tower_1.lower.body", on: data.inputs).shape == [48, 6])
  }

  @Test func aLayerIsTheSameBeforeAndAfterItsFirstUse() throws {
    struct Scale: Layer {
      let factor = LazyParameter(.ones)
      func callAsFunction(_ x: Tensor) -> Tensor { x * factor.value(shape: [x.shape[1]]) }
    }
    let scale = Scale()
    let before = LayerIdentity(scale)
    _ = scale(.ones([1, 2]))
    #expect(before != nil)
    #expect(before == LayerIdentity(scale))
    #expect(before != LayerIdentity(Scale()))
  }

  @Test func strangersAreRefused() throws {
    let net = Net()
    try net.build(input: [2])
    let stranger = Dense(2)
    let error = #expect(throws: ModelError.self) {
      try net.activations(of: stranger, on: data.inputs)
    }
    #expect(
      error?.description
        == "Dense(2) is no layer of the model, or one that has nothing to be known by: name it by its "
        + "path; there are block, block.inner, head")
    let number = #expect(throws: ModelError.self) { try net.activations(of: 0, on: data.inputs) }
    #expect(
      number?.description
        == "layer 0 cannot be looked at by its number, which only layers of a Sequential have: give "
        + "its path, or the layer itself; there are block, block.inner, head")
  }

  @Test func aModelBuiltInPartIsNotSaved() throws {
    let (built, other) = (Dense(4), Dense(3))
    _ = built(.ones([1, 2]))
    let error = #expect(throws: ModelError.self) {
      try Sequential {
        built; other
      }.saveWeights(to: "never.safetensors")
    }
    #expect(
      error?.description.hasPrefix("dense_2.weight has no value to save yet: sizes follow") == true)
  }
}
