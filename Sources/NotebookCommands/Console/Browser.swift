internal import SystemBasics

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
      let name = "open"
    #else
      let name = "xdg-open"
    #endif
    guard let program = SystemProgram(named: name), program.start([report]).error == 0 else {
      throw Failure(program: name, report: report)
    }
  }
}
