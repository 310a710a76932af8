import Testing

@testable import Sweeps

@Suite struct LocalShareTests {
  private typealias Share = LocalEngine.Share

  @Test func runsAndThreadsFitTheCores() {
    #expect(Share.fitting(runs: 6, cores: 2) == Share(jobs: 2, threads: 1))
    #expect(Share.fitting(runs: 100, cores: 16) == Share(jobs: 16, threads: 1))
    #expect(Share.fitting(runs: 2, cores: 16) == Share(jobs: 2, threads: 8))
    #expect(Share.fitting(runs: 1, cores: 4) == Share(jobs: 1, threads: 4))
    #expect(Share.fitting(runs: 0, cores: 4) == Share(jobs: 1, threads: 4))
  }

  @Test func whatIsSaidHolds() {
    #expect(Share.fitting(runs: 9, cores: 4, jobs: 8) == Share(jobs: 8, threads: 1))
    #expect(Share.fitting(runs: 9, cores: 4, threads: 2) == Share(jobs: 2, threads: 2))
    #expect(Share.fitting(runs: 9, cores: 4, jobs: 3, threads: 4) == Share(jobs: 3, threads: 4))
  }

  @Test func memoryHoldsRunsBack() {
    #expect(
      Share.fitting(runs: 9, cores: 8, memory: (each: 4 << 30, free: 9 << 30))
        == Share(jobs: 2, threads: 4))
    // One run at least, and what is said goes first.
    #expect(
      Share.fitting(runs: 9, cores: 2, memory: (each: 4 << 30, free: 1 << 30))
        == Share(jobs: 1, threads: 2))
    #expect(
      Share.fitting(runs: 9, cores: 8, jobs: 4, memory: (each: 4 << 30, free: 1 << 30))
        == Share(jobs: 4, threads: 2))
  }
}
