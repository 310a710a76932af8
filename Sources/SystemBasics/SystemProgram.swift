#if canImport(Glibc)
  @preconcurrency internal import Glibc
#elseif canImport(Musl)
  @preconcurrency internal import Musl
#else
  @preconcurrency internal import Darwin
#endif

/// A program of the system, started with the descriptors and the environment of its caller: the one
/// way for code that cannot wait with `await`. All other code starts programs by the package
/// Subprocess; `KernelSupervision` starts the kernel, which has five descriptors, and the program
/// that names the lines of its crashes.
package struct SystemProgram: Sendable {
  /// Where the program is.
  package let path: String

  /// Looks for a program.
  ///
  /// - Parameters:
  ///   - name: The name of its file.
  ///   - searchPath: The folders, parted by colons; `nil` for `PATH`.
  package init?(named name: String, searchPath: String? = nil) {
    let folders =
      searchPath ?? getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    let paths = folders.split(separator: ":").map { "\($0)/\(name)" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else { return nil }
    self.path = path
  }

  /// Starts the program and does not wait for it.
  ///
  /// - Parameter arguments: Without the program's own name.
  /// - Returns: The process identifier; the system's error number where it could not be started.
  package func start(_ arguments: [String]) -> (process: Int32, error: Int32) {
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var process = pid_t()
    let error = posix_spawn(&process, path, nil, nil, &words, environ)
    return (process, error)
  }
}
