#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Work on data sets, which the kernel's program does: the tool itself knows nothing of tensors.
package enum DatasetTools {
  /// The kernel's program could not be started.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// Lets the kernel's program carry out a command, its output going where ours goes.
  ///
  /// - Returns: Its exit status.
  package static func run(_ command: [String]) throws(Failure) -> Int32 {
    let program = InstalledFiles.kernel
    var arguments = ([program, "data"] + command).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let code = posix_spawn(&process, program, nil, nil, &arguments, environ)
    guard code == 0 else {
      throw Failure(
        description: "\(program) cannot be started: \(String(cString: strerror(code)))")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}
