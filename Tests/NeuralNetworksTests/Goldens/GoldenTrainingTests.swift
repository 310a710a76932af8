import Datasets
import GoldenValues
import Tensors
import Testing

@testable import NeuralNetworks

/// What Keras 3.15.1 and PyTorch 2.15.0 compute in doubles with the same weights and batches.
struct GoldenTrainingTests {
  private struct Curves: Decodable {
    let plain: Golden.Training
    let normalized: Golden.Training
  }

  @Test func lossesOfTwentyStepsAreThoseOfKeras() throws {
    let curves: Curves = try Golden.read("training-keras.json")
    try expectLosses(
      curves.plain,
      Sequential {
        Dense(8); LeakyReLU(); Dense(3)
      })
    try expectLosses(
      curves.normalized,
      Sequential {
        BatchNorm(); Dense(8, activation: .relu); BatchNorm(); Dense(3)
      })
  }

  private func expectLosses(_ golden: Golden.Training, _ model: Sequential) throws {
    try model.build(input: [12])
    let paths = ["dense_1.weight", "dense_1.bias", "dense_2.weight", "dense_2.bias"]
    let weights = try paths.map { try #require(model.parameters[$0]) }
    for (weight, value) in zip(weights, golden.weights) { weight.value = value.tensor(.float32) }
    let data = Examples(inputs: golden.inputs.tensor(.float32), targets: Tensor(golden.labels))
    let history = try model.fit(
      data, epochs: 4, batchSize: 32, optimizer: SGD(learningRate: 0.1), shuffling: .never)
    #expect(history.steps.loss.count == golden.losses.count)
    for (step, (actual, expected)) in zip(history.steps.loss, golden.losses).enumerated() {
      #expect((actual - expected).magnitude <= 1e-5 * expected, "step \(step + 1)")
    }
    for (weight, end) in zip(weights, golden.end) {
      #expect(Golden.difference(weight.value, end, tolerance: 2e-5) == nil, "\(weight.name)")
    }
    let prediction = model(data.inputs[0..<4])
    #expect(Golden.difference(prediction, golden.prediction, tolerance: 2e-5) == nil)
  }

  @Test func runningStatisticsAreThoseOfKeras() throws {
    try expectStatistics(of: BatchNorm(), "batchnorm-keras.json")
  }

  @Test func runningStatisticsAreThoseOfPyTorch() throws {
    try expectStatistics(of: .pyTorch, "batchnorm-torch.json")
  }

  private func expectStatistics(of layer: BatchNorm, _ file: String) throws {
    let golden: Golden.Statistics = try Golden.read(file)
    for (batch, expected) in zip(golden.batches, golden.outputs) {
      let output = layer(batch.tensor(.float32), training: true)
      #expect(Golden.difference(output, expected, tolerance: 1e-5) == nil)
    }
    let mean = try #require(layer.movingMean).value
    let variance = try #require(layer.movingVariance).value
    #expect(Golden.difference(mean, golden.mean, tolerance: 1e-6) == nil)
    #expect(Golden.difference(variance, golden.variance, tolerance: 1e-6) == nil)
    let inference = layer(golden.batches[0].tensor(.float32), training: false)
    #expect(Golden.difference(inference, golden.inference, tolerance: 1e-5) == nil)
  }

  @Test func initialWeightsAreSpreadAsThoseOfKeras() throws {
    struct Statistics: Decodable { let statistics: [String: [Double]] }
    let golden: Statistics = try Golden.read("initializers-keras.json")
    let ours: [String: Initializer] = [
      "glorot_uniform": .glorotUniform, "glorot_normal": .glorotNormal,
      "he_uniform": .heUniform, "he_normal": .heNormal,
      "lecun_uniform": .lecunUniform, "lecun_normal": .lecunNormal,
    ]
    #expect(Set(golden.statistics.keys) == Set(ours.keys))
    for (name, initializer) in ours {
      let expected = try #require(golden.statistics[name])
      let key = RandomKey(seed: 5)
      let weight = initializer([400, 250], Fans(inputs: 400, outputs: 250), key: key)
      let deviation = Double(weight.standardDeviation())
      // 100,000 numbers: the mean strays by 0.3 %, the deviation by 0.25 % of the deviation.
      #expect(abs(Double(weight.mean())) < 0.015 * expected[1], "\(name)")
      #expect(abs(deviation / expected[1] - 1) < 0.012, "\(name)")
      #expect(abs(Double(weight.min()) / expected[2] - 1) < 0.01, "\(name)")
      #expect(abs(Double(weight.max()) / expected[3] - 1) < 0.01, "\(name)")
    }
  }

  @Test func lossesAreThoseOfPyTorch() throws {
    let golden: Golden.Operations = try Golden.read("operations.json")
    let spread = Tensor([3, 0, 2, 4])
    let shares = Tensor([0, 1, 0.3, 0, 1, 0.3], shape: [2, 3], type: .float64)
    let losses: [String: @Sendable (Tensor) -> Tensor] = [
      "cross entropy smoothed": { Loss.softmaxCrossEntropy(labelSmoothing: 0.1)($0, spread) },
      "binary cross entropy": { Loss.binaryCrossEntropy($0, shares) },
      "huber": { Loss.huber(delta: 0.7)($0, .zeros(like: $0)) },
    ]
    for (name, loss) in losses {
      let operation = try #require(golden.cases.first { $0.name == name })
      let x = operation.inputs[0].tensor()
      #expect(Golden.difference(loss(x), operation.output, tolerance: 1e-10) == nil, "\(name)")
      let slope = gradient(at: x) { loss($0) * operation.cotangent.tensor() }
      #expect(Golden.difference(slope, operation.gradients[0], tolerance: 1e-10) == nil, "\(name)")
    }
  }
}
