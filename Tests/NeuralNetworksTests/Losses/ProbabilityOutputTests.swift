import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// What is computed from a sigmoid or a softmax is never taken for logits without a word.
@Suite struct ProbabilityOutputTests {
  private let data = Examples(
    inputs: Tensor.normal([24, 3], seed: 1),
    targets: (Tensor.normal([24, 3], seed: 1)[0..., 0..<1] .> 0).converted(to: .float32))

  private static func dense(_ seed: Int) -> Dense {
    Dense(1, activation: .sigmoid, initializer: .glorotUniform(seed: seed))
  }

  private struct Mean: Layer {
    let a = ProbabilityOutputTests.dense(1)
    let b = ProbabilityOutputTests.dense(2)
    func callAsFunction(_ x: Tensor) -> Tensor { (a(x) + b(x)) / 2.0 }
  }

  private static func models() -> [any Layer] {
    [
      Sequential {
        dense(1); Lambda { $0.clipped(to: 0.001...0.999) }
      }, Mean(),
      Sequential {
        Dense(1); Lambda { ($0 * 0.2 + 0.5).clipped(to: 0...1) }
      },
    ]
  }

  @Test(arguments: 0..<3) func lossesRefuseThem(model index: Int) throws {
    let error = #expect(throws: ModelError.self) {
      try Self.models()[index].fit(data, epochs: 1, loss: .binaryCrossEntropy)
    }
    let text = error?.description ?? ""
    #expect(
      text.hasPrefix(
        "loss .binaryCrossEntropy expects logits, and what it is given always lies in 0...1: leave out "
          + "the last sigmoid or softmax"), "\(text)")
  }

  @Test(arguments: [Metric.accuracy, .binaryAccuracy, .f1])
  func metricsRefuseThem(metric: Metric) throws {
    for model in Self.models() {
      let error = #expect(throws: ModelError.self) {
        try model.evaluate(data, loss: .meanSquaredError, metrics: [metric])
      }
      #expect(error?.description.hasPrefix("metric \(metric) counts logits above 0") == true)
    }
  }

  @Test func aMetricAsTheMessageHasItMeasuresThem() throws {
    let model = Mean()
    let own = Metric("own") { p, y in ((p .> 0.5) .== y).mean() }
    let found = try model.evaluate(data, loss: .meanSquaredError, metrics: [own])["own"]
    let expected = ((model(data.inputs) .> 0.5) .== data.targets).mean().scalar
    #expect(abs(found - expected) < 1e-6)
  }

  @Test func aSoftmaxUnderTheBinaryLossIsRefused() {
    let targets = data.targets.flattened().converted(to: .int32).oneHot(depth: 2)
    let model = Sequential { Dense(2, activation: .softmax) }
    let error = #expect(throws: ModelError.self) {
      try model.fit(
        Examples(inputs: data.inputs, targets: targets), epochs: 1, loss: .binaryCrossEntropy)
    }
    #expect(error?.description.contains("always lies in 0...1") == true)
  }

  /// The largest of several is the same for logits and probabilities.
  @Test func theAccuracyOfSeveralClassesTakesBoth() throws {
    let classes = Examples.blobs(count: 60, classes: 3, seed: 1)
    struct Ensemble: Layer {
      let a = Dense(3, activation: .softmax)
      let b = Dense(3, activation: .softmax)
      func callAsFunction(_ x: Tensor) -> Tensor { (a(x) + b(x)) * 0.5 }
    }
    let model = Ensemble()
    let targets = classes.targets.oneHot(depth: 3)
    let shares = Examples(inputs: classes.inputs, targets: targets)
    #expect(
      try model.evaluate(shares, loss: .meanSquaredError, metrics: [.accuracy]).accuracy >= 0)
    #expect(throws: ModelError.self) { try model.evaluate(classes) }
  }
}
