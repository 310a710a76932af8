import Testing

@testable import Tensors

struct RandomTests {
  /// The vectors published with the Random123 library for philox4x32-10.
  @Test func philoxGivesThePublishedWords() {
    #expect(
      Philox(0, 0).words(0, 0, 0, 0)
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = UInt32.max
    #expect(
      Philox(ones, ones).words(ones, ones, ones, ones)
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      Philox(0xa409_3822, 0x299f_31d0).words(
        0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344)
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  /// These numbers are a promise: a note's results do not change with a new version of the library.
  @Test func numbersOfASeedStayWhatTheyAre() {
    #expect(
      Tensor.uniform([4], seed: 1).scalars == [0.89025915, 0.8946847, 0.5857259, 0.71126807])
    #expect(
      Tensor.normal([4], seed: 1).scalars == [0.3804006, -0.29627794, -0.24923347, -1.0038372])
    #expect(
      Tensor.truncatedNormal([3], seed: 1).scalars == [1.6981305, -1.2298826, -1.4280121])
    #expect(
      Tensor.bernoulli([8], probability: 0.5, seed: 1).integers == [0, 0, 0, 0, 0, 0, 1, 0])
    #expect(Tensor.permutation(6, seed: 1).integers == [4, 5, 1, 3, 0, 2])
    #expect(RandomKey(seed: 1).folding(7).tensor.integers == [-419_850_448, -610_607_654])
  }

  @Test func sameSeedGivesTheSameNumbersWhateverTheShape() {
    let long = Tensor.normal([1000], seed: 5).scalars
    #expect(Tensor.normal([10, 100], seed: 5).scalars == long)
    #expect(Tensor.normal([7], seed: 5).scalars == Array(long.prefix(7)))
    #expect(Tensor.normal([1000], seed: 6).scalars != long)
  }

  @Test func aRangeIsThePartOfTheWhole() {
    let generator = Philox(3, 4)
    let distributions: [RandomDistribution] = [
      .uniform(lower: 0, upper: 1), .normal(mean: 0, standardDeviation: 1),
      .truncatedNormal(mean: 0, standardDeviation: 1), .bernoulli(probability: 0.5),
    ]
    for distribution in distributions {
      func fill(_ range: Range<Int>) -> [Float] {
        var values = [Float](repeating: 0, count: range.count)
        values.withUnsafeMutableBufferPointer {
          RandomKernels.fill(distribution, generator, range: range, into: $0.baseAddress!)
        }
        return values
      }
      #expect(Array(fill(0..<100)[13..<57]) == fill(13..<57))
    }
  }

  @Test func momentsFitTheDistributions() {
    let count = 200_000
    func moments(_ x: Tensor) -> (Double, Double) {
      let x = x.converted(to: .float64)
      return (Double(x.mean()), Double(x.variance()))
    }
    let uniform = moments(.uniform([count], lower: -1, upper: 3, seed: 1))
    #expect((uniform.0 - 1).magnitude < 0.01)
    #expect((uniform.1 - 16 / 12).magnitude < 0.01)
    let normal = moments(.normal([count], mean: 2, standardDeviation: 3, seed: 2))
    #expect((normal.0 - 2).magnitude < 0.03)
    #expect((normal.1 - 9).magnitude < 0.1)
    let truncated = Tensor.truncatedNormal([count], seed: 3)
    #expect(truncated.abs().max().scalar <= 2)
    #expect((moments(truncated).1.squareRoot() - 0.879_625_66).magnitude < 0.005)
    #expect((moments(.bernoulli([count], probability: 0.3, seed: 4)).0 - 0.3).magnitude < 0.005)
  }

  @Test func uniformExcludesItsUpperBound() {
    let x = Tensor.uniform([100_000], lower: 1e7, upper: 1e7 + 1, seed: 8)
    #expect(x.max().scalar < 1e7 + 1)
    #expect(x.min().scalar >= 1e7)
  }

  @Test func permutationHoldsEveryNumberOnceInAnotherOrder() {
    let order = Tensor.permutation(1000, seed: 1).integers
    #expect(order.sorted() == Array(0..<1000))
    #expect(order != Array(0..<1000))
    #expect(order != Tensor.permutation(1000, seed: 2).integers)
  }

  @Test func keysOfALayerDiffer() {
    let keys = RandomKey(seed: 1).split(into: 3).map(\.tensor.integers)
    #expect(Set(keys).count == 3)
  }

  @Test func drawsOfSeveralThreadsAtATimeAllDiffer() async {
    let drawn = await withTaskGroup(of: [[Float]].self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<500).map { _ in Tensor.normal([2]).scalars } }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(drawn).count == 4_000)
  }

  @Test func drawsWithoutSeedTakeANewKeyAtEveryCallOfAPlannedFunction() throws {
    let trace = try Trace.of(inputs: []) { _ in [Tensor.uniform([4]), Tensor.uniform([4])] }
    #expect(trace.states.map(\.name) == ["random key"])
    #expect(trace.graph.updates.count == 1)
    #expect(trace.graph.outputs[0] != trace.graph.outputs[1])
  }
}
