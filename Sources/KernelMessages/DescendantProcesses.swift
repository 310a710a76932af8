#if canImport(Glibc)
  @preconcurrency internal import Glibc
#else
  @preconcurrency internal import Darwin
#endif

/// Everything that a kernel has started, found by its session and by a variable of the environment
/// that programs hand on to what they start themselves: a program in a session of its own, and one
/// whose parents have ended, is found as well.
///
/// Ending them takes no memory and no lock that others may hold, so that a handler of a signal can
/// do it. Unchecked: after `init` only whoever ends a kernel uses it, and is then alone.
package final class DescendantProcesses: @unchecked Sendable {
  /// The variable that bears the mark.
  package static let variable = "NOTEBOOK_RUN"

  private static let bufferSize = 1 << 16

  #if canImport(Glibc)
    private let folder: OpaquePointer
  #else
    private let folder: UnsafeMutablePointer<DIR>
  #endif
  /// `NOTEBOOK_RUN=…`
  private let entry: [UInt8]
  private let buffer = UnsafeMutableRawPointer.allocate(byteCount: bufferSize, alignment: 16)
  /// `/proc/123/environ`
  private let path = UnsafeMutablePointer<CChar>.allocate(capacity: 300)

  /// Prepares to find the processes with a mark; `nil` where the system has no list of processes.
  package init?(mark: String) {
    guard !mark.isEmpty, let folder = opendir("/proc") else { return nil }
    self.folder = folder
    entry = Array("\(Self.variable)=\(mark)\0".utf8)
  }

  deinit {
    closedir(folder)
    buffer.deallocate()
    path.deallocate()
  }

  /// Ends all of them but the calling process.
  ///
  /// - Parameters:
  ///   - session: The kernel's; it must not have been reaped.
  ///   - isWanted: Which of them are meant.
  package func killAll(session: Int32, where isWanted: (Int32) -> Bool = { _ in true }) {
    // A program may start others while it is looked for; each round ends those it finds.
    var rounds = 0
    while rounds < 16, killSome(session, isWanted) { rounds += 1 }
  }

  /// Whether there was one.
  private func killSome(_ session: pid_t, _ isWanted: (Int32) -> Bool) -> Bool {
    var found = false
    rewinddir(folder)
    while let item = readdir(folder) {
      let process = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          let process = atoi(name)
          return process > 0 && (getsid(process) == session || bearsMark(name)) ? process : 0
        }
      }
      guard process > 0, process != getpid(), isWanted(process) else { continue }
      found = kill(process, SIGKILL) == 0 || found
    }
    return found
  }

  /// Whether the process with a name in `/proc` has the variable.
  private func bearsMark(_ name: UnsafePointer<CChar>) -> Bool {
    strcpy(path, "/proc/")
    strcat(path, name)
    strcat(path, "/environ")
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var kept = 0
    while true {
      let count = read(file, buffer + kept, Self.bufferSize - kept)
      guard count > 0 else { return false }
      if contains(kept + count) { return true }
      // The mark may lie across the border of two pieces.
      let rest = min(entry.count - 1, kept + count)
      memmove(buffer, buffer + kept + count - rest, rest)
      kept = rest
    }
  }

  /// Whether the first bytes of the buffer contain the mark.
  private func contains(_ count: Int) -> Bool {
    entry.withUnsafeBytes { entry in
      guard count >= entry.count, let first = entry.first, let start = entry.baseAddress else {
        return false
      }
      var position = buffer
      let end = buffer + count - entry.count + 1
      while position < end, let found = memchr(position, Int32(first), end - position) {
        if memcmp(found, start, entry.count) == 0 { return true }
        position = found + 1
      }
      return false
    }
  }
}
