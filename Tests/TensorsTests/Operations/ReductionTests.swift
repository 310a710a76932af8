import Testing

@testable import Tensors

struct ReductionTests {
  private let x: Tensor = [[1, 2, 3], [4, 5, 9]]

  @Test func overEveryChoiceOfAxes() {
    #expect(x.sum().scalar == 24)
    #expect(x.sum(axes: 0).scalars == [5, 7, 12])
    #expect(x.sum(axes: -1, keepDimensions: true).shape == [2, 1])
    #expect(x.mean(axes: 1).scalars == [2, 6])
    #expect(x.max(axes: 0).scalars == [4, 5, 9])
    #expect(x.min().scalar == 1)
    #expect(x.product(axes: 1).scalars == [6, 180])
    #expect(x.argmax(axis: 0).integers == [1, 1, 1])
    #expect(x.argmin(axis: 1).integers == [0, 0])
    let cube = Tensor.arange(24).reshaped(to: [2, 3, 4])
    #expect(cube.sum(axes: 0, 2).integers == [60, 92, 124])
    #expect(cube.max(axes: 0, 2).integers == [15, 19, 23])
    #expect([x, x, x].sum().scalars == (x * 3).scalars)
  }

  @Test func statistics() {
    #expect(x.variance(axes: 1).scalars == [Float(2) / 3, Float(14) / 3])
    #expect(x.variance(axes: 1, correction: 1).scalars == [1, 7])
    #expect(x.standardDeviation(axes: 1, correction: 1).scalars == [1, Float(7).squareRoot()])
    #expect(Tensor([3.0, 4]).norm().scalar == 5)
    #expect(x.norm(axes: 0).shape == [3])
    expectClose(
      x.logSumExp(axes: 1).doubles, [3.407_605_9, 9.024_745], relative: 1e-6)
  }

  @Test func gradientsOfStatistics() {
    let x = Tensor.normal([3, 4], seed: 1).converted(to: .float64)
    let functions: [(Tensor) -> Tensor] = [
      { $0.variance(axes: 1).sum() }, { $0.norm(axes: 0).sum() },
      { ($0.logSumExp(axes: 1) * Tensor([1, 2, 3], type: .float64)).sum() },
      { $0.standardDeviation(correction: 1) },
      {
        layerNormalization(
          $0, gamma: Tensor([1, 2, 3, 4], type: .float64),
          beta: Tensor([0, 1, 0, 1], type: .float64)
        ).sin().sum()
      },
      {
        groupNormalization(
          $0, groups: 2, gamma: Tensor([1, 2, 3, 4], type: .float64),
          beta: Tensor([0, 1, 0, 1], type: .float64)
        ).sin().sum()
      },
    ]
    for function in functions {
      expectClose(
        gradient(at: x, of: function).doubles,
        centralDifferences(at: x) { function($0).doubles[0] }, relative: 1e-6)
    }
  }
}
