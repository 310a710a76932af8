import Testing

@testable import Tensors

@Suite struct SquashingTests {
  private let logits: Tensor = [[2, 0.5, -1], [0.1, 3, 0.2]]
  private let labels = Tensor([0, 2])

  @Test func theCrossEntropyOfASoftmaxIsThatOfItsLogits() throws {
    let expected = softmaxCrossEntropy(logits, labels: labels).scalar
    let output = softmax(logits)
    #expect(softmaxCrossEntropy(output, labels: labels).scalar == expected)
    #expect(softmaxCrossEntropy(stopGradient(output), labels: labels).scalar == expected)
    let planned = PlannedFunction { inputs in
      [softmaxCrossEntropy(softmax(inputs[0]), labels: labels)]
    }
    #expect(abs(try planned([logits])[0].scalar - expected) < 1e-6)
    let slope = gradient(at: logits) { softmaxCrossEntropy(softmax($0), labels: labels) }
    let wanted = gradient(at: logits) { softmaxCrossEntropy($0, labels: labels) }
    #expect(slope == wanted)
  }

  @Test func onlyWhatASquashingWasTheLastThingDoneToIsUndone() {
    #expect(softmax(logits).logits(of: .softmax) == logits)
    #expect(softmax(logits).logits(of: .sigmoid) == nil)
    #expect(sigmoid(logits).logits(of: .sigmoid) == logits)
    #expect(sigmoid(Tensor([1, 2])).logits(of: .sigmoid) == Tensor([1.0, 2]))
    #expect((softmax(logits) + 0).logits(of: .softmax) == nil)
    #expect(softmax(logits)[0..<1].logits(of: .softmax) == nil)
    #expect(softmax(logits)[1..<2].logits(of: .softmax) == nil)
    #expect(softmax(logits).reshaped(to: [3, 2]).logits(of: .softmax) == nil)
    #expect(softmax(logits, axis: 0).logits(of: .softmax) == nil)
  }

  /// By hand: -log sigmoid(2), -log(1 - sigmoid(-1)), and half of each side for 0.5.
  @Test func theSigmoidCrossEntropyComparesElementByElement() {
    let logits = Tensor([2.0, -1, 3])
    let labels = Tensor([1.0, 0, 0.5])
    let each = sigmoidCrossEntropy(logits, labels: labels, reduction: .none)
    let expected: [Float] = [0.126928, 0.313262, 1.548587]
    #expect(zip(each.scalars, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(sigmoidCrossEntropy(sigmoid(logits), labels: labels, reduction: .none) == each)
    #expect(sigmoidCrossEntropy(logits, labels: labels) == each.mean())
    #expect(sigmoidCrossEntropy(Tensor([2.0]), labels: Tensor([1])).scalar > 0.1269)
  }

  /// Each sigmoid remembers the one before: they are released one by one.
  @Test func aLongChainIsReleasedWithoutOverflow() {
    var x = Tensor(0.3)
    for _ in 0..<300_000 { x = sigmoid(x) }
    #expect(abs(x.scalar - 0.6590) < 1e-4)
  }
}
