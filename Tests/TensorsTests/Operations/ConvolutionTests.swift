import TestSupport
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

  /// In float32 by products over unrolled windows, in float64 by the definition's sum.
  @Test func everyGeometryGivesWhatTheDefinitionSays() throws {
    for seed in 0..<60 {
      var random = SplitMix64(seed: UInt64(seed))
      func pick(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
      let (groups, window) = (pick(1...2), [pick(1...5), pick(1...5)])
      let channels = (input: groups * pick(1...4), output: groups * pick(1...5))
      let image = Tensor.normal(
        [pick(1...3), channels.input, pick(5...9), pick(5...40)], seed: seed)
      let kernel = Tensor.normal(
        [channels.output, channels.input / groups] + window, seed: seed + 1)
      let strides = (pick(1...3), pick(1...3))
      let padding = Padding.each(
        top: pick(0...3), bottom: pick(0...3), left: pick(0...6), right: pick(0...6))
      func everything(_ type: ElementType) throws -> [Tensor] {
        let (value, slopes) = valueWithGradient(
          at: [image.converted(to: type), kernel.converted(to: type)]
        ) {
          conv2D($0[0], $0[1], strides: strides, padding: padding, groups: groups).squared().sum()
        }
        return [value] + slopes
      }
      for (single, double) in zip(try everything(.float32), try everything(.float64)) {
        let scale: Double = double.doubles.map { $0.magnitude }.max() ?? 0
        let differences = zip(single.doubles, double.doubles).map { a, b in (a - b).magnitude }
        let difference: Double = differences.max() ?? 0
        #expect(difference <= 1e-5 * scale, "seed \(seed): \(image.shape), \(kernel.shape)")
      }
    }
  }

  /// Windows of two by two have a way of their own; as part of a larger window they do not.
  @Test(arguments: [[2, 3, 8, 40], [1, 2, 7, 9], [3, 1, 2, 2], [1, 1, 5, 33]])
  func windowsOfTwoByTwoTakeTheFirstLargestAndNotANumberBeforeAll(_ shape: [Int]) throws {
    var numbers = Tensor.uniform(shape, lower: 0, upper: 4, seed: 7).scalars.map { number in
      number.rounded(.down)
    }
    for place in stride(from: 0, to: numbers.count, by: 11) { numbers[place] = .nan }
    let image = Tensor(numbers, shape: shape)
    let pooled = maxPool2D(image)
    let weights = Tensor.normal(pooled.shape, seed: 3)
    let slope = gradient(at: image) { (maxPool2D($0) * weights).sum() }
    var expected = [Float](repeating: 0, count: numbers.count)
    for (place, weight) in weights.scalars.enumerated() {
      let (rows, columns) = (pooled.shape[2], pooled.shape[3])
      let (plane, y, x) = (place / (rows * columns), place / columns % rows, place % columns)
      let start = (plane * shape[2] + 2 * y) * shape[3] + 2 * x
      let window = [start, start + 1, start + shape[3], start + shape[3] + 1]
      let largest = window.map { numbers[$0] }.max { $0 < $1 } ?? 0
      let first =
        window.first { numbers[$0].isNaN } ?? window.first { numbers[$0] == largest } ?? start
      #expect(pooled.scalars[place] == numbers[first] || numbers[first].isNaN)
      #expect(pooled.scalars[place].isNaN == numbers[first].isNaN)
      expected[first] = weight
    }
    #expect(slope.scalars == expected)
  }
}
