import Datasets
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

/// Losses that are no numbers any more: as an error, as an end, as figures.
@Suite struct DivergenceTests {
  private let data = Examples.blobs(count: 100, classes: 3, spread: 0.6, seed: 1)

  private func model() -> Sequential {
    Sequential {
      Dense(8, activation: .relu); Dense(3)
    }
  }

  /// Fine until step 7, then beyond float32.
  private let optimizer = SGD(learningRate: Schedule { $0 < 6 ? 0.01 : 1e30 })

  @Test func theErrorCarriesTheHistory() throws {
    let error = #expect(throws: ModelError.self) {
      try model().fit(data, epochs: 4, batchSize: 20, optimizer: optimizer)
    }
    guard case .divergence(let divergence, let history?)? = error else {
      Issue.record("expected a divergence, got \(String(describing: error))")
      return
    }
    #expect(history.epochs == 1)
    #expect(history.training.loss.count == 1)
    #expect(history.divergence == divergence)
    #expect(history.steps.count == (history.divergedAt ?? 0) - 1)
    #expect(divergence.epoch == 2)
    #expect(history.divergedAt == 5 + divergence.step)
    #expect(error?.description == divergence.description)
  }

  @Test func stoppingReturnsTheHistoryUpToThere() throws {
    let model = model()
    let history = try model.fit(
      data, validation: data, epochs: 4, batchSize: 20, optimizer: optimizer, onDivergence: .stop)
    let at = try #require(history.divergedAt)
    #expect((7...8).contains(at))
    #expect(history.steps.count == at - 1)
    #expect(history.epochs == 1)
    #expect(history.validation.count == 1)
    #expect(history.stopReason == history.divergence?.sentence)
    #expect(history.description.contains("; loss became "))
    #expect(model.parameters.allSatisfy { $0.value.hasOnlyFinite })
  }

  @Test func recordingGoesOn() throws {
    let history = try model().fit(
      data, validation: data, epochs: 3, batchSize: 20, optimizer: optimizer,
      onDivergence: .record)
    #expect(history.epochs == 3)
    #expect(history.steps.count == 15)
    let at = try #require(history.divergedAt)
    #expect((7...8).contains(at))
    #expect(history.steps.loss[..<6].allSatisfy { $0.isFinite })
    #expect(history.steps.loss[8...].allSatisfy { !$0.isFinite })
    #expect(!history.validation.loss[2].isFinite)
    #expect(history.description.hasSuffix("training went on, as asked for"))
  }

  @Test func aRunThatEndsInInfiniteWeightsIsMarkedToo() throws {
    let steep = Loss("steep") { softmaxCrossEntropy($0, labels: $1) * 1e4 }
    let history = try model().fit(
      data, steps: 7, batchSize: 20, loss: steep,
      optimizer: SGD(learningRate: Schedule { $0 < 6 ? 1e-6 : 1e38 }), onDivergence: .record)
    #expect(history.steps.loss.allSatisfy { $0.isFinite })
    #expect(history.divergedAt == 7)
  }

  @Test(arguments: [true, false])
  func dataThatAreNoNumbersAreNamedBeforeTheLearningRate(inTargets: Bool) throws {
    var numbers = Tensor.normal([40, 2], seed: 1).scalars
    numbers[2 * 17 + 1] = .nan
    let spoiled = Tensor(numbers, shape: [40, 2])
    let fine = Tensor.normal([40, 2], seed: 2)
    let examples = Examples(
      inputs: inTargets ? fine : spoiled, targets: inTargets ? spoiled : fine)
    let sentence =
      "the \(inTargets ? "targets" : "inputs") of example 17 (counted from 0) hold NaN"
    let remedy = "repair that example or leave it out: no other learning rate helps"
    let error = #expect(throws: ModelError.self) {
      try Sequential { Dense(2) }.fit(examples, batchSize: 10, loss: .meanSquaredError)
    }
    #expect(error?.description.hasSuffix("; \(sentence)\n  \(remedy)") == true)
    let step = TrainingStep(Sequential { Dense(2) }, optimizer: SGD()) { model, batch in
      (model(batch.inputs, training: true) - batch.targets).squared().mean()
    }
    let own = #expect(throws: ModelError.self) { try step(examples) }
    #expect(own?.description.hasSuffix("in the batch, \(sentence)\n  \(remedy)") == true)
  }

  @Test func namesNoRemedyThatIsThereAlready() {
    func remedy(
      _ rate: Double, _ clipping: GradientClipping?, _ layer: String?, _ layers: [any Layer]
    ) -> String {
      DivergenceRemedy(
        learningRate: rate, options: OptimizerOptions(clipping: clipping), layer: layer,
        model: Sequential(layers)
      ).description
    }
    #expect(
      remedy(0.5, nil, "dense_2", [Dense(3), Dense(2)])
        == "try a smaller learning rate (0.5 now), gradient clipping, or BatchNorm before dense_2")
    #expect(
      remedy(0.5, .value(1), "dense_1", [Dense(3), BatchNorm()])
        == "try a smaller learning rate (0.5 now)")
    let normalizations: [any Layer] = [
      BatchNorm(), LayerNorm(), GroupNorm(groups: 1), InstanceNorm(),
    ]
    for normalization in normalizations {
      #expect(
        remedy(0.5, .value(1), "dense_1", [Dense(3), Residual { normalization }])
          == "try a smaller learning rate (0.5 now)")
    }
    #expect(
      remedy(0, nil, "dense_1", [Dense(3)]) == "try gradient clipping or BatchNorm before dense_1")
    #expect(
      remedy(0, .norm(1), nil, [])
        == "look at the loss and at the layers for what divides by 0 or grows without bound")
  }

  @Test func watchersGoOnAfterAnEpochWithoutANumber() throws {
    let monitor = Monitor.validationLoss
    #expect(!monitor.improves(.nan, on: nil, by: 0))
    #expect(monitor.improves(3, on: nil, by: 0))
    #expect(!monitor.improves(.nan, on: 3, by: 0))
    #expect(Monitor.accuracy.improves(0.1, on: nil, by: 0))
  }

  /// A training that is well itself says so once, not after every epoch.
  @Test func anExampleThatMakesAValidationNaNIsNamed() throws {
    let spoiled = Examples(
      inputs: concatenate([data[0..<4].inputs, Tensor([.nan, 1] as [Float], shape: [1, 2])]),
      targets: data[0..<5].targets)
    let texts = try DisplaySink.events { [self] in
      let losses = try model().fit(data, validation: spoiled, epochs: 3).validation.loss
      #expect(losses.allSatisfy { $0.isNaN })
    }.compactMap { event -> String? in
      guard case .output(let output) = event, case .text(let text) = output.content else {
        return nil
      }
      return text
    }
    #expect(
      texts == [
        "an evaluation gives NaN: the inputs of example 4 (counted from 0) hold NaN; repair that "
          + "example or leave it out"
      ])
  }
}
