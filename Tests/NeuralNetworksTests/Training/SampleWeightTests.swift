import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Examples that count more or less than others.
@Suite struct SampleWeightTests {
  private let data = Examples.blobs(count: 60, classes: 3, seed: 2)

  private func model() throws -> Sequential {
    let model = Sequential {
      Dense(6, activation: .tanh, initializer: .glorotUniform(seed: 1))
      Dense(3, initializer: .glorotUniform(seed: 2))
    }
    try model.build(input: [2])
    return model
  }

  private func weights(_ model: Sequential) -> [Float] {
    model.parameters.flatMap(\.value.scalars)
  }

  @Test func anExampleOfWeightTwoCountsAsTwo() throws {
    let doubled = data.weighted(by: (0..<60).map { $0 < 10 ? 2 : 1 })
    let repeated = data.gathering(Array(0..<60) + Array(0..<10))
    let (a, b) = (try model(), try model())
    let first = a.lossAndGradients(on: doubled)
    let second = b.lossAndGradients(on: repeated)
    // The mean is over 60 examples, that of the repeated ones over 70.
    #expect(abs(first.loss * 60 - second.loss * 70) < 1e-3)
    #expect((first.gradients.vector * 60 - second.gradients.vector * 70).norm().scalar < 1e-3)
  }

  @Test func examplesOfWeightZeroAreNotLearnedFrom() throws {
    let wrong = data.mapTargets { $0 * 0 }
    let mixed = Examples(
      inputs: concatenate([data.inputs, wrong.inputs]),
      targets: concatenate([data.targets, wrong.targets]))
    let kept = mixed.weighted(by: (0..<120).map { $0 < 60 ? 2 : 0 })
    let (a, b) = (try model(), try model())
    // One batch of all, so that the order does not count.
    try a.fit(
      kept, epochs: 20, batchSize: 120, optimizer: SGD(learningRate: 0.5), shuffling: .never)
    try b.fit(data, epochs: 20, batchSize: 60, optimizer: SGD(learningRate: 0.5), shuffling: .never)
    for (x, y) in zip(weights(a), weights(b)) { #expect(abs(x - y) < 1e-4) }
  }

  @Test func weightsStayWithTheirExamples() throws {
    let numbers = Examples(
      inputs: Tensor.arange(12).reshaped(to: [12, 1]).converted(to: .float32),
      targets: Tensor.arange(12))
    let weighted = numbers.weighted(by: (0..<12).map(Double.init))
    func expectTogether(_ part: Examples) throws {
      #expect(try #require(part.sampleWeights).scalars == part.inputs.flattened().scalars)
    }
    try expectTogether(weighted.shuffled(seed: 3))
    try expectTogether(weighted.rolled(by: 5))
    try expectTogether(weighted.split(at: 4).1)
    try expectTogether(weighted.split(at: 4).1.split(at: 3).1.shuffled(seed: 1))
    try expectTogether(weighted.randomSplit(share: 0.5, stratified: true).0)
    for batch in weighted.batches(of: 5, shuffledBy: 1) { try expectTogether(batch) }
    #expect(weighted.mapInputs { $0 + 1 }.sampleWeights?.scalars == weighted.sampleWeights?.scalars)
    #expect(weighted.mapTargets { $0 }.sampleWeights != nil)
    #expect(numbers.sampleWeights == nil)
  }

  @Test func stepsAndEvaluationsKnowThem() throws {
    let weighted = data.weighted(by: (0..<60).map { Double($0 % 3) })
    let (a, b) = (try model(), try model())
    let step = TrainingStep(a, optimizer: SGD(learningRate: 0.1)) { model, batch in
      Loss.softmaxCrossEntropy(
        model(batch.inputs), batch.targets, sampleWeights: batch.sampleWeights)
    }
    let losses = try step(weighted.batches(of: 20))
    let history = try b.fit(
      weighted, batchSize: 20, optimizer: SGD(learningRate: 0.1), shuffling: .never)
    #expect(losses == history.steps.loss)
    #expect(weights(a) == weights(b))
    let figures = try a.evaluate(weighted)
    let each = softmaxCrossEntropy(a(data.inputs), labels: data.targets, reduction: .none)
    let expected = Double((each * (try #require(weighted.sampleWeights))).mean())
    #expect(abs(figures.loss - expected) < 1e-5)
    #expect(figures.accuracy == (try a.evaluate(data).accuracy))
  }

  @Test func aLossOfOnesOwnIsWeighedWhenItKeepsTheExamplesApart() throws {
    let own = Loss("mine") { output, target in
      softmaxCrossEntropy(output, labels: target, reduction: .none)
    }
    let weighted = data.weighted(by: (0..<60).map { Double($0 % 3) })
    let model = try model()
    let expected = model.lossAndGradients(on: weighted).loss
    #expect(abs(model.lossAndGradients(on: weighted, loss: own).loss - expected) < 1e-6)
    #expect(
      abs(
        model.lossAndGradients(on: data, loss: own).loss - model.lossAndGradients(on: data).loss)
        < 1e-6)
    let mean = Loss("mean") { output, target in softmaxCrossEntropy(output, labels: target) }
    let error = #expect(throws: ModelError.self) { try model.fit(weighted, loss: mean) }
    #expect(
      error?.description
        == "loss .mean becomes one number for a batch, which sample weights cannot weigh: let its "
        + "function return one number for each example, [batch], by mean(axes:) over the other axes"
    )
  }

  @Test func wrongWeightsAreRefused() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Examples.blobs(count: 3, seed: 1).weighted(by: [1, 2], file: "note.md", line: 7)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "note.md:7: Fatal error: weighted(by:) expects one weight for each of the 3 examples, shape "
          + "[3], got [2]"))
    let second = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Examples.blobs(count: 2, seed: 1).weighted(by: [1, -2], file: "note.md", line: 7)
    }
    let sentence = String(decoding: second?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      sentence.contains(
        "weighted(by:) expects finite weights of at least 0, got -2.0 for example 1"))
  }
}
