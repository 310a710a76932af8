import Testing

@testable import Tensors

/// Tools for tensors where golden values say too little: ties, NaN, integers, empty axes, messages.
@Suite struct TensorToolTests {
  @Test func equalElementsKeepTheirOrderAndNaNIsLargest() {
    let x = Tensor([2, .nan, 1, 2, 1] as [Double])
    #expect(x.argsort().integers == [2, 4, 0, 3, 1])
    #expect(x.argsort(descending: true).integers == [1, 0, 3, 2, 4])
    #expect(x.sorted().scalars.dropLast() == [1, 1, 2, 2])
    #expect(x.sorted().scalars.last?.isNaN == true)
    let (values, indices) = Tensor([5, 9, 9, 1]).topK(3)
    #expect(values.integers == [9, 9, 5])
    #expect(values.elementType == .int32)
    #expect(indices.integers == [1, 2, 0])
    #expect(Tensor.zeros([0]).sorted().shape == [0])
    #expect(Tensor.zeros([2, 0]).argsort(axis: 0).shape == [2, 0])
    #expect(x.topK(0).values.shape == [0])
  }

  @Test func quantilesOfWhatHoldsNaNAreNaN() {
    let x = Tensor([[1, 2, 3], [4, .nan, 6]] as [[Double]])
    let middle = x.median(axis: 1).scalars
    #expect(middle[0] == 2)
    #expect(middle[1].isNaN)
    #expect(x.quantile(1, axis: 0, keepDimensions: true).shape == [1, 3])
    #expect(Tensor([7]).percentile(30).scalar == 7)
    #expect(Tensor([1, 2]).median().scalar == 1.5)
  }

  @Test func sumsOfLongRowsDoNotDrift() {
    let x = Tensor.full([100_000], 0.1)
    let last = Double(x.cumulativeSum()[-1])
    #expect(abs(last - Double(Float(0.1)) * 100_000) < 1e-2)
    #expect(Tensor([1, 2, 3]).cumulativeSum().integers == [1, 3, 6])
  }

  @Test func uniqueCountsNaNOnce() {
    let (values, counts) = Tensor([.nan, 1, .nan] as [Double]).unique()
    #expect(values.scalars.first == 1)
    #expect(values.shape == [2])
    #expect(counts == [1, 2])
    #expect(Tensor([3, 3]).unique().values.elementType == .int32)
  }

