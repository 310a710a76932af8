internal import Glibc

/// A counting semaphore that threads of any kind may wait for.
///
/// Unchecked: the C functions are made for being called from several threads.
final class Semaphore: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init(_ count: UInt32) { sem_init(semaphore, 0, count) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func signal() { sem_post(semaphore) }

  func wait() { while sem_wait(semaphore) != 0 {} }

  func tryWait() -> Bool { sem_trywait(semaphore) == 0 }
}
