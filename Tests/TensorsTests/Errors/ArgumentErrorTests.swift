import Testing

@testable import Tensors

/// What wrong arguments say, each at the caller's line.
struct ArgumentErrorTests {
  /// What is called, at line 7 of a note, and what it says.
  private static let cases: [(sentence: String, call: @Sendable () -> Tensor)] = [
    (
      "gather expects indices in 0..<4, got 4 at [1]: check the labels or indices",
      { Tensor.zeros([4, 3]).gather(Tensor([1, 4]), file: note, line: 7) }
    ),
    (
      "gather expects indices in 0..<4, got -1 at [0]: check the labels or indices",
      { Tensor.zeros([4, 3]).gather(Tensor([-1]), file: note, line: 7) }
    ),
    (
      "gather has no axis 2 in a tensor of shape [4, 3]: axes are -2...1",
      { Tensor.zeros([4, 3]).gather(Tensor([0]), axis: 2, file: note, line: 7) }
    ),
    (
      "oneHot expects indices in 0..<3, got 5 at [1]: check the labels or indices",
      { Tensor([0, 5]).oneHot(depth: 3, file: note, line: 7) }
    ),
    (
      "oneHot expects a depth of at least 0, got -1",
      { Tensor([0]).oneHot(depth: -1, file: note, line: 7) }
    ),
    (
      "softmaxCrossEntropy expects labels in 0..<3, got -1 at [1]: logits have 3 columns, one per "
        + "class",
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
      "conv1D expects series [batch, time, features], got [4, 9]: reshape them, for example with "
        + "expandingShape(at: 2) for one feature",
      { conv1D(Tensor.zeros([4, 9]), Tensor.zeros([2, 1, 3]), file: note, line: 7) }
    ),
    (
      "conv1D expects a kernel [output features, features / groups, size] for series of 3 features "
        + "in groups of 1, got [2, 4, 3]: axis 1 times the groups must be the features",
      { conv1D(Tensor.zeros([4, 9, 3]), Tensor.zeros([2, 4, 3]), file: note, line: 7) }
    ),
    (
      "conv1D has a window of 5, longer than the series of 4 (padding included): use a smaller "
        + "window or padding: .same",
      { conv1D(Tensor.zeros([4, 4, 3]), Tensor.zeros([2, 3, 5]), file: note, line: 7) }
    ),
    (
      "conv1D expects a bias [output features] = [2], got [3]",
      {
        conv1D(
          Tensor.zeros([4, 9, 3]), Tensor.zeros([2, 3, 3]), bias: Tensor.zeros([3]), file: note,
          line: 7)
      }
    ),
    (
      "maxPool1D expects a window and a stride of at least 1, and of at most 1073741824, got window "
        + "2 and stride 0",
      { maxPool1D(Tensor.zeros([4, 9, 3]), stride: 0, file: note, line: 7) }
    ),
    (
      "averagePool1D expects padding smaller than its window of 2, got [2, 2]: a window in the "
        + "padding alone has no value",
      { averagePool1D(Tensor.zeros([4, 9, 3]), padding: .all(2), file: note, line: 7) }
    ),
    (
      "a condition of 1 and 0, as x .> 0 makes it, chooses elements, got 0.5: numbers of places are "
        + "whole, x[[0, 2]] or x[Tensor([0, 2])]",
      { Tensor.zeros([2])[Tensor([0.5, 1]), file: note, line: 7] }
    ),
    (
      "gather(where:) expects a condition of shape [2, 3] or of its first axes, got [3]",
      { Tensor.zeros([2, 3])[Tensor([0.0, 1, 1]), file: note, line: 7] }
    ),
    (
      "a condition along axis 1 of shape [2, 3] has a number for each of its 3 places, got 2",
      { Tensor.zeros([2, 3])[0..., Tensor([0.0, 1]), file: note, line: 7] }
    ),
    (
      "one condition or list of numbers chooses at a time: choose along the second axis of the "
        + "result, x[a][0..., b]",
      { Tensor.zeros([2, 3])[[0], [1], file: note, line: 7] }
    ),
    (
      "gather expects indices in 0..<2, got 5 at [1]: check the labels or indices",
      { Tensor.zeros([2, 3])[[0, 5], file: note, line: 7] }
    ),
    (
      "a condition of shape [2] on a tensor of shape [2, 3] takes one value for every place where it "
        + "holds, of shape [3] or one that repeats to it, got shape [2]: to choose between two "
        + "tensors write `where`(condition, a, b)",
      {
        var x = Tensor.zeros([2, 3])
        x[Tensor([0.0, 1]), file: note, line: 7] = Tensor.ones([2])
        return x
      }
    ),
    (
      "a value is assigned to a condition on the whole tensor, x[x .< 0] = 0, or to places and "
        + "ranges: assign to chosen places one after another",
      {
        var x = Tensor.zeros([2, 3])
        x[[0, 1], file: note, line: 7] = Tensor.ones([3])
        return x
      }
    ),
    (
      "how many elements a condition chooses is not known while the function is being planned: put "
        + "another number in the place of the others with `where`(condition, x, 0), or choose outside "
        + "of it",
      {
        let plan = PlannedFunction { [$0[0][$0[0] .> 0, file: note, line: 7]] }
        return (try? plan([Tensor([1.0, -1])]))?.first ?? Tensor(0)
      }
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
