import Testing

@testable import Tensors

struct ConvolutionTests {
  @Test func samePaddingPutsTheOddZeroAtTheEnd() {
    let image = Tensor([1, 2, 3, 4] as [Float], shape: [1, 1, 2, 2])
    let kernel = Tensor.ones([1, 1, 2, 2])
    let result = conv2D(image, kernel, padding: .same)
    #expect(result.shape == [1, 1, 2, 2])
    #expect(result.scalars == [10, 6, 7, 4])
    #expect(
      WindowGeometry.samePadding(input: [5, 28], window: [3, 3], strides: [2, 1]) == [1, 1, 1, 1])
  }

  @Test func everyPaddingIsTheSameOnceWrittenOut() {
    let image = Tensor.normal([2, 3, 6, 5], seed: 1)
    let kernel = Tensor.normal([4, 3, 3, 3], seed: 2)
    let one = conv2D(image, kernel, padding: .all(1))
    let other = conv2D(image, kernel, padding: .each(top: 1, bottom: 1, left: 1, right: 1))
    #expect(one.scalars == other.scalars)
    #expect(conv2D(image, kernel).scalars == one[0..., 0..., 1..<5, 1..<4].scalars)
  }

  @Test func aBiasIsAddedToEveryChannel() {
    let image = Tensor.ones([1, 1, 2, 2])
    let result = conv2D(image, Tensor.ones([2, 1, 1, 1]), bias: [10, 20])
    #expect(result.scalars == [11, 11, 11, 11, 21, 21, 21, 21])
  }

  @Test func averagePoolingCountsThePaddingOnlyWhenAsked() {
    let ones = Tensor.ones([1, 1, 3, 3])
    let kept = averagePool2D(ones, window: (3, 3), strides: (1, 1), padding: .same)
    #expect(kept.scalars.allSatisfy { $0 == 1 })
    let counted = averagePool2D(
      ones, window: (3, 3), strides: (1, 1), padding: .same, countsPadding: true)
    expectClose([Double(counted[0, 0, 0, 0])], [4.0 / 9], relative: 1e-6)
  }

  @Test func paddingNeverWinsMaxPooling() {
    let negative = -Tensor.ones([1, 1, 3, 3])
    let result = maxPool2D(negative, window: (3, 3), strides: (1, 1), padding: .same)
    #expect(result.scalars.allSatisfy { $0 == -1 })
  }
}
