import Datasets
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct TrainingEndTests {
  private let data = Examples.blobs(count: 200, classes: 3, spread: 0.6, seed: 1)

  /// Asks for an interruption after a number of steps.
  private struct Interrupter: Callback {
    let stepInterval: Int?
    func stepEnded(_ run: TrainingRun) { Interruption.request() }
  }

  /// In a process of its own, to which the request belongs: it would end other tests' trainings.
  @Test func anInterruptedRunReturnsItsFinishedEpochs() async {
    await #expect(processExitsWith: .success) {
      let data = Examples.blobs(count: 200, classes: 3, spread: 0.6, seed: 1)
      let history = try Sequential { Dense(3) }.fit(
        data, epochs: 5, batchSize: 20, callbacks: [Interrupter(stepInterval: 25)])
      #expect(history.interruptedAtEpoch == 3)
      #expect(history.epochs == 2)
      #expect(history.training.loss.count == 2)
      #expect(history.steps.loss.count == 26)
      #expect(history.description.contains("interrupted at epoch 3"))
    }
  }

  @Test func divergenceNamesEpochStepAndLayer() throws {
    let model = Sequential {
      Dense(8, activation: .relu); Dense(3)
    }
    let error = #expect(throws: ModelError.self) {
      try model.fit(data, epochs: 50, batchSize: 20, optimizer: SGD(learningRate: 1e18))
    }
    guard case .divergence(let divergence, let history)? = error else {
      Issue.record("expected a divergence, got \(String(describing: error))")
      return
    }
    #expect((divergence.epoch ?? 0) >= 1)
    #expect(divergence.step >= 1)
    #expect(divergence.culprit.hasPrefix("first gradient that is not finite: dense_"))
    #expect(divergence.remedy.hasPrefix("try a smaller learning rate (1e+18 now)"))
    #expect(history?.divergedAt == (history?.steps.count ?? 0) + 1)
  }

  @Test func aStepOfOnesOwnThatDivergesNamesStepAndLayer() throws {
    let model = Sequential {
      Dense(8, activation: .relu); Dense(3)
    }
    let step = TrainingStep(model, optimizer: SGD(learningRate: 1e18)) { (model, batch: Examples) in
      softmaxCrossEntropy(model(batch.inputs, training: true), labels: batch.targets)
    }
    var taken = 0
    let error = #expect(throws: ModelError.self) {
      for _ in 0..<50 {
        try step(data[0..<20])
        taken += 1
      }
    }
    guard case .divergence(let divergence, nil)? = error else {
      Issue.record("expected a divergence, got \(String(describing: error))")
      return
    }
    let number = divergence.step
    #expect(number == taken + 1)
    #expect(divergence.epoch == nil)
    #expect(divergence.culprit.hasPrefix("first parameter that is not finite: dense_"))
    #expect(divergence.remedy == "try a smaller learning rate (1e+18 now) or gradient clipping")
    #expect(error?.description.hasPrefix("loss became ") == true)
    #expect(error?.description.contains(" at step \(number); first parameter") == true)
  }

  @Test func aNaNWeightIsReportedWhereItIs() throws {
    let model = Sequential {
      Dense(8, activation: .relu); Dense(4, activation: .relu); Dense(3)
    }
    try model.build(input: [2])
    let weight = try #require(model.parameters["dense_2.weight"])
    weight.value = weight.value * Float.nan
    let error = #expect(throws: ModelError.self) {
      try model.fit(data, epochs: 1, batchSize: 20, optimizer: SGD(learningRate: 0.5))
    }
    #expect(
      error?.description == """
        loss became NaN at epoch 1, step 1; dense_2.weight of Dense(4, activation: .relu) was not \
        finite before the first step
          make the model anew, or set its state to one that is finite: no other learning rate helps
        """)
  }

  @Test func aSteepFunctionIsToldFromTooLargeSteps() throws {
    struct Root: Layer {
      let dense = Dense(1)
      func callAsFunction(_ x: Tensor) -> Tensor { sqrt(dense(x).squared() * 0.0) }
    }
    let examples = Examples(inputs: .ones([4, 2]), targets: .full([4, 1], 0.5))
    let error = #expect(throws: ModelError.self) {
      try Root().fit(examples, loss: .meanSquaredError)
    }
    #expect(
      error?.description == """
        the gradient became NaN or infinite at epoch 1, step 1, where the loss is still 0.2500; \
        first gradient that is not finite: dense.weight of Dense(1)
          \(DivergenceRemedy.ofSteepness)
        """)
  }
}
