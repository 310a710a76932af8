internal import FoundationEssentials
internal import NotebookDocument
internal import NotebookSession
internal import RunResults
internal import Sweeps

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file of `--file`, with one row a run: CSV or YAML, also from a pipe, as `<(command)` makes
/// one.
struct RunTableFile {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Reads the rows.
  ///
  /// - Throws: What is wrong with the file, at its line.
  func table(_ interruption: RunInterruption) throws(RunFailure) -> RunTable {
    guard let text = String(validating: try bytes(interruption), as: UTF8.self) else {
      throw failure("the file of runs is not text in UTF-8", explanation: nil)
    }
    guard isYAML(text) else {
      do {
        return try RunTable(csv: text, path: path)
      } catch {
        throw failure(error.message, explanation: error.explanation)
      }
    }
    let rows = ValueRows(yaml: text, path: path)
    guard rows.diagnostics.isEmpty else {
      var failure = RunFailure(.usage)
      failure.diagnostics = rows.diagnostics
      throw failure
    }
    return RunTable(names: rows.names, rows: rows.rows)
  }

  /// All that is in the file. A pipe is read to its end, and waited for until somebody writes.
  private func bytes(_ interruption: RunInterruption) throws(RunFailure) -> [UInt8] {
    // Opening a pipe that nobody writes to yet would hold up Ctrl-C as well.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw errno == ENOENT
        ? failure("there is no such file") : failure(String(cString: strerror(errno)))
    }
    defer { close(file) }
    var status = stat()
    fstat(file, &status)
    guard status.st_mode & S_IFMT != S_IFDIR else { throw failure("it is a folder") }
    var awaitsWriter = status.st_mode & S_IFMT == S_IFIFO && hasName(file)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while interruption.requests == 0 {
      let count = chunk.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes += chunk[..<count]
        awaitsWriter = false
      } else if count == 0, !awaitsWriter {
        return bytes
      } else {
        guard count == 0 || errno == EAGAIN || errno == EINTR else {
          throw failure(String(cString: strerror(errno)))
        }
        var source = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        poll(&source, 1, 100)
        if source.revents & Int16(POLLHUP) != 0 { awaitsWriter = false }
      }
    }
    throw RunFailure(.interrupted)
  }

  /// Whether an open pipe has a name in a folder, so that its writer may come later.
  private func hasName(_ file: Int32) -> Bool {
    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(file)")
    return target.map { !$0.hasPrefix("pipe:") } ?? false
  }

  /// By the name; of a pipe, which has none, by how the text begins: no parameter is called `-`.
  private func isYAML(_ text: String) -> Bool {
    let name = path.lowercased()
    if name.hasSuffix(".yml") || name.hasSuffix(".yaml") { return true }
    let first = text.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("#") }
    return !name.hasSuffix(".csv") && (first?.hasPrefix("- ") == true || first == "-")
  }

  private func failure(
    _ message: String,
    explanation: String? = "--file takes a CSV or YAML file with one row a run"
  ) -> RunFailure {
    RunFailure(.usage, Diagnostic(.error, file: path, message, explanation: explanation))
  }
}
