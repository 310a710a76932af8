internal import CLinux
internal import Glibc
internal import KernelMessages

/// Sees to it that nothing of a run outlives the tool.
///
/// The kernel leads a process group and all that its cells start bears its mark. The socket's end
/// tells that the tool is gone; where the main thread is too busy to see it, or stopped, the
/// system's signal to children of a dead process does: SIGCONT, which wakes a stopped one as well.
enum ToolWatch {
  /// What the kernel has started. Set once, before the signal can come.
  nonisolated(unsafe) private static var started: DescendantProcesses?

  /// The process whose end is this one's. Written by the main thread before it asks for the signal.
  nonisolated(unsafe) private static var parent: Int32 = 0

  /// Asks for the signal, and ends at once if the tool has ended already.
  static func begin(parent: Int32) {
    started = getenv(DescendantProcesses.variable).flatMap {
      DescendantProcesses(mark: String(cString: $0))
    }
    signal(SIGCONT) { _ in
      // Whoever stopped this process may also let it go on.
      if getppid() != ToolWatch.parent { ToolWatch.endAll() }
    }
    follow(parent: parent)
  }

  /// Asks to be told of the parent's end; needed once more in a child, which inherits no such wish.
  static func follow(parent: Int32) {
    self.parent = parent
    signal_at_end_of_parent(SIGCONT)
    if getppid() != parent { endAll() }
  }

  /// Ends this process and all that it has started; safe in a signal handler.
  static func endAll() -> Never {
    // The signal may come while the main thread is at it, and would wait for it on its own stack.
    signal(SIGCONT, SIG_IGN)
    started?.killAll(session: getsid(0))
    kill(0, SIGKILL)
    _exit(1)
  }
}
