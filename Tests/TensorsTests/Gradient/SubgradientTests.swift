import Testing

@testable import Tensors

/// What happens at kinks and in ties, where frameworks disagree.
struct SubgradientTests {
  private func slope(at x: Double, _ function: (Tensor) -> Tensor) -> Double {
    gradient(at: Tensor(x)) { function($0) }.scalar
  }

  @Test func functionsOfOneNumber() {
    #expect(slope(at: 0) { relu($0) } == 0)
    #expect(slope(at: 0) { leakyReLU($0, slope: 0.25) } == 0.25)
    #expect(slope(at: 0) { leakyReLU($0, slope: 0) } == 0)
    #expect(slope(at: 0) { elu($0) } == 1)
    #expect(slope(at: 0) { abs($0) } == 0)
    #expect(slope(at: 0) { sqrt($0) } == .infinity)
    #expect(slope(at: 1) { $0.clipped(to: -1...1) } == 0)
    #expect(slope(at: -1) { $0.clipped(to: -1...1) } == 0)
    #expect(slope(at: 0) { $0.norm() } == 0)
  }

  @Test func aPowerOfZeroIsFlat() {
    #expect(slope(at: 0) { $0.raised(to: 0) } == 0)
    #expect(slope(at: 2) { pow($0, 0) } == 0)
    #expect(slope(at: 0) { $0.raised(to: 3) } == 0)
    #expect(slope(at: 0) { $0.raised(to: 0.75) } == .infinity)
    let (base, exponent) = gradient(at: Tensor(-2.0), Tensor(2.0)) { pow($0, $1) }
    #expect(base.scalar == -4)
    #expect(exponent.scalar.isNaN)
  }

  @Test func deviationOfEqualNumbersIsFlat() {
    let equal: Tensor = [2, 2, 2]
    #expect(gradient(at: equal) { $0.standardDeviation() }.scalars == [0, 0, 0])
    let columns = Tensor([1.0, 5, 3, 5], shape: [2, 2])
    let slopes = gradient(at: columns) { $0.standardDeviation(axes: 0).sum() }
    #expect(slopes.scalars == [-0.5, 0, 0.5, 0])
  }

  @Test func tiesShareTheGradientOfExtremes() {
    let tie: Tensor = [3, 1, 3]
    #expect(gradient(at: tie) { $0.max() }.scalars == [0.5, 0, 0.5])
    #expect(gradient(at: -tie) { $0.min() }.scalars == [0.5, 0, 0.5])
    let (a, b) = gradient(at: tie, tie) { maximum($0, $1).sum() }
    #expect(a.scalars == [0.5, 0.5, 0.5])
    #expect(b.scalars == [0.5, 0.5, 0.5])
  }

  @Test func poolingAndArgmaxTakeTheFirstOfATie() {
    let image = Tensor([1, 5, 5, 0] as [Float], shape: [1, 1, 2, 2])
    #expect(gradient(at: image) { maxPool2D($0).sum() }.scalars == [0, 1, 0, 0])
    #expect(Tensor([1.0, 5, 5, 0]).argmax().integers == [1])
  }

  @Test func productIsRightWithZeros() {
    #expect(gradient(at: [2, 0, 3]) { $0.product() }.scalars == [0, 6, 0])
    #expect(gradient(at: [0, 0, 3]) { $0.product() }.scalars == [0, 0, 0])
  }

  @Test func powerOfZeroHasAFiniteSlope() {
    let (base, exponent) = gradient(at: Tensor(0.0), Tensor(2.0)) { pow($0, $1) }
    #expect(base.scalar == 0)
    #expect(exponent.scalar == 0)
  }
}
