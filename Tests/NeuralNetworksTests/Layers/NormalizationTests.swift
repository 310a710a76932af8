import Tensors
import Testing

@testable import NeuralNetworks

/// Golden values by Keras 3.15.1 and PyTorch 2.15.0.
@Suite struct NormalizationTests {
  private let column = Tensor([1, 2, 4, 9] as [Float], shape: [4, 1])

  @Test func runningStatisticsFollowKerasByDefault() {
    let norm = BatchNorm()
    _ = norm(column, training: true)
    #expect(abs((norm.movingMean?.value.scalar ?? 0) - 0.04) < 1e-6)
    #expect(abs((norm.movingVariance?.value.scalar ?? 0) - 1.0850) < 1e-6)
  }

  @Test func runningStatisticsFollowPyTorchByItsPreset() {
    let norm = BatchNorm.pyTorch
    _ = norm(column, training: true)
    #expect(abs((norm.movingMean?.value.scalar ?? 0) - 0.4) < 1e-6)
    #expect(abs((norm.movingVariance?.value.scalar ?? 0) - 2.1667) < 1e-4)
  }

  @Test func trainingBringsEveryFeatureToMeanZeroAndVarianceOne() {
    let x = Tensor.normal([64, 5], mean: 3, standardDeviation: 7, seed: 1)
    let y = BatchNorm()(x, training: true)
    #expect(y.mean(axes: 0).abs().max().scalar < 1e-5)
    #expect((y.variance(axes: 0) - 1).abs().max().scalar < 1e-3)
  }

  @Test func aBatchOfOneGivesBeta() {
    let norm = BatchNorm()
    let y = norm(Tensor([5, -3] as [Float], shape: [1, 2]), training: true)
    #expect(y.scalars == [0, 0])
    #expect(abs((norm.movingVariance?.value.scalars[0] ?? 0) - 0.99) < 1e-6)
  }

  @Test func inferenceDoesNotDependOnTheRestOfTheBatch() {
    let norm = BatchNorm()
    let x = Tensor.normal([8, 3], seed: 1)
    _ = norm(x, training: true)
    let other = concatenate([x[0..<1], Tensor.normal([7, 3], seed: 2) * 100])
    #expect(norm(x)[0].scalars == norm(other)[0].scalars)
    #expect(norm(x, training: true)[0].scalars != norm(other, training: true)[0].scalars)
  }

  @Test func lookingDoesNotMoveTheStatistics() {
    let norm = BatchNorm()
    _ = norm(column)
    _ = Context(isTraining: true, updatesState: false).send(column, through: norm)
    #expect(norm.movingMean?.value.scalar == 0)
  }

  @Test func imagesAreNormalizedByChannel() {
    let x = Tensor.normal([4, 3, 5, 5], mean: 2, seed: 1)
    let y = BatchNorm()(x, training: true)
    #expect(y.mean(axes: 0, 2, 3).abs().max().scalar < 1e-5)
  }

  @Test func layerAndGroupNormLookAtOneExample() {
    let x = Tensor.normal([3, 4, 2, 2], mean: 5, seed: 1)
    let grouped = GroupNorm(groups: 2)(x).reshaped(to: [3, 2, 8])
    #expect(grouped.mean(axes: 2).abs().max().scalar < 1e-5)
    let flat = x.reshaped(to: [3, 16])
    #expect(LayerNorm()(flat).mean(axes: 1).abs().max().scalar < 1e-5)
    #expect(LayerNorm.pyTorch.description == "LayerNorm.pyTorch")
  }
}
