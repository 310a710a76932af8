import Testing

@testable import Tensors

/// Extreme, empty and not-a-number inputs.
struct EdgeCaseTests {
  @Test func largeLogitsDoNotOverflow() {
    let logits: Tensor = [[1e4, -1e4, 0], [-200, 200, 0]]
    #expect(softmax(logits).scalars == [1, 0, 0, 0, 1, 0])
    let labels = Tensor([0, 0] as [Int32])
    let losses = softmaxCrossEntropy(logits, labels: labels, reduction: .none)
    #expect(losses.scalars == [0, 400])
    let slope = gradient(at: logits) { softmaxCrossEntropy($0, labels: labels, reduction: .sum) }
    #expect(slope.scalars == [0, 0, 0, -1, 1, 0])
    #expect(Tensor([1e4, 1e4]).logSumExp().scalars == [10_000.693])
    #expect(sigmoid(Tensor([1e4, -1e4])).scalars == [1, 0])
    #expect(softplus(Tensor([1e4, -1e4])).scalars == [1e4, 0])
    #expect(tanh(Tensor([1e4, -1e4])).scalars == [1, -1])
  }

  @Test func rowsOfInfinitiesAndOfNothing() {
    let row = Tensor([-Float.infinity, -.infinity])
    #expect(softmax(row).scalars.allSatisfy { $0.isNaN })
    #expect(row.logSumExp().scalar == -.infinity)
    #expect(Tensor([Float.infinity, 1]).logSumExp().scalar == .infinity)
    #expect(Tensor.zeros([2, 0]).logSumExp(axes: 1).scalars == [-.infinity, -.infinity])
    let masked: Tensor = [[0, 0]]
    #expect(softmax(masked + Tensor([0, -Float.infinity])).scalars == [1, 0])
  }

  @Test func notANumberIsNeverLaundered() {
    let x = Tensor([Float.nan, 1])
    let functions: [(Tensor) -> Tensor] = [
      { relu($0) }, { leakyReLU($0) }, { elu($0) }, { gelu($0) }, { silu($0) }, { sigmoid($0) },
      { tanh($0) }, { exp($0) }, { log($0) }, { sqrt($0) }, { softplus($0) }, { abs($0) },
      { sign($0) }, { $0.clipped(to: 0...1) }, { maximum($0, 0) }, { minimum($0, 0) },
      { maximum(Tensor(0.0), $0) }, { expm1($0) }, { rsqrt($0) }, { softmax($0) },
    ]
    for (index, function) in functions.enumerated() {
      #expect(function(x).scalars[0].isNaN, "function \(index)")
      // The same within a run of sixteen, where vector code is at work.
      let long = concatenate([Tensor.ones([37]), x])
      #expect(function(long).scalars[37].isNaN, "function \(index), long")
    }
    #expect(x.max().scalar.isNaN)
    #expect(x.min().scalar.isNaN)
    #expect(concatenate([Tensor.ones([37]), x]).max().scalar.isNaN)
    #expect(concatenate([x, Tensor.ones([37])]).min().scalar.isNaN)
    let image = Tensor([1, 2, .nan, 3] as [Float], shape: [1, 1, 2, 2])
    #expect(maxPool2D(image).scalar.isNaN)
    #expect(x.argmax().integers == [0])
    let slope = gradient(at: x) { relu($0).sum() }
    #expect(slope.scalars == [1, 1])
  }

  @Test func emptyBatchesKeepTheirShapes() {
    let x = Tensor.zeros([0, 4])
    #expect(x.matmul(Tensor.ones([4, 3])).shape == [0, 3])
    #expect(x.sum(axes: 0).scalars == [0, 0, 0, 0])
    #expect(softmax(x).shape == [0, 4])
    #expect((x + Tensor.ones([4])).shape == [0, 4])
    #expect(relu(x).scalars.isEmpty)
    #expect(x.transposed().shape == [4, 0])
    #expect(concatenate([x, Tensor.ones([2, 4])]).shape == [2, 4])
    let images = Tensor.zeros([0, 3, 8, 8])
    #expect(conv2D(images, Tensor.ones([5, 3, 3, 3])).shape == [0, 5, 6, 6])
    #expect(maxPool2D(images).shape == [0, 3, 4, 4])
    #expect(Tensor.ones([2, 0]).matmul(Tensor.ones([0, 3])).scalars == [0, 0, 0, 0, 0, 0])
    let kernel = gradient(at: Tensor.ones([5, 3, 3, 3])) { conv2D(images, $0).sum() }
    #expect(kernel.scalars.allSatisfy { $0 == 0 })
  }

  @Test func zeroVarianceGivesBetaAndAFiniteGradient() {
    let x = Tensor.full([8, 2], 3)
    let (gamma, beta) = (Tensor.ones([2]), Tensor([0.5, -1]))
    let result = batchNormalization(x, gamma: gamma, beta: beta).result
    #expect(result[0].scalars == [0.5, -1])
    let dy = Tensor.normal([8, 2], seed: 1)
    let slope = gradient(at: x) { x in
      (batchNormalization(x, gamma: gamma, beta: beta).result * dy).sum()
    }
    // 1 / sqrt(epsilon) times the centred cotangent.
    let expected = (dy - dy.mean(axes: 0)) * (1 / 1e-3.squareRoot())
    expectClose(slope.doubles, expected.doubles, relative: 1e-4, absolute: 1e-4)
  }

  @Test func oneExampleNormalizesToBeta() {
    let (result, mean, variance) = batchNormalization(
      [[4, -2]], gamma: [1, 1], beta: [0.25, 0.5])
    #expect(result.scalars == [0.25, 0.5])
    #expect(mean.scalars == [4, -2])
    #expect(variance.scalars == [0, 0])
  }

  @Test func aMeanFarFromZeroDoesNotEatTheVariance() {
    let x = Tensor.normal([4096, 1], mean: 1e4, standardDeviation: 0.01, seed: 2)
    let exact = x.converted(to: .float64).variance(axes: 0)
    let (_, _, variance) = batchNormalization(x, gamma: [1], beta: [0])
    expectClose(variance.doubles, exact.doubles, relative: 0.05)
  }

  @Test func denormalsAndInfinitiesAreOrdinaryNumbers() {
    let tiny = Float.leastNonzeroMagnitude
    #expect((Tensor([tiny]) + Tensor([tiny])).scalars == [2 * tiny])
    #expect(exp(Tensor([-Float.infinity, .infinity])).scalars == [0, .infinity])
    #expect(log(Tensor([Float(0), .infinity])).scalars == [-.infinity, .infinity])
    #expect(log(Tensor([-1.0])).scalars[0].isNaN)
    let smallest = Float.leastNormalMagnitude
    expectClose(log(Tensor([smallest / 4])).doubles, [-88.722_839_1], relative: 1e-6)
  }

  @Test func dropoutAtItsLimits() {
    let x = Tensor.ones([100])
    #expect(dropout(x, rate: 0).scalars == x.scalars)
    #expect(dropout(x, rate: 1).scalars.allSatisfy { $0 == 0 })
    let half = dropout(x, rate: 0.5, seed: 3).scalars
    #expect(Set(half) == [0, 2])
  }

  @Test func sumsOfManyNumbersKeepTheirPrecision() {
    let x = Tensor.full([1_000_000], 0.1)
    #expect((x.sum().scalar - 100_000).magnitude < 0.1)
    let columns = Tensor.full([100_000, 10], 0.1).sum(axes: 0).scalars
    #expect(columns.allSatisfy { ($0 - 10_000).magnitude < 0.02 })
  }
}
