internal import Glibc

/// A thread that runs one cell.
///
/// A thread of its own gives a cell a stack large enough for useful recursion, and makes it
/// possible to leave the cell in the middle: ending a thread is defined, jumping out of Swift
/// functions is not.
final class CellThread {
  /// The bytes of a cell's stack; only what is used takes memory.
  static let stackSize = 64 << 20

  struct Result {
    var seconds: Double
    var loadingError: String?
    /// Whether the thread was left before the cell's last line.
    var isLeftEarly: Bool
  }

  /// What the thread gets and leaves behind.
  private final class Work {
    let library: CellLibrary
    let endPipe: Int32
    var loadingError: String?
    var seconds = 0.0
    var isAtItsEnd = false

    init(library: CellLibrary, endPipe: Int32) {
      self.library = library
      self.endPipe = endPipe
    }
  }

  /// Becomes readable when the thread ends, whichever way.
  let ended: Int32
  private let work: Work
  private var thread = pthread_t()

  /// Starts a cell.
  init(running library: CellLibrary) throws(CellLoadingError) {
    var pipes: [Int32] = [-1, -1]
    guard pipe(&pipes) == 0 else {
      throw CellLoadingError(description: "no pipe: \(String(cString: strerror(errno)))")
    }
    // A cell that closes low numbers that it never opened does not close these.
    pipes = pipes.map(Descriptors.moveAway)
    ended = pipes[0]
    work = Work(library: library, endPipe: pipes[1])
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    // Swift steps over a single page when a function's variables are larger than it.
    pthread_attr_setguardsize(&attributes, 1 << 20)
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { CellThread.run(Unmanaged<Work>.fromOpaque(argument)) }
        return nil
      }, Unmanaged.passUnretained(work).toOpaque())
    guard code == 0 else {
      close(pipes[0])
      close(pipes[1])
      throw CellLoadingError(
        description: "no thread for the cell: \(String(cString: strerror(code)))")
    }
  }

  /// Waits for the thread's last instruction.
  func join() -> Result {
    CrashHandler.cellIsEnding()
    pthread_join(thread, nil)
    close(ended)
    return Result(
      seconds: work.seconds, loadingError: work.loadingError, isLeftEarly: !work.isAtItsEnd)
  }

  /// Ends the process with a signal to this thread, so that the last words tell where it is.
  func end() {
    pthread_kill(thread, SIGQUIT)
  }

  /// Ends the calling cell's thread.
  static func leave() -> Never {
    pthread_exit(nil)
  }

  /// Called with the work when the thread ends: by returning, by `leave()`, or by a cell's own
  /// call of `pthread_exit`.
  private static let endKey: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { argument in
      guard let argument else { return }
      let work = Unmanaged<Work>.fromOpaque(argument).takeUnretainedValue()
      work.seconds += monotonicSeconds()
      close(work.endPipe)
    }
    return key
  }()

  private static func run(_ reference: Unmanaged<Work>) {
    CrashHandler.watchThisThread()
    pthread_setspecific(endKey, reference.toOpaque())
    let work = reference.takeUnretainedValue()
    work.seconds = -monotonicSeconds()
    do {
      try work.library.run()
    } catch {
      work.loadingError = error.description
    }
    work.isAtItsEnd = true
  }
}

/// Seconds of a clock that nobody sets.
func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
