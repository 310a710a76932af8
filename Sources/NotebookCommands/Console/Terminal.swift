#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What standard error is connected to: progress and diagnostics go there, results to standard
/// output.
struct Terminal: Sendable {
  /// Whether a person watches, so that a line may be rewritten.
  let isInteractive: Bool
  /// Whether colour may be used: not on a pipe, not with `NO_COLOR`.
  let usesColor: Bool

  init() {
    // A dumb terminal, such as an editor's, cannot rewrite a line either: it is treated as a pipe.
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
    isInteractive = isatty(2) == 1 && !isDumb
    usesColor = isInteractive && getenv("NO_COLOR") == nil
  }

  /// Columns of the window, 80 where it does not say.
  var width: Int {
    var size = winsize()
    return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// Writes text as it is.
  func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
