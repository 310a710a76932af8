import Foundation
import Synchronization
import Testing

/// The built `notebook` while it runs, for tests that interrupt or kill it.
///
/// Waiting for it takes no thread from other tests: what it says comes on a thread of the system's,
/// and its end as a callback.
final class RunningTool: Sendable {
  private let process: Process
  private let state = Mutex(State())

  private struct State {
    var text = ""
    /// Whether the process has ended.
    var isGone = false
    /// Whether nobody has its standard error open any more.
    var isSilent = false
    var hasEnded: Bool { isGone && isSilent }
  }

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
    let errors = Pipe()
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
    errors.fileHandleForReading.readabilityHandler = { [self] handle in
      let data = handle.availableData
      if data.isEmpty { handle.readabilityHandler = nil }
      state.withLock {
        $0.text += String(decoding: data, as: UTF8.self)
        $0.isSilent = data.isEmpty
      }
    }
    process.terminationHandler = { [self] _ in state.withLock { $0.isGone = true } }
    try process.run()
  }

  /// What it has said so far.
  var standardError: String { state.withLock(\.text) }

  /// Waits until a text is among what it says; false where it has ended, or a minute has
  /// passed, without that.
  func read(until mark: String) async -> Bool {
    await waitUntil { $0.text.contains(mark) || $0.hasEnded }
    return standardError.contains(mark)
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for its end; the exit status, or the negative signal that ended it.
  ///
  /// What has not ended after a minute never will: the test fails, whatever the status.
  func wait(sourceLocation: SourceLocation = #_sourceLocation) async -> Int32 {
    if await !waitUntil({ $0.hasEnded }) {
      let problem =
        state.withLock(\.isGone)
        ? "the tool has ended, and its standard error is still open" : "the tool has not ended"
      Issue.record(
        "\(problem) after a minute: \(standardError)", sourceLocation: sourceLocation)
      kill(process.processIdentifier, SIGKILL)
      await waitUntil { $0.isGone }
    }
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  @discardableResult
  private func waitUntil(_ isSo: (borrowing State) -> Bool) async -> Bool {
    let deadline = Date(timeIntervalSinceNow: 60)
    while !state.withLock({ isSo($0) }) {
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
