import Testing

@testable import Tensors

/// Integers that do not fit are refused, never wrapped around.
struct IntegerTests {
  private let extremes = Tensor([Int32.min, 5, Int32.max])

  @Test func extremesHaveTheirPlaces() {
    #expect(extremes.argmin().integers == [0])
    #expect(extremes.argmax().integers == [2])
    #expect(Tensor([Int32.max, Int32.min, Int32.min]).argmin().integers == [1])
    #expect(extremes.min().integers == [Int(Int32.min)])
  }

  @Test func sumsMayPassTheRangeOnTheirWay() {
    #expect(Tensor([Int32.max, 1, -1]).sum().integers == [Int(Int32.max)])
    #expect(Tensor([Int32.max, 2, 0]).product().integers == [0])
  }

  @Test func remaindersHaveTheSignOfTheDividend() {
    #expect((Tensor([7, -7, 6]) % 3).integers == [1, -1, 0])
    #expect((Tensor([7.5, -7.5]) % 2).scalars == [1.5, -1.5])
    #expect((Tensor([1.0]) % 0).scalars[0].isNaN)
    #expect(gradient(at: [7.5]) { ($0 % 2).sum() }.scalars == [1])
    #expect(gradient(at: [2]) { (Tensor([7.5]) % $0).sum() }.scalars == [-3])
  }

  @Test func sumsThatDoNotFitStop() async {
    let sum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([Int32.max, 1]).sum()
    }
    expect(
      sum,
      "sum of int32 numbers expects results in -2147483648...2147483647, got 2147483648: convert "
        + "the tensor first, with converted(to: .float64)")
    let product = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([65_536, 1]) * Tensor([65_536, 1])
    }
    expect(
      product, "* of int32 numbers expects results in -2147483648...2147483647, got 4294967296")
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = -Tensor([Int32.min])
    }
    expect(negative, "- of int32 numbers expects results in")
    let remainder = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Tensor([5]) % Tensor([0])
    }
    expect(remainder, "% of int32 numbers expects divisors that are not 0, got 5 % 0")
  }

  private func expect(
    _ result: ExitTest.Result?, _ sentence: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(sentence), "\(text)", sourceLocation: sourceLocation)
  }
}
