internal import Glibc
internal import KernelMessages

/// What a snapshot becomes that is not needed any more.
///
/// Its child goes on with the note, and the snapshot before it waits for its end: the process has
/// to stay between them. It starts its own program anew, which frees all of its memory, and ends as
/// its child does.
enum SnapshotRelay {
  /// Turns this process into a relay; where the system refuses, it waits with the memory it has.
  static func become(waitingFor child: pid_t) -> Never {
    let words = ["notebook-kernel", KernelEntry.relay, "\(child)", "\(getppid())"]
    let arguments = words.map { strdup($0) } + [nil]
    execv("/proc/self/exe", arguments)
    endAs(child)
  }

  /// Does the work of a relay in a process that was started as one.
  static func runIfAsked(_ arguments: [String]) {
    guard arguments.count == 4, arguments[1] == KernelEntry.relay, let child = pid_t(arguments[2]),
      let parent = pid_t(arguments[3])
    else { return }
    ToolWatch.begin(parent: parent)
    // What it has inherited is not its own; an end of a pipe held here would hide the other's.
    Descriptors.closeOthers(above: -1)
    endAs(child)
  }

  private static func endAs(_ child: pid_t) -> Never {
    var status: Int32 = 0
    while waitpid(child, &status, 0) == -1 {
      if errno != EINTR { _exit(1) }
    }
    let signalNumber = status & 0x7f
    if signalNumber == 0 { _exit((status >> 8) & 0xff) }
    signal(signalNumber, SIG_DFL)
    kill(getpid(), signalNumber)
    _exit(128 + signalNumber)
  }
}
