internal import Glibc

/// A lock that a condition can be waited for with. Unchecked: the C functions are made for being
/// called from several threads.
final class Lock: @unchecked Sendable {
  fileprivate let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() { pthread_mutex_init(mutex, nil) }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func acquire() { pthread_mutex_lock(mutex) }
  func release() { pthread_mutex_unlock(mutex) }
}

/// What threads wait for that hold a lock. Unchecked for the same reason.
final class Condition: @unchecked Sendable {
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() { forgetWaiting() }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
  }

  /// Makes the condition anew, in a process that has none of the threads that waited.
  func forgetWaiting() { pthread_cond_init(condition, nil) }

  func signal() { pthread_cond_signal(condition) }
  func broadcast() { pthread_cond_broadcast(condition) }

  /// Waits, without the lock meanwhile; may come back early.
  func wait(_ lock: Lock) { pthread_cond_wait(condition, lock.mutex) }
}
