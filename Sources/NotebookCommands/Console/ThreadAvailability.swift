#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whether the system lets this user start the threads and programs that a command needs.
enum ThreadAvailability {
  /// Starts threads that all exist at once, and ends them.
  ///
  /// - Parameters:
  ///   - count: A run's own threads and the programs it starts.
  ///   - stackSize: Bytes of each thread's stack.
  static func isSufficient(for count: Int = 16, stackSize: Int = 1 << 16) -> Bool {
    let door = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(door, 0, 0)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackSize)
    var threads: [pthread_t] = []
    for _ in 0..<count {
      var thread = pthread_t()
      let code = pthread_create(
        &thread, &attributes,
        { door in
          if let door { sem_wait(door.assumingMemoryBound(to: sem_t.self)) }
          return nil
        }, door)
      guard code == 0 else { break }
      threads.append(thread)
    }
    for _ in threads { sem_post(door) }
    for thread in threads { pthread_join(thread, nil) }
    pthread_attr_destroy(&attributes)
    sem_destroy(door)
    door.deallocate()
    return threads.count == count
  }
}
