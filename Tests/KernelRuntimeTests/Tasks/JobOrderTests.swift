import Glibc
import Testing

@testable import KernelRuntime

/// In which order jobs run. They are numbers here, and none is run.
@Suite struct JobOrderTests {
  private func job(_ number: Int) -> UnownedJob { unsafeBitCast(number, to: UnownedJob.self) }
  private func number(_ job: UnownedJob?) -> Int? { job.map { unsafeBitCast($0, to: Int.self) } }

  @Test func aQueueGivesThemAsTheyCame() {
    var queue = JobQueue()
    var (put, taken) = (0, 0)
    // More are waiting now and then than are kept room for.
    for round in [1, 3, 10_000, 20_000, 2, 5] {
      for _ in 0..<round {
        put += 1
        queue.append(job(put))
      }
      for _ in 0..<(round / 2 + 1) where taken < put {
        taken += 1
        #expect(number(queue.popFirst()) == taken)
      }
    }
    while let next = queue.popFirst() {
      taken += 1
      #expect(number(next) == taken)
    }
    #expect(taken == put)
    #expect(queue.isEmpty)
  }

  @Test func delayedOnesComeByTimeAndThenAsTheyCame() {
    var delayed = DelayedJobs()
    var expected: [(time: Int64, number: Int)] = []
    var state: UInt64 = 1
    for number in 1...2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      let time = Int64(state >> 33) % 300
      delayed.insert(job(number), at: time)
      expected.append((time, number))
    }
    expected.sort { ($0.time, $0.number) < ($1.time, $1.number) }
    #expect(delayed.earliest == expected[0].time)
    #expect(delayed.popFirst(until: expected[0].time - 1) == nil)
    var found: [Int] = []
    for time in Int64(0)..<300 {
      while let next = number(delayed.popFirst(until: time)) { found.append(next) }
    }
    #expect(found == expected.map(\.number))
    #expect(delayed.isEmpty)
  }

  @Test func timesBeyondAllClocksAreTheLastOne() {
    let now = MonotonicTime.now
    #expect(MonotonicTime.after(.max) == .max)
    #expect(MonotonicTime.after(1_000) >= now + 1_000)
    #expect(MonotonicTime.when(CLOCK_MONOTONIC, shows: .max, 0) == .max)
    #expect(MonotonicTime.when(CLOCK_MONOTONIC, shows: .min, 0) <= MonotonicTime.now)
    let second = now / 1_000_000_000 + 100
    let time = MonotonicTime.when(CLOCK_MONOTONIC, shows: second, 5)
    #expect(abs(time - (second * 1_000_000_000 + 5)) < 50_000_000_000)
    #expect(time >= second * 1_000_000_000 + 5)
  }
}