  @Test func histogramsTakeEqualNumbersAndLeaveOutWhatIsOutside() {
    #expect(Tensor([2.0, 2]).histogram(bins: 2).edges == [1.5, 2, 2.5])
    #expect(Tensor([2.0, 2]).histogram(bins: 2).counts == [0, 2])
    let x = Tensor([0, 1, 5, .nan, .infinity] as [Double])
    #expect(x.histogram(bins: 2, in: 0...1).counts == [1, 1])
    #expect(Tensor.zeros([0]).histogram(bins: 3).counts == [0, 0, 0])
    // The edge 0.3 is not a sum of three tenths.
    #expect(
      Tensor([0.3], type: .float64).histogram(bins: 10, in: 0...1).counts[2...3].reduce(0, +) == 1)
  }

  @Test func trianglesKeepInfinityOutOfZeros() {
    let x = Tensor.full([2, 2], Double.infinity)
    #expect(x.lowerTriangle().scalars == [.infinity, 0, .infinity, .infinity])
    #expect(x.upperTriangle(offset: 1).scalars == [0, .infinity, 0, 0])
    #expect(Tensor([1, 2]).diagonalMatrix().integers == [1, 0, 0, 2])
    #expect(Tensor.ones([2, 3]).diagonal(offset: .max).shape == [0])
    #expect(Tensor.ones([2, 3]).diagonal(offset: .min).shape == [0])
  }

  @Test func rollingComesRound() {
    let x = Tensor([1, 2, 3, 4])
    #expect(x.rolled(by: 1).integers == [4, 1, 2, 3])
    #expect(x.rolled(by: -5).integers == [2, 3, 4, 1])
    #expect(x.rolled(by: .min).integers == x.integers)
    #expect(x.reversed(axis: 0).integers == [4, 3, 2, 1])
    #expect(x.padded([(before: 0, after: 0)]).integers == x.integers)
  }

  @Test(arguments: [[5, 3], [3, 5], [4, 4], [2, 3, 3], [1, 6]])
  func singularVectorsComposeTheMatrix(_ shape: [Int]) {
    let x = Tensor.normal(shape, seed: 4).converted(to: .float64)
    let (u, s, vh) = x.svd()
    let composed = u.matmul(s.diagonalMatrix()).matmul(vh)
    #expect((composed - x).norm().scalar < 1e-12)
    let size = s.shape[s.rank - 1]
    let identity = Tensor.eye(size, type: .float64)
    let order = Array(0..<(x.rank - 2)) + [x.rank - 1, x.rank - 2]
    #expect((u.transposed(order).matmul(u) - identity).norm().scalar < 1e-12)
    #expect((vh.matmul(vh.transposed(order)) - identity).norm().scalar < 1e-12)
    #expect(s.sorted(descending: true).doubles == s.doubles)
  }

  @Test func aMatrixWithoutFullRankHasOrthogonalVectorsAllTheSame() {
    let x = Tensor([[1, 2], [2, 4], [3, 6]] as [[Double]], type: .float64)
    let (u, s, _) = x.svd()
    #expect(s.doubles[1] < 1e-14)
    #expect((u.transposed().matmul(u) - Tensor.eye(2, type: .float64)).norm().scalar < 1e-12)
    #expect(Tensor.zeros([3, 2]).svd().s.scalars == [0, 0])
    #expect(Tensor.zeros([3, 2]).svd().u.diagonal().scalars == [1, 1])
  }

  private static let note: StaticString = "note.md"

  /// What is called, at line 7 of a note, and what it says.
  private static let mistakes: [(sentence: String, call: @Sendable () -> Void)] = [
    (
      "sorted has no axis 2 in a tensor of shape [3]: axes are -1...0",
      { _ = Tensor.zeros([3]).sorted(axis: 2, file: note, line: 7) }
    ),
    (
      "topK(4) expects a count in 0...3, as many as axis 0 of shape [3] has, got 4",
      { _ = Tensor.zeros([3]).topK(4, file: note, line: 7) }
    ),
    (
      "percentile(101.0) expects a number in 0...100",
      { _ = Tensor.zeros([3]).percentile(101, file: note, line: 7) }
    ),
    (
      "quantile(nan) expects a share in 0...1",
      { _ = Tensor.zeros([3]).quantile(.nan, file: note, line: 7) }
    ),
    (
      "a quantile expects at least one element, got shape [0]",
      { _ = Tensor.zeros([0]).median(file: note, line: 7) }
    ),
    (
      "cumulativeSum of int32 goes beyond int32: convert the tensor with converted(to: .float64)",
      { _ = Tensor([Int(Int32.max), 1]).cumulativeSum(file: note, line: 7) }
    ),
    (
      "histogram(bins: 0) expects 1 to 10000000 bins, got 0",
      { _ = Tensor.zeros([3]).histogram(bins: 0, file: note, line: 7) }
    ),
    (
      "histogram(bins: 10) expects finite numbers, got some that are not: give it a range",
      { _ = Tensor([Double.infinity, 0]).histogram(file: note, line: 7) }
    ),
    (
      "padded expects two sizes of at least 0 for each of the 2 axes of shape [2, 2], got (1, 1)",
      { _ = Tensor.zeros([2, 2]).padded([(1, 1)], file: note, line: 7) }
    ),
    (
      "diagonal expects matrices [..., rows, columns], got shape [4]",
      { _ = Tensor.zeros([4]).diagonal(file: note, line: 7) }
    ),
    (
      "einsum(\"ij,jk->ik\") expects one size of axis j, got 3 and 4",
      {
        _ = einsum("ij,jk->ik", Tensor.zeros([2, 3]), Tensor.zeros([4, 2]), file: note, line: 7)
      }
    ),
    (
      "einsum(\"ij->ik\") has an axis k in its result, which no tensor has",
      { _ = einsum("ij->ik", Tensor.zeros([2, 3]), file: note, line: 7) }
    ),
    (
      "einsum(\"i,j\") names the axes of 2 tensors, got 1",
      { _ = einsum("i,j", Tensor.zeros([2]), file: note, line: 7) }
    ),
    (
      "einsum(\"...i->i\") expects a letter for every axis, got \".\"",
      { _ = einsum("...i->i", Tensor.zeros([2]), file: note, line: 7) }
    ),
    (
      "einsum(\"i,i\") expects tensors of one element type, got float32 and float64 (tensor 1): convert "
        + "it with converted(to:)",
      { _ = einsum("i,i", Tensor([1.0]), Tensor([1.0], type: .float64), file: note, line: 7) }
    ),
    (
      "svd has no gradient: use singularValues() in what is differentiated, or stopGradient before",
      { _ = gradient(at: Tensor.ones([2, 2])) { $0.svd(file: note, line: 7).s.sum() } }
    ),
    (
      "singularValues expects finite numbers, got some that are not",
      { _ = Tensor.full([2, 2], Double.nan).singularValues(file: note, line: 7) }
    ),
    (
      "unique() cannot be read while the function is being planned",
      {
        let plan = PlannedFunction("plan", workers: 1) {
          [$0[0].unique(file: note, line: 7).values]
        }
        _ = try? plan([Tensor([1])])
      }
    ),
  ]

  @Test(arguments: mistakes.indices)
  func mistakesAreToldAtTheCallersLine(_ index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index] in
      Self.mistakes[index].call()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    let expected = "note.md:7: Fatal error: \(Self.mistakes[index].sentence)"
    #expect(text.contains(expected), "\(text.prefix(400))")
  }
}
