import Testing

@testable import Tensors

struct AdaptiveTeamSizeTests {
  /// The teams of the blocks of a run in which steps take as long as `seconds` says.
  private func teams(
    _ blocks: Int, _ size: inout AdaptiveTeamSize, all: Double, one: Double
  ) -> [Int] {
    (0..<blocks).map { _ in
      let team = size.team
      let seconds = team == 1 ? one : all
      size.add(steps: Int(0.011 / seconds), seconds: 0.011)
      return team
    }
  }

  @Test func staysWithAllWorkersWhileTheyAreFaster() {
    var size = AdaptiveTeamSize(workers: 2, phase: 50)
    #expect(teams(50, &size, all: 1e-4, one: 2e-4).count { $0 == 1 } == 1)
  }

  @Test func leavesWorkersThatWaitForEachOtherAndComesBack() {
    var size = AdaptiveTeamSize(workers: 2, phase: 50)
    _ = teams(10, &size, all: 1e-4, one: 2e-4)
    let disturbed = teams(100, &size, all: 8e-4, one: 2e-4)
    #expect(disturbed.count { $0 == 2 } <= 12)
    _ = teams(60, &size, all: 1e-4, one: 2e-4)
    #expect(teams(50, &size, all: 1e-4, one: 2e-4).allSatisfy { $0 == 2 })
  }

  @Test func losesOneBlockToAShortDisturbance() {
    var size = AdaptiveTeamSize(workers: 2, phase: 50)
    _ = teams(10, &size, all: 1e-4, one: 2e-4)
    _ = teams(1, &size, all: 8e-4, one: 2e-4)
    #expect(teams(50, &size, all: 1e-4, one: 2e-4).count { $0 == 1 } == 1)
  }

  @Test func neverChangesAPlanOfOneWorker() {
    var size = AdaptiveTeamSize(workers: 1, phase: 50)
    #expect(teams(50, &size, all: 1e-4, one: 1e-4).allSatisfy { $0 == 1 })
    #expect(size.stepsAhead == .max)
  }

  @Test func keepsAllWorkersWhereTheySeldomMeet() {
    var size = AdaptiveTeamSize(workers: 2, phase: 5_000)
    #expect(teams(50, &size, all: 9e-3, one: 1e-3).allSatisfy { $0 == 2 })
  }
}
