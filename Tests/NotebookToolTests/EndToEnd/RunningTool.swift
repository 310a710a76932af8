import Foundation
import Synchronization
import Testing

/// The built `notebook` while it runs, for tests that interrupt or kill it.
final class RunningTool: Sendable {
  private let process: Process
  private let errors = Pipe()
  private let text = Mutex("")
  private let folder: NoteFolder

  /// Starts `notebook` in a folder.
  ///
  /// - Parameter launcher: A program that starts it, such as `/usr/bin/nohup`.
  init(
    _ arguments: String..., in folder: NoteFolder, environment: [String: String] = [:],
    launcher: String? = nil
  ) throws {
    let program = try #require(Tool.products, "the products lie beside the test bundle")
      .appending(path: "notebook")
    self.folder = folder
    process = Process()
    process.executableURL = launcher.map { URL(filePath: $0) } ?? program
    process.arguments = launcher == nil ? arguments : [program.path] + arguments
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
  }

  /// What it has said so far.
  var standardError: String { text.withLock { $0 } }

  /// Reads what it says until a text is among it or it says no more; false after a minute.
  @discardableResult
  func read(until mark: String) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 60)
    while !standardError.contains(mark) {
      if Date() > deadline { return false }
      let data = errors.fileHandleForReading.availableData
      if data.isEmpty { return true }
      text.withLock { $0 += String(decoding: data, as: UTF8.self) }
    }
    return true
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for its end; the exit status, or the negative signal that ended it.
  func wait() -> Int32 {
    // Whatever goes on talking will never end, and its status says so.
    if !read(until: "\u{0}") { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }
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
