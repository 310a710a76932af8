internal import CLinux
@preconcurrency internal import Glibc
internal import KernelMessages
internal import Synchronization

/// Tells the tool which signal ends the kernel and where in the note, before the signal does it.
enum CrashHandler {
  private static let signals = [
    SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGPIPE, SIGSYS, SIGQUIT,
  ]

  /// What the handler needs. Set before the first handler is installed, and constant from then on.
  nonisolated(unsafe) private static var writer: LastWordsWriter?
  /// Where the stack of the running cell ends. Written by the only cell thread at its start.
  nonisolated(unsafe) private static var stackEnd: UInt = 0

  /// The thread of the running cell. Written by the main thread while no cell runs, and by the
  /// cell's thread at its start.
  nonisolated(unsafe) private static var cellThread: pthread_t?
  /// Whether another thread is dying and wants to know where the cell is, and whether it knows.
  private static let isAsking = Atomic<Bool>(false)
  private static let isAnswered = Atomic<Bool>(false)

  /// Handles the signals that end a process.
  static func install(lastWords: Int32) {
    writer = LastWordsWriter(descriptor: lastWords)
    watchThisThread()
    // Their first use must not be in the handler.
    isAsking.store(false, ordering: .relaxed)
    isAnswered.store(false, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = { number, information, context in
      CrashHandler.handle(number, information, context)
    }
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
    for number in signals { sigaction(number, &action, nil) }
  }

  /// Lets the handler run on a stack of its own, as a full one has no room for it.
  static func watchThisThread() {
    var stack = stack_t()
    stack.ss_size = 1 << 18
    stack.ss_sp = alternateStacks[pthread_self() == mainThread ? 0 : 1]
    sigaltstack(&stack, nil)
    var attributes = pthread_attr_t()
    guard pthread_getattr_np(pthread_self(), &attributes) == 0 else { return }
    defer { pthread_attr_destroy(&attributes) }
    var start: UnsafeMutableRawPointer?
    var size = 0
    pthread_attr_getstack(&attributes, &start, &size)
    stackEnd = UInt(bitPattern: start)
    if pthread_self() != mainThread { cellThread = pthread_self() }
  }

  /// Forgets the thread of the cell, which is about to be joined.
  static func cellIsEnding() { cellThread = nil }

  private static let mainThread = pthread_self()
  /// One for the main thread and one for the cell's: there is never more than one cell running.
  nonisolated(unsafe) private static let alternateStacks = (0..<2).map { _ in
    UnsafeMutableRawPointer.allocate(byteCount: 1 << 18, alignment: 16)
  }

  private static func handle(
    _ number: Int32, _ information: UnsafeMutablePointer<siginfo_t>?,
    _ context: UnsafeMutableRawPointer?
  ) {
    guard let writer, let information else { return }
    if number == SIGQUIT, isAsking.load(ordering: .acquiring) {
      writer.writeFrames()
      isAnswered.store(true, ordering: .releasing)
      while true { pause() }
    }
    // Should anything below wait for ever, the process still ends, and what is written stands.
    alarm(2)
    let address = UInt(bitPattern: information.pointee._sifields._sigfault.si_addr)
    let isFault = number == SIGSEGV || number == SIGBUS
    writer.writeSignal(
      LastWords.Signal(
        number: number, code: information.pointee.si_code,
        address: isFault ? UInt64(address) : 0,
        programCounter: programCounter(in: context),
        isStackOverflow: isFault && isBeyondStack(address)))
    writer.writeMemoryMap()
    writer.writeFrames()
    askCell()
    // What was printed without an end of line; only if nobody is within the stream.
    if ftrylockfile(stdout) == 0 { fflush_unlocked(stdout) }
    raise(number)
  }

  /// Has the cell's thread write its frames too, if this is another: a trap in a worker of the
  /// tensors' pool has the line of the note where the cell waits for it.
  private static func askCell() {
    guard let cellThread, pthread_equal(cellThread, pthread_self()) == 0 else { return }
    isAsking.store(true, ordering: .releasing)
    guard pthread_kill(cellThread, SIGQUIT) == 0 else { return }
    for _ in 0..<200 where !isAnswered.load(ordering: .acquiring) { usleep(1000) }
  }

  /// Whether an address lies in the guard pages below the cell's stack or in its last page.
  private static func isBeyondStack(_ address: UInt) -> Bool {
    address &- (stackEnd &- (2 << 20)) < (2 << 20) + 4096
  }

  private static func programCounter(in context: UnsafeMutableRawPointer?) -> UInt64 {
    guard let context = context?.assumingMemoryBound(to: ucontext_t.self) else { return 0 }
    #if arch(x86_64)
      return UInt64(bitPattern: context.pointee.uc_mcontext.gregs.16)
    #elseif arch(arm64)
      return context.pointee.uc_mcontext.pc
    #else
      return 0
    #endif
  }
}
