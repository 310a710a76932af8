import Datasets
import Foundation
import Tensors
import Testing

@testable import NeuralNetworks

/// Random numbers that a layer draws without a key or a seed: those of the model, as if it had a
/// `SeedGenerator`.
@Suite struct UnnamedDrawTests {
  private let data = Examples(
    inputs: Tensor.normal([24, 3], seed: 1), targets: Tensor((0..<24).map { $0 % 3 }))

  private struct Noise: Layer {
    func callAsFunction(_ x: Tensor) -> Tensor {
      Context.current.isTraining ? x + Tensor.normal(x.shape) + dropout(x, rate: 0.5) : x
    }
  }

  /// A model of one's own that draws outside of the sequences it holds.
  private struct Own: Layer {
    let first = Sequential { Dense(4) }
    let last = Sequential { Dense(3) }
    func callAsFunction(_ x: Tensor) -> Tensor {
      let middle = first(x)
      return last(middle + Tensor.normal(middle.shape))
    }
  }

  private func noisy() throws -> Sequential {
    let model = Sequential {
      Noise();
      Sequential {
        Dense(4); Noise()
      }; Dense(3)
    }
    try model.build(input: [3])
    return model
  }

  private func step<Model: Layer>(_ model: Model, rate: Double) -> TrainingStep<Model> {
    TrainingStep(model, optimizer: SGD(learningRate: rate)) {
      softmaxCrossEntropy($0($1.inputs), labels: $1.targets)
    }
  }

  @Test func everyLookSeesTheSameNumbers() throws {
    try SeedLock.withSeed(1) {
      let (model, own) = (try noisy(), Own())
      for look in [model.gradients(on: data), own.gradients(on: data)] {
        #expect(look.vector.norm().scalar > 0)
      }
      #expect(model.gradients(on: data).vector == model.gradients(on: data).vector)
      #expect(own.gradients(on: data).vector == own.gradients(on: data).vector)
      let direction = model.gradients(on: data)
      let bands = (0..<2).map { _ in
        Array(model.probe(data, along: direction, steps: [0.1]).losses)
      }
      #expect(bands[0] == bands[1])
      #expect(try own.evaluate(data).loss == own.evaluate(data).loss)
    }
  }

  @Test func everyStepDrawsAnew() throws {
    try SeedLock.withSeed(2) {
      let (sequence, own) = (step(try noisy(), rate: 0), step(Own(), rate: 0))
      #expect(Set(try (0..<4).map { _ in try sequence(data) }).count == 4)
      #expect(Set(try (0..<4).map { _ in try own(data) }).count == 4)
      // A plain call is no look: a prediction by chance is another one every time.
      let model = Own()
      #expect(try model.predict(data.inputs) != model.predict(data.inputs))
    }
  }

  @Test func theStateHoldsThem() throws {
    try SeedLock.withSeed(3) {
      let model = try noisy()
      let step = step(model, rate: 0.1)
      let untouched = model.state
      let first = try (0..<3).map { _ in try step(data) }
      let saved = model.state
      #expect(saved["random"] != nil)
      let next = try (0..<3).map { _ in try step(data) }
      model.state = saved
      #expect(try (0..<3).map { _ in try step(data) } == next)
      // Of before the first draw: those that it began with.
      model.state = untouched
      #expect(try (0..<3).map { _ in try step(data) } == first)
    }
  }

  @Test func aModelThatDrawsNothingHasNoKey() throws {
    let model = Sequential { Dense(3) }
    try model.build(input: [3])
    try model.fit(data)
    #expect(model.state.values.map(\.path) == ["dense_1.weight", "dense_1.bias"])
  }

  @Test func checkpointsAndFilesHoldThem() throws {
    let folder = NSTemporaryDirectory() + "draws-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func losses(_ epochs: [Int], _ name: String) throws -> [Double] {
      var history: History?
      for count in epochs {
        history = try noisy().fit(
          data, epochs: count, batchSize: 8, optimizer: Adam(),
          checkpoint: Checkpoint("\(folder)/\(name).safetensors"), seed: 5)
      }
      return history?.training.loss ?? []
    }
    var (whole, parts): ([Double], [Double]) = ([], [])
    try SeedLock.withSeed(4) { whole = try losses([4], "whole") }
    try SeedLock.withSeed(4) { parts = try losses([2, 4], "parts") }
    #expect(whole.count == 4 && Set(whole).count == 4)
    #expect(whole == parts)

    try SeedLock.withSeed(6) {
      let model = try noisy()
      try model.fit(data)
      let path = "\(folder)/weights.safetensors"
      try model.saveWeights(to: path)
      let other = try noisy()
      try other.loadWeights(from: path)
      #expect(other.gradients(on: data).vector == model.gradients(on: data).vector)
    }
  }

  @Test func aModelOfTheSameSeedDrawsTheSame() throws {
    var all: [[Double]] = []
    for _ in 0..<2 {
      try SeedLock.withSeed(7) { all.append(try noisy().fit(data, epochs: 3).training.loss) }
    }
    #expect(all[0] == all[1])
  }
}
