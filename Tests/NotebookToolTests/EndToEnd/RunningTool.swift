import Foundation
import Synchronization
import Testing

/// The built `notebook` while it runs, for tests that interrupt or kill it.
///
/// What it says goes to a file without a name: other programs that tests start at the same moment
/// may inherit the end of a pipe and hold it open. Waiting takes no thread from other tests.
final class RunningTool: Sendable {
  private let process: Process
  private let errors: FileHandle
  private let isGone = Mutex(false)

  /// Starts `notebook` in a folder.
  ///
  /// - Parameters:
  ///   - launcher: A program that starts it, such as `/usr/bin/nohup`.
  ///   - output: The file in the folder that its standard output goes to; without one it is lost.
  convenience init(
    _ arguments: String..., in folder: NoteFolder, environment: [String: String] = [:],
    launcher: String? = nil, output: String? = nil
  ) throws {
    try self.init(
      arguments, in: folder, environment: environment, launcher: launcher, output: output)
  }

  init(
    _ arguments: [String], in folder: NoteFolder, environment: [String: String] = [:],
    launcher: String? = nil, output: String? = nil
  ) throws {
    let program = try #require(Tool.products, "the products lie beside the test bundle")
      .appending(path: "notebook")
    errors = try Self.namelessFile()
    process = Process()
    process.executableURL = launcher.map { URL(filePath: $0) } ?? program
    process.arguments = launcher == nil ? arguments : [program.path] + arguments
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    if let output {
      try folder.write("", to: output)
      process.standardOutput = try FileHandle(forWritingTo: folder.url.appending(path: output))
    }
    process.standardError = errors
    process.terminationHandler = { [self] _ in isGone.withLock { $0 = true } }
    try process.run()
  }

  private static func namelessFile() throws -> FileHandle {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "notebook-said-\(UUID().uuidString)").path
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0, "no file for what the tool says")
    unlink(path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// What it has said so far.
  var standardError: String {
    var status = stat()
    fstat(errors.fileDescriptor, &status)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = pread(errors.fileDescriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }

  /// Waits until a text is among what it says; false where it has ended, or a minute has
  /// passed, without that.
  func read(until mark: String) async -> Bool {
    await waitUntil { standardError.contains(mark) || hasEnded }
    return standardError.contains(mark)
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for its end; the exit status, or the negative signal that ended it.
  ///
  /// What has not ended after a minute never will: the test fails, whatever the status.
  func wait(sourceLocation: SourceLocation = #_sourceLocation) async -> Int32 {
    if await !waitUntil({ hasEnded }) {
      Issue.record(
        "the tool has not ended after a minute: \(standardError)", sourceLocation: sourceLocation)
      kill(process.processIdentifier, SIGKILL)
      await waitUntil { hasEnded }
    }
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  private var hasEnded: Bool { isGone.withLock(\.self) }

  @discardableResult
  private func waitUntil(_ isSo: () -> Bool) async -> Bool {
    let deadline = Date(timeIntervalSinceNow: 60)
    while !isSo() {
      if Date() > deadline { return false }
      try? await Task.sleep(for: .milliseconds(5))
    }
    return true
  }
}

/// The process that started another one.
func parent(of process: Int32) throws -> Int32 {
  let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
  return try #require(status.firstMatch(of: /PPid:\s+(\d+)/).flatMap { Int32($0.output.1) })
}

extension NoteFolder {
  /// Waits until a cell has written a file, which it does to say where it is.
  func waitForFile(_ name: String) async throws {
    try await waitUntil("there is a file '\(name)'") { contains(name) }
  }

  /// Waits until something is so that another process does.
  func waitUntil(_ state: String, _ isSo: () -> Bool) async throws {
    let deadline = Date(timeIntervalSinceNow: 60)
    while !isSo() {
      try #require(Date() < deadline, "a minute has passed before \(state)")
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
