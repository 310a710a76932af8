internal import CLinux
internal import Glibc
internal import KernelMessages
internal import Tensors

/// Keeping the state between two cells by `fork()`.
///
/// The parent is the snapshot: it sleeps until its child, which goes on with the note, has ended.
/// A snapshot thus stays the child of the process before it, and the oldest one the tool's child.
enum Snapshot {
  enum Outcome {
    /// This is the child.
    case continued
    /// This is the parent, and the child has ended.
    case descendantEnded(Int32)
    /// This is the parent, the state is not needed any more, and the child lives on.
    case dropped(child: pid_t)
    case failed(String)
  }

  /// Why the state cannot be kept: threads do not survive a fork, except those of the tensors' pool
  /// and those of tasks that have ended, which a child starts anew.
  static func obstacle() -> String? {
    var others = 0
    // A thread that has just been dismissed takes a moment to be gone.
    var haveTasksEnded = false
    for _ in 0..<50 {
      haveTasksEnded = TaskThreads.shared.end()
      others = threadCount() - 1 - WorkerPool.shared.restingThreads
      if haveTasksEnded, others <= 0 { return nil }
      usleep(1000)
    }
    if !haveTasksEnded {
      return "tasks are running, and a snapshot can only be taken when none is"
    }
    return "\(others) other thread\(others == 1 ? " is" : "s are") running, "
      + "and a snapshot can only be taken when none is"
  }

  static func fork() -> Outcome {
    let parent = getpid()
    let child = TaskThreads.shared.fork()
    switch child {
    case -1:
      return .failed("no process for a snapshot: \(String(cString: strerror(errno)))")
    case 0:
      ToolWatch.follow(parent: parent)
      return .continued
    default:
      if wait_for_child_or_signal(child, KernelEntry.dropSignal) == 0 {
        return .dropped(child: child)
      }
      var status: Int32 = 0
      while waitpid(child, &status, 0) == -1 && errno == EINTR {}
      return .descendantEnded(status)
    }
  }

  /// Keeps the signal for the snapshot that waits for it; called before there are other threads,
  /// which inherit that.
  static func blockDropSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, KernelEntry.dropSignal)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  private static func threadCount() -> Int {
    guard let folder = opendir("/proc/self/task") else { return 1 }
    defer { closedir(folder) }
    var count = 0
    while let entry = readdir(folder) {
      if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
    }
    return count
  }
}
