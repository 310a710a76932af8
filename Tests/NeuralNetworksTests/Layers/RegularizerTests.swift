import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Penalties of weights, biases and outputs, wherever a loss is minimized.
@Suite struct RegularizerTests {
  private let data = Examples(
    inputs: .normal([12, 3], seed: 1), targets: .normal([12, 2], seed: 2))

  private func model(_ regularized: Bool) throws -> Sequential {
    let regularizer = regularized ? Regularizer.l1l2(l1: 0.1, l2: 0.2) : nil
    let model = Sequential {
      Dense(
        2, initializer: .glorotUniform(seed: 1), biasInitializer: .uniform(1, seed: 2),
        regularizer: regularizer, biasRegularizer: regularizer, activityRegularizer: regularizer)
    }
    try model.build(input: [3])
    return model
  }

  private func penalty(_ x: Tensor) -> Double {
    x.doubles.reduce(0) { $0 + 0.1 * $1.magnitude + 0.2 * $1 * $1 }
  }

  @Test func allPenaltiesCountEverywhere() throws {
    let (plain, regularized) = (try model(false), try model(true))
    let output = plain(data.inputs)
    let expected =
      plain.parameters.reduce(0) { $0 + penalty($1.value) } + penalty(output) / 12
    let base = plain.lossAndGradients(on: data, loss: .meanSquaredError).loss
    let loss = regularized.lossAndGradients(on: data, loss: .meanSquaredError).loss
    #expect(abs(loss - base - expected) < 1e-5)
    let evaluated = try regularized.evaluate(data, loss: .meanSquaredError).loss
    #expect(abs(evaluated - loss) < 1e-5)
    let (value, _) = regularized.valueWithGradients {
      Loss.meanSquaredError($0(data.inputs), data.targets)
    }
    #expect(abs(Double(value) - loss) < 1e-5)
    let step = TrainingStep(regularized, optimizer: SGD(learningRate: 0)) { model, batch in
      Loss.meanSquaredError(model(batch.inputs), batch.targets)
    }
    #expect(abs(try step(data) - loss) < 1e-5)
  }

  @Test func gammasAndBetasArePenalized() throws {
    let regularizer = Regularizer.l1l2(l1: 0.1, l2: 0.2)
    func layers(_ penalty: Regularizer?) -> [any Layer] {
      [
        BatchNorm(gammaRegularizer: penalty, betaRegularizer: penalty),
        LayerNorm(gammaRegularizer: penalty, betaRegularizer: penalty),
        GroupNorm(groups: 2, gammaRegularizer: penalty, betaRegularizer: penalty),
        InstanceNorm(gammaRegularizer: penalty, betaRegularizer: penalty),
      ]
    }
    let images = Tensor.normal([3, 4, 2, 2], seed: 1)
    for (plain, layer) in zip(layers(nil), layers(regularizer)) {
      try layer.build(input: [4, 2, 2])
      try plain.build(input: [4, 2, 2])
      let weights = Array(layer.parameters.trainable)
      #expect(weights.count == 2)
      for (number, weight) in weights.enumerated() {
        weight.value = .normal(weight.value.shape, seed: 2 + number)
      }
      let penalties = layer.penalties.map(\.scalar)
      #expect(zip(penalties, weights).allSatisfy { abs($0 - penalty($1.value)) < 1e-5 })
      let (_, gradients) = layer.valueWithGradients { $0(images, training: true).mean() * 0 }
      let slope = try #require(gradients["beta"])
      let beta = weights[1].value
      #expect((slope - (beta.sign() * 0.1 + beta * 0.4)).abs().max().scalar < 1e-5)
      #expect(plain.penalties.isEmpty)
    }
    #expect(
      layers(.l2()).map(\.name) == [
        "BatchNorm(gammaRegularizer: .l2(0.01), betaRegularizer: .l2(0.01))",
        "LayerNorm(gammaRegularizer: .l2(0.01), betaRegularizer: .l2(0.01))",
        "GroupNorm(groups: 2, gammaRegularizer: .l2(0.01), betaRegularizer: .l2(0.01))",
        "InstanceNorm(gammaRegularizer: .l2(0.01), betaRegularizer: .l2(0.01))",
      ])
  }

  @Test func activitiesAreHeldDown() throws {
    let quiet = Sequential {
      Dense(4, initializer: .glorotUniform(seed: 1))
      ActivityRegularization(.l2(5))
      Dense(2, initializer: .glorotUniform(seed: 2))
    }
    let free = Sequential {
      Dense(4, initializer: .glorotUniform(seed: 1))
      Dense(2, initializer: .glorotUniform(seed: 2))
    }
    for model in [quiet, free] {
      try model.fit(data, epochs: 200, loss: .meanSquaredError, optimizer: SGD(learningRate: 0.05))
    }
    let sizes = try [quiet, free].map { try $0.activations(of: 0, on: data.inputs).norm().scalar }
    #expect(sizes[0] < 0.2 * sizes[1])
  }

  @Test func constructorsSayWhichTheyHave() {
    let layer = Dense(3, biasRegularizer: .l1(0.1), activityRegularizer: .l1l2(l1: 0.1, l2: 0.2))
    #expect(
      layer.description
        == "Dense(3, biasRegularizer: .l1(0.1), activityRegularizer: .l1l2(l1: 0.1, l2: 0.2))")
    #expect(
      Conv2D(2, regularizer: .l2(), activityRegularizer: .l2()).description
        == "Conv2D(2, regularizer: .l2(0.01), activityRegularizer: .l2(0.01))")
    #expect(
      Embedding(5, size: 2, regularizer: .l2()).description
        == "Embedding(5, size: 2, regularizer: .l2(0.01))")
    #expect(ActivityRegularization(.l1(0.5)).description == "ActivityRegularization(.l1(0.5))")
  }

  @Test func decayOfWeightsAloneLeavesOutShiftsOfSeveralAxes() throws {
    let model = Sequential {
      LayerNorm([2, 3]); Flatten(); Dense(1)
    }
    try model.build(input: [2, 3])
    let data = Examples(inputs: .zeros([4, 2, 3]), targets: .zeros([4, 1]))
    let before = model.state
    try model.fit(
      data, loss: .meanSquaredError,
      optimizer: SGD(learningRate: 0.1, weightDecay: 0.5).decaying(.weights))
    #expect(model.state["layer_norm_1.gamma"]?.scalars == before["layer_norm_1.gamma"]?.scalars)
    #expect(model.state["dense_1.weight"]?.scalars != before["dense_1.weight"]?.scalars)
  }
}
