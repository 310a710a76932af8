import Tensors
import Testing

@testable import Datasets

@Suite struct TrainingDataTests {
  private let data = LabeledImages(
    images: Tensor((0..<40).map(Float.init), shape: [10, 2, 2]),
    labels: Tensor((0..<10).map(Int32.init), shape: [10]), classNames: [])

  @Test func splitsWithoutCopyingAnything() {
    let (first, rest) = data.split(at: 4)
    #expect(first.count == 4)
    #expect(rest.labels.integers == [4, 5, 6, 7, 8, 9])
    #expect(rest.images[0].scalars == [16, 17, 18, 19])
    guard case .concrete(let whole, _) = data.images.contents,
      case .concrete(let part, let offset) = rest.images.contents
    else {
      Issue.record("expected values in memory")
      return
    }
    #expect(whole === part)
    #expect(offset == 16)
  }

  @Test func slicesASliceFromItsOwnBeginning() {
    #expect(data[2..<8][1..<3].labels.integers == [3, 4])
    #expect(data[2..<8].prefix(2).labels.integers == [2, 3])
    #expect(data.prefix(99).count == 10)
  }

  @Test func gathersFromASlice() {
    #expect(data[5..<10].gathering([4, 0]).labels.integers == [9, 5])
  }

  @Test func batchesHoldEveryExampleOnceAndTheTailToo() {
    let batches = Array(data.batches(of: 4, shuffledBy: 3))
    #expect(batches.map(\.count) == [4, 4, 2])
    #expect(batches.flatMap { $0.labels.integers }.sorted() == Array(0..<10))
    #expect(data.batches(of: 4).count == 3)
  }

  @Test func theSameSeedGivesTheSameOrderAndAnotherAnother() {
    func order(_ seed: Int) -> [Int] {
      data.batches(of: 3, shuffledBy: seed).flatMap { $0.labels.integers }
    }
    #expect(order(3) == order(3))
    #expect(order(3) != order(4))
    #expect(data.batches(of: 3).flatMap { $0.labels.integers } == Array(0..<10))
  }

  @Test func everyEpochHasAnOrderOfItsOwn() {
    let first = Permutation.of(1000, seed: 1, epoch: 1)
    #expect(first != Permutation.of(1000, seed: 1, epoch: 2))
    #expect(first.sorted() == Array(0..<1000))
  }
}
