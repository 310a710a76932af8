internal import CLinux
internal import Glibc

/// Sees to it that nothing of a run outlives the tool.
///
/// The kernel leads a process group, which the programs started by cells belong to. The socket's
/// end tells that the tool is gone; where the main thread is too busy to see it, the system's
/// signal to children of a dead process does.
enum ToolWatch {
  /// Asks for the signal, and ends at once if the tool has ended already.
  static func begin(parent: Int32) {
    signal(SIGHUP) { _ in ToolWatch.endProcessGroup() }
    follow(parent: parent)
  }

  /// Asks to be told of the parent's end; needed once more in a child, which inherits no such wish.
  static func follow(parent: Int32) {
    signal_at_end_of_parent(SIGHUP)
    if getppid() != parent { endProcessGroup() }
  }

  /// Ends this process and all that it has started; safe in a signal handler.
  static func endProcessGroup() -> Never {
    kill(0, SIGKILL)
    _exit(1)
  }
}
