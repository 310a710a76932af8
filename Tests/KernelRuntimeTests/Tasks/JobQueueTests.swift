import Testing

@testable import KernelRuntime

/// In which order jobs run. They are numbers here, and none is run.
@Suite struct JobQueueTests {
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
}
