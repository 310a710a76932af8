#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Opens a finished report in the user's browser.
enum Browser {
  /// No program of the machine opens files.
  struct Failure: Error, CustomStringConvertible {
    var program: String
    var report: String
    var description: String { "'\(program)' could not be started; open \(report) in a browser" }
  }

  /// Starts the machine's opener and does not wait for it.
  static func open(_ report: String) throws(Failure) {
    #if os(macOS)
      let program = "open"
    #else
      let program = "xdg-open"
    #endif
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(report), nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    guard posix_spawnp(&process, program, nil, nil, &arguments, environ) == 0 else {
      throw Failure(program: program, report: report)
    }
  }
}
