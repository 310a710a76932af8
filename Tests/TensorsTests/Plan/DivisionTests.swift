import Testing

@testable import Tensors

struct DivisionTests {
  @Test func coversEverythingOnceWhateverTheWorkers() {
    for count in [1, 7, 48, 100, 300, 784] {
      for workers in 1...16 {
        let division = Division.columns(count)
        let shares = (0..<workers).map { division.share(of: $0, among: workers) }
        #expect(shares.flatMap { Array($0) } == Array(0..<count))
      }
    }
  }

  @Test func cutsAtShardsOfThePlan() {
    #expect(Division.columns(300).share(of: 0, among: 2) == 0..<144)
    #expect(Division.rows(32).share(of: 1, among: 2) == 16..<32)
  }
}
