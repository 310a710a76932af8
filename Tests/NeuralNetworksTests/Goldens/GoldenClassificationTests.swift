import Datasets
import GoldenValues
import Tensors
import Testing

@testable import NeuralNetworks

/// Figures of classification as scikit-learn 1.9.1 and Keras 3.15.1 compute them from the same
/// outputs.
@Suite struct GoldenClassificationTests {
  private struct Figures: Decodable {
    let rows, single, several, sets: Golden.Numbers
    let labels, sides: [Int]
    let scikitLearn, keras: [String: Double]
  }

  /// A model that gives the inputs as they are.
  private let identity = Lambda { $0 }

  private static let multiclass: [Metric] =
    [
      .precision, .recall, .f1, .precision(average: .micro), .recall(average: .micro),
      .f1(average: .micro), .precision(average: .weighted), .recall(average: .weighted),
      .f1(average: .weighted), .f1(average: .macro),
    ] + (0..<4).flatMap { [.precision(of: $0), .recall(of: $0), .f1(of: $0)] }

  private static let multilabel: [Metric] = [
    .precision(multilabel: .macro), .recall(multilabel: .macro), .f1(multilabel: .macro),
    .precision(multilabel: .micro), .recall(multilabel: .micro), .f1(multilabel: .micro),
    .precision(multilabel: .weighted), .recall(multilabel: .weighted), .f1(multilabel: .weighted),
    .precision(multilabel: .macro, threshold: 0.3), .recall(multilabel: .macro, threshold: 0.3),
    .f1(multilabel: .macro, threshold: 0.3),
  ]

  /// Batches of five: a mean of batches would be another number.
  private func compare(
    _ data: Examples, _ loss: Loss, _ metrics: [Metric], _ golden: Figures, prefix: String = ""
  ) throws {
    let figures = try identity.evaluate(data, loss: loss, metrics: metrics, batchSize: 5)
    for metric in metrics {
      let expected = try #require(golden.scikitLearn[prefix + metric.name])
      #expect(abs(figures[metric.name] - expected) < 1e-12, "\(prefix)\(metric.name)")
      if let keras = golden.keras[prefix + metric.name] {
        #expect(abs(figures[metric.name] - keras) < 1e-6, "\(prefix)\(metric.name)")
      }
    }
  }

  @Test func classes() throws {
    let golden: Figures = try Golden.read("classification.json")
    let rows = golden.rows.tensor(.float32)
    let labels = Tensor(golden.labels)
    for targets in [labels, labels.oneHot(depth: 4)] {
      try compare(
        Examples(inputs: rows, targets: targets), .softmaxCrossEntropy, Self.multiclass, golden)
    }
  }

  @Test func oneOutput() throws {
    let golden: Figures = try Golden.read("classification.json")
    let data = Examples(
      inputs: golden.single.tensor(.float32).reshaped(to: [-1, 1]),
      targets: Tensor(golden.sides).converted(to: .float32).reshaped(to: [-1, 1]))
    try compare(
      data, .binaryCrossEntropy, [.precision, .recall, .f1], golden, prefix: "one output ")
    try compare(
      data, .binaryCrossEntropy,
      [.precision(threshold: 0.3), .recall(threshold: 0.3), .f1(threshold: 0.3), .auc], golden)
  }

  @Test func severalClassesAtOnce() throws {
    let golden: Figures = try Golden.read("classification.json")
    try compare(
      Examples(inputs: golden.several.tensor(.float32), targets: golden.sets.tensor(.float32)),
      .binaryCrossEntropy, Self.multilabel, golden)
  }
}
