import Tensors
import Testing

@testable import Datasets

@Suite struct SyntheticTests {
  @Test func pointsDependOnTheSeedAlone() {
    let points = Examples.twoMoons(count: 100, seed: 1)
    #expect(points.inputs.scalars == Examples.twoMoons(count: 100, seed: 1).inputs.scalars)
    #expect(points.inputs.scalars != Examples.twoMoons(count: 100, seed: 2).inputs.scalars)
    #expect(points.inputs.shape == [100, 2])
    #expect(points.targets.integers.filter { $0 == 0 }.count == 50)
  }

  @Test func spiralsStayWithinTheirRadius() {
    let points = Examples.spirals(count: 300, arms: 3, noise: 0)
    #expect(points.inputs.squared().sum(axes: 1).max().scalar <= 1.0001)
    #expect(Set(points.targets.integers) == [0, 1, 2])
  }

  @Test func cloudsLieAroundTheirCentres() {
    let points = Examples.blobs(count: 3000, classes: 3, spread: 0.1)
    let first = points.inputs.gather(
      Tensor(stride(from: 0, to: 3000, by: 3).map { Int32($0) }))
    #expect(abs(first[0..., 0].mean().scalar - 2) < 0.02)
    #expect(abs(first[0..., 1].mean().scalar) < 0.02)
  }

  @Test func linearTargetsFollowTheirFormula() {
    let data = Examples.linear(count: 50, weights: [2, -3], bias: 4, noise: 0)
    let expected = data.inputs.matmul(Tensor([2, -3] as [Float], shape: [2, 1])) + 4
    #expect((data.targets - expected).abs().max().scalar < 1e-5)
  }

  @Test func garmentsOfAClassLookAlikeAndFillTheirFrame() {
    let drawn = LabeledImages.drawnGarments(count: 500, seed: 1)
    #expect(drawn.images.min().scalar >= 0)
    #expect(drawn.images.max().scalar <= 1)
    #expect(Set(drawn.labels.integers).count == 10)
    #expect(
      drawn.images.scalars == LabeledImages.drawnGarments(count: 500, seed: 1).images.scalars)
    let inked = drawn.images.sum(axes: 1, 2).min().scalar
    #expect(inked > 10)
  }
}
