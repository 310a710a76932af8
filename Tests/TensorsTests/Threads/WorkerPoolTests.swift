import Synchronization
import Testing

@testable import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct WorkerPoolTests {
  @Test func runsEveryWorkerOncePerJob() {
    let pool = WorkerPool()
    for count in [1, 4, 2, 16, 3] {
      let calls = (0..<16).map { _ in Counter() }
      for _ in 0..<50 { pool.run(count: count) { calls[$0].add() } }
      #expect(calls.map(\.value) == (0..<16).map { $0 < count ? 50 : 0 })
    }
  }

  @Test func waitsForAWorkerThatLostItsCore() {
    let pool = WorkerPool()
    let barrier = Barrier(count: 2)
    let late = Counter()
    pool.run(count: 2) { worker in
      // Longer than waiting threads spin: the others must sleep and be woken.
      if worker == 1 { usleep(20_000) }
      if worker == 1 { late.add() }
      barrier.wait()
      if worker == 0 { #expect(late.value == 1) }
    }
  }

  @Test func letsManyMoreWorkersThanCoresMeet() {
    let pool = WorkerPool()
    let barrier = Barrier(count: 12)
    let total = Counter()
    pool.run(count: 12) { _ in
      for round in 1...20 {
        total.add()
        barrier.wait()
        #expect(total.value == round * 12)
        barrier.wait()
      }
    }
  }

  @Test func flushesDenormalsInWorkersAndRestoresTheCaller() {
    let tiny = Counter()
    WorkerPool().run(count: 3) { _ in if halfOfTheSmallest() == 0 { tiny.add() } }
    #expect(tiny.value == 3)
    #expect(halfOfTheSmallest() > 0)
  }

  /// Half of the smallest normal number, computed at run time.
  @inline(never)
  private func halfOfTheSmallest() -> Float {
    let numbers = [Float.leastNormalMagnitude, 0.5].shuffled()
    return numbers[0] * numbers[1]
  }

  private final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .sequentiallyConsistent) }
    func add() { count.add(1, ordering: .sequentiallyConsistent) }
  }
}
