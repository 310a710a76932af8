internal import Glibc

/// What the system says of a process.
struct ProcessStatus {
  /// A letter: `R` runs, `S` sleeps, `T` is stopped by a signal, `Z` has ended and waits for its
  /// parent to notice.
  let state: UInt8
  /// When it began, in clock ticks since the system was started.
  let began: UInt64

  /// Reads `/proc/N/stat`; `nil` where there is no such process.
  init?(of process: pid_t) {
    let file = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 1024)
    let count = read(file, &text, text.count)
    // `123 (name) T …`; a name may contain anything.
    let line = text[..<max(0, count)]
    guard let end = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    // From the third field on; the beginning is the 22nd.
    let fields = line[(end + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19, let state = fields[0].first,
      let began = UInt64(String(decoding: fields[19], as: UTF8.self))
    else { return nil }
    self.state = state
    self.began = began
  }

  /// Whether a signal has stopped a process, which then never comes to an end by itself.
  static func isStopped(_ process: pid_t) -> Bool {
    Self(of: process)?.state == UInt8(ascii: "T")
  }

  /// Whether a process is gone, or waits only for its parent to notice.
  static func hasEnded(_ process: pid_t) -> Bool {
    guard let state = Self(of: process)?.state else { return true }
    return state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")
  }
}
