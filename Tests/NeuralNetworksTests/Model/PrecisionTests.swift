import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Models in float64 work like any other: data of float32 become float64 on their way in.
@Suite struct PrecisionTests {
  private let data = Examples(
    inputs: Tensor.normal([24, 3], seed: 1), targets: Tensor((0..<24).map { $0 % 3 }))

  private func model(_ type: ElementType = .float64) throws -> Sequential {
    let model = Sequential {
      Dense(4, activation: .tanh, initializer: .heNormal(seed: 1))
      BatchNorm()
      Dense(3, initializer: .heNormal(seed: 2))
    }
    try model.build(input: [3], type: type)
    return model
  }

  @Test func gradientsOfABatchAreDifferenceQuotients() throws {
    let model = try model()
    let gradients = model.gradients(on: data)
    let probe = try Probe(of: model, on: data)
    for entry in model.parameters.trainable.entries {
      #expect(gradients[entry.parameter].elementType == .float64)
      let value = entry.parameter.value
      let direction = Tensor.normal(value.shape, seed: 4).converted(to: .float64)
      func loss(_ step: Double) throws -> (eager: Double, planned: Double) {
        entry.parameter.value = value + direction * step
        defer { entry.parameter.value = value }
        return (model.lossAndGradients(on: data).loss, try probe.lossAndGradients().loss)
      }
      let (above, below) = (try loss(1e-5), try loss(-1e-5))
      let slope = (gradients[entry.parameter] * direction).sum().doubles[0]
      #expect(abs((above.eager - below.eager) / 2e-5 - slope) < 1e-8, "\(entry.path)")
      #expect(abs((above.planned - below.planned) / 2e-5 - slope) < 1e-8, "\(entry.path)")
    }
  }

  @Test func figuresAreThoseOfFloat64() throws {
    let model = try model()
    let logits = try model.predict(data.inputs)
    #expect(logits.elementType == .float64)
    #expect(model(data.inputs) == logits)
    #expect(model(data.inputs.converted(to: .float64)) == logits)
    let loss = softmaxCrossEntropy(logits, labels: data.targets).doubles[0]
    #expect(abs(try model.evaluate(data).loss - loss) < 1e-14)
    let wide = Examples(
      inputs: data.inputs.converted(to: .float64), targets: data.targets)
    #expect(try model.evaluate(wide).loss == model.evaluate(data).loss)
    let value = model.valueWithGradients {
      softmaxCrossEntropy($0(data.inputs), labels: data.targets)
    }
    let (same, gradients) = model.lossAndGradients(on: data)
    #expect(abs(value.value.doubles[0] - same) < 1e-14)
    #expect((value.gradients.vector - gradients.vector).norm().doubles[0] < 1e-14)
  }

  /// Every rule, with what it remembers, and everything that is done to its gradients.
  @Test(arguments: [
    SGD(learningRate: 0.1, momentum: 0.9, nesterov: true) as any Optimizer,
    Adam(learningRate: 0.01), AdamW(learningRate: 0.01), RMSprop(learningRate: 0.01),
    Adagrad(learningRate: 0.1), AdaMax(learningRate: 0.01), Nadam(learningRate: 0.01),
    SGD(learningRate: 0.1).accumulatingGradients(over: 2),
    SGD(learningRate: 0.1).averagingWeights(momentum: 0.9),
    SGD(learningRate: 0.1, clipping: .globalNorm(0.5)),
    SGD(learningRate: CosineDecay(from: 0.1, steps: 12)),
  ])
  func trainingIsThatOfFloat32WithMoreDigits(optimizer: any Optimizer) throws {
    func losses(_ type: ElementType) throws -> [Double] {
      let history = try model(type).fit(
        data, validation: data, epochs: 4, batchSize: 10, optimizer: optimizer,
        shuffling: .never)
      return history.steps.loss + history.validation.loss
    }
    let (single, double) = (try losses(.float32), try losses(.float64))
    #expect(single.count == 16 && single != double)
    for (one, other) in zip(single, double) { #expect(abs(one - other) < 2e-5) }
  }

  @Test func aStepOfOnesOwnGivesTheLossBatchesOfFloat64() throws {
    let (one, other) = (try model(), try model())
    let step = TrainingStep(one, optimizer: SGD(learningRate: 0.1)) { model, batch in
      #expect(batch.inputs.elementType == .float64)
      return softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    let losses = try step(data.batches(of: 8))
    let history = try other.fit(
      data, batchSize: 8, optimizer: SGD(learningRate: 0.1), shuffling: .never)
    #expect(losses == history.steps.loss)
    #expect(try step(data).isFinite)
  }

  @Test func targetsOfNumbersFollow() throws {
    let numbers = Examples(inputs: data.inputs, targets: Tensor.normal([24, 3], seed: 3))
    let model = try model()
    let expected = (model(data.inputs) - numbers.targets.converted(to: .float64)).squared().mean()
    let loss = try model.evaluate(numbers, loss: .meanSquaredError).loss
    #expect(abs(loss - expected.doubles[0]) < 1e-14)
    try model.fit(numbers, epochs: 2, loss: .huber())
    let wide = Examples(
      inputs: data.inputs, targets: numbers.targets.converted(to: .float64))
    #expect(try self.model(.float32).evaluate(wide, loss: .meanSquaredError).loss.isFinite)
  }

  private struct Scale: Layer {
    let factor = LazyParameter(.ones)
    func callAsFunction(_ x: Tensor) -> Tensor { x * factor.value(shape: [x.shape[1]]) }
  }

  @Test func layersWithoutAnInputOfTheirTypeAreMadeInIt() throws {
    let scaled = Sequential {
      Scale(); Dropout(0.5); GaussianNoise(0.1); Dense(3)
    }
    try scaled.build(input: [3], type: .float64)
    #expect(scaled.parameters.allSatisfy { $0.value.elementType == .float64 })
    try scaled.fit(data, epochs: 2)
    let words = Sequential {
      Embedding(5, size: 4); Flatten(); Dense(3)
    }
    try words.build(input: [2], type: .float64)
    #expect(words.parameters.allSatisfy { $0.value.elementType == .float64 })
    let numbers = Examples(
      inputs: Tensor([0, 1, 2, 3, 4, 0], shape: [3, 2]), targets: Tensor([0, 1, 2]))
    try words.fit(numbers, epochs: 2)
    #expect(try words.predict(numbers.inputs).elementType == .float64)
  }

  @Test func whatIsObeyedWorks() throws {
    let wide = Examples(
      inputs: data.inputs.converted(to: .float64), targets: data.targets)
    let fresh = Sequential { Dense(3) }
    #expect(
      throws: ModelError.wrongRequest(
        "training and evaluation expect inputs of float32, got float64 of shape [24, 3]: convert them "
          + "with converted(to: .float32), or make the model in float64 before, with build(input: [3], "
          + "type: .float64)")
    ) { try fresh.fit(wide) }
    try fresh.build(input: [3], type: .float64)
    try fresh.fit(wide)
    #expect(
      throws: ModelError.wrongRequest(
        "training and evaluation expect inputs of float32, got float64 of shape [24, 3]: convert them "
          + "with converted(to: .float32)")
    ) { try model(.float32).fit(wide) }
  }
}
