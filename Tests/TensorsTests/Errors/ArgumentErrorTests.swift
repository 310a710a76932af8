import Testing

@testable import Tensors

/// What wrong arguments say, each at the caller's line.
struct ArgumentErrorTests {
  /// What is called, at line 7 of a note, and what it says.
  private static let cases: [(sentence: String, call: @Sendable () -> Tensor)] = [
    (
      "gather expects indices in 0..<4, got 4: check the labels or indices",
      { Tensor.zeros([4, 3]).gather(Tensor([1, 4]), file: note, line: 7) }
    ),
    (
      "gather expects indices in 0..<4, got -1: check the labels or indices",
      { Tensor.zeros([4, 3]).gather(Tensor([-1]), file: note, line: 7) }
    ),
    (
      "gather has no axis 2 in a tensor of shape [4, 3]: axes are -2...1",
      { Tensor.zeros([4, 3]).gather(Tensor([0]), axis: 2, file: note, line: 7) }
    ),
    (
      "oneHot expects indices in 0..<3, got 5: check the labels or indices",
      { Tensor([0, 5]).oneHot(depth: 3, file: note, line: 7) }
    ),
    (
      "oneHot expects a depth of at least 0, got -1",
      { Tensor([0]).oneHot(depth: -1, file: note, line: 7) }
    ),
    (
      "softmaxCrossEntropy expects labels in 0..<3, got -1: logits have 3 columns, one per class",
      {
        softmaxCrossEntropy(
          Tensor.zeros([2, 3]), labels: Tensor([0, -1]), file: note, line: 7)
      }
    ),
    (
      "mean expects at least one element along axes [0], got shape [0]: an empty tensor has no mean",
      {
        softmaxCrossEntropy(
          Tensor.zeros([0, 3]), labels: Tensor([Int]()), file: note, line: 7)
      }
    ),
    (
      "mean expects at least one element along axes [0], got shape [0, 3]: an empty tensor has no "
        + "mean", { Tensor.zeros([0, 3]).mean(axes: 0, file: note, line: 7) }
    ),
    (
      "argmax expects at least one element along axis 1, got shape [2, 0]",
      { Tensor.zeros([2, 0]).argmax(file: note, line: 7) }
    ),
    (
      "sum was given axis -1 twice in [1, -1] for shape [2, 5]: name it once",
      { Tensor.zeros([2, 5]).sum(axes: [1, -1], file: note, line: 7) }
    ),
    (
      "sum has no axis -3 in a tensor of shape [2, 5]: axes are -2...1",
      { Tensor.zeros([2, 5]).sum(axes: [-3], file: note, line: 7) }
    ),
    (
      "batch normalization in training expects at least one example, got shape [0, 3]: an empty "
        + "batch has no mean; leave it out",
      {
        batchNormalization(
          Tensor.zeros([0, 3]), gamma: Tensor.ones([3]), beta: Tensor.zeros([3]), file: note,
          line: 7
        ).result
      }
    ),
    (
      "batchNormalization expects a finite epsilon of at least 0, got -1.0",
      {
        batchNormalization(
          Tensor.zeros([2, 3]), gamma: Tensor.ones([3]), beta: Tensor.zeros([3]), epsilon: -1,
          file: note, line: 7
        ).result
      }
    ),
    (
      "dropout expects a rate in 0...1, got 1.5",
      { dropout(Tensor.zeros([3]), rate: 1.5, file: note, line: 7) }
    ),
    (
      "a normal distribution expects a finite mean and a finite standard deviation of at least 0, "
        + "got 0.0 and -1.0",
      { Tensor.normal([3], standardDeviation: -1, file: note, line: 7) }
    ),
    (
      "Tensor.full expects sizes of at least 0, got shape [-1, 3]",
      { Tensor.zeros([-1, 3], file: note, line: 7) }
    ),
    (
      "not enough memory for a tensor of shape [1048576, 1048576]: it takes 4398046511104 bytes, "
        + "this machine has ",
      { Tensor.zeros([1, 1]).broadcast(to: [1 << 20, 1 << 20], file: note, line: 7) }
    ),
    (
      "not enough memory for a tensor of shape [1048576, 1048576]: it takes 4398046511104 bytes, "
        + "this machine has ",
      { Tensor.zeros([1 << 20, 1]).matmul(Tensor.zeros([1, 1 << 20]), file: note, line: 7) }
    ),
    (
      "broadcast(to: [-3, 5]) cannot repeat shape [1, 5]: only axes of size 1 repeat",
      { Tensor.zeros([1, 5]).broadcast(to: [-3, 5], file: note, line: 7) }
    ),
    (
      "maxPool2D expects a window and strides of at least 1, got window [0, 2] and strides [0, 2]",
      { maxPool2D(Tensor.zeros([1, 3, 8, 8]), window: (0, 2), file: note, line: 7) }
    ),
    (
      "a gradient expects a function that returns a number with a fraction, got int32: positions "
        + "and class numbers have no gradient",
      { gradient(at: [1, 2], file: note, line: 7) { $0.argmax() } }
    ),
  ]

  private static let note: StaticString = "note.md"

  @Test(arguments: cases.indices)
  func namesTheCallersLine(_ index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index] in
      _ = Self.cases[index].call()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    let expected = "note.md:7: Fatal error: \(Self.cases[index].sentence)"
    #expect(text.contains(expected), "\(text.prefix(400))")
  }
}
