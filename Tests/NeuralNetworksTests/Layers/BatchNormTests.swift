import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct BatchNormTests {
  private let x = Tensor.normal([64, 5], mean: 3, standardDeviation: 2, seed: 1)

  @Test func thePresetHasPyTorchsMeaningOfMomentum() {
    #expect(BatchNorm.pyTorch.description == "BatchNorm.pyTorch(momentum: 0.1)")
    #expect(
      BatchNorm.pyTorch(momentum: 0.2, affine: false).description
        == "BatchNorm.pyTorch(momentum: 0.2, affine: false)")
    #expect(
      BatchNorm(momentum: 0.9, scale: false).description
        == "BatchNorm(momentum: 0.9, scale: false)")
    let (keras, torch) = (BatchNorm(momentum: 0.8), BatchNorm.pyTorch(momentum: 0.2))
    for norm in [keras, torch] { _ = norm(x, training: true) }
    let means = [keras, torch].map { $0.movingMean?.value.scalars ?? [] }
    #expect(zip(means[0], means[1]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func withoutScaleAndCenterThereAreOnlyStatistics() throws {
    let norm = BatchNorm(scale: false, center: false)
    let reference = BatchNorm()
    #expect(norm(x, training: true).scalars == reference(x, training: true).scalars)
    #expect(norm.gamma == nil && norm.beta == nil)
    #expect(norm.parameters.count == 2 && norm.parameters.trainable.isEmpty)
    #expect(norm.variables.map(\.name) == ["movingMean", "movingVariance"])
  }

  @Test func channelsMayBeLastWhereToldSo() {
    let series = Tensor.normal([8, 6, 5], mean: 2, seed: 2)
    for axis in [2, -1] {
      let y = BatchNorm(axis: axis)(series, training: true)
      #expect(y.shape == [8, 6, 5])
      #expect(y.mean(axes: 0, 1).abs().max().scalar < 1e-5)
    }
    let y = BatchNorm(axis: 1)(series, training: true)
    #expect(y.mean(axes: 0, 2).abs().max().scalar < 1e-5)
    let images = Tensor.normal([4, 6, 5, 3], mean: 2, seed: 2)
    let last = BatchNorm(axis: 3)(images, training: true)
    #expect(last.mean(axes: 0, 1, 2).abs().max().scalar < 1e-5)
  }

  @Test func statisticsCanBeChosen() {
    let norm = BatchNorm(momentum: 0.5)
    let trained = norm(x, training: true)
    let mean = norm.movingMean?.value.scalars
    norm.statistics = .batch
    #expect(norm(x).scalars == trained.scalars)
    #expect(norm.movingMean?.value.scalars == mean)
    norm.statistics = .running
    let inference = norm(x)
    #expect(norm(x, training: true).scalars == inference.scalars)
    #expect(norm.movingMean?.value.scalars == mean)
  }

  @Test func aFrozenOneUsesItsRunningStatisticsAsInKeras() {
    let norm = BatchNorm()
    let torch = BatchNorm.pyTorch
    for layer in [norm, torch] { _ = layer(x) }
    norm.isTrainable = false
    torch.isTrainable = false
    #expect(norm(x, training: true).scalars == norm(x).scalars)
    #expect(norm.movingMean?.value.scalars == [0, 0, 0, 0, 0])
    _ = torch(x, training: true)
    #expect(torch.movingMean?.value.scalars.allSatisfy { $0 > 0.2 } == true)
    #expect(torch.parameters.trainable.isEmpty)
  }

  @Test func recalibrationIsTheMeanOverTheBatches() {
    let data = Examples(inputs: x, targets: Tensor.zeros([64, 1]))
    let norm = BatchNorm(usesUnbiasedVariance: true)
    let model = Sequential { norm }
    _ = model(x * 100, training: true)
    model.recalibrate(on: data, batchSize: 16)
    let parts = (0..<4).map { x[($0 * 16)..<($0 * 16 + 16)] }
    let mean = stack(parts.map { $0.mean(axes: 0) }).mean(axes: 0)
    let variance = stack(parts.map { $0.variance(axes: 0) * (16.0 / 15) }).mean(axes: 0)
    #expect(((norm.movingMean?.value ?? mean * 0) - mean).abs().max().scalar < 1e-5)
    #expect(((norm.movingVariance?.value ?? mean * 0) - variance).abs().max().scalar < 1e-5)
  }

  @Test func foldingLeavesTheOutputsAsTheyAre() throws {
    let model = Sequential {
      Conv2D(4, padding: .same, useBias: false)
      BatchNorm()
      ReLU()
      Flatten()
      Dense(6)
      BatchNorm(scale: false)
      Dense(3, activation: .relu)
      BatchNorm()
    }
    let images = Tensor.normal([32, 2, 5, 5], mean: 1, seed: 3)
    for _ in 0..<40 { _ = model(images, training: true) }
    let folded = model.foldingBatchNorms()
    #expect(folded.layers.count == 6)
    #expect(folded.layers.filter { $0 is BatchNorm }.count == 1)
    let (a, b) = (model(images), folded(images))
    #expect((a - b).abs().max().scalar < 1e-4 * a.abs().max().scalar)
  }

  @Test func seriesAskForAnAxisAndLastChannelsAreRecognised() {
    let error = #expect(throws: ModelError.self) { try BatchNorm().checkInput([8, 6, 5]) }
    #expect(
      error?.description.contains("for [batch, time, features] give BatchNorm(axis: 2)") == true)
    let norm = BatchNorm()
    _ = norm(Tensor.zeros([2, 3, 8, 8]))
    let last = #expect(throws: ModelError.self) { try norm.checkInput([2, 8, 8, 3]) }
    #expect(last?.description.contains("put them first with transposed([0, 3, 1, 2])") == true)
  }

  @Test func whatIsOffPassesTheInputOn() throws {
    let norm = BatchNorm()
    let model = Sequential {
      norm; Dense(2)
    }
    let x = Tensor.normal([8, 3], mean: 2, seed: 5)
    norm.statistics = .off
    #expect(norm(x, training: true).scalars == x.scalars)
    #expect(norm(x).scalars == x.scalars)
    #expect(norm.movingMean?.value.scalars == [0, 0, 0])
    try model.build(input: [3])
    #expect(model.foldingBatchNorms().layers.count == 2)
    norm.statistics = .automatic
    #expect(norm(x, training: true).scalars != x.scalars)
  }
}
