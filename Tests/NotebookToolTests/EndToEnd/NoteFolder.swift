import Foundation
import Subprocess
import SystemPackage
import Testing

/// A folder for notes of one test; it goes when the test is over.
final class NoteFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "notebook-tool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in it.
  func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a note, or another file; missing folders are made.
  func write(_ text: String, to name: String = "note.md") throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// The text of a file, or `nil` where there is none.
  func text(_ name: String) -> String? {
    try? String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  /// Whether there is such a file.
  func contains(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path(name))
  }

  /// The names of everything in a subfolder, sorted.
  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).sorted()
  }
}

/// How the tool ended.
struct ToolResult: Sendable {
  var status: Int32
  var standardOutput: String
  var standardError: String
}

/// The built `notebook`, run as a user runs it.
enum Tool {
  /// The folder of the built products, in which the test bundle lies too.
  static let products: URL? = [CommandLine.arguments[0], "/proc/self/exe"].lazy
    .map { URL(filePath: $0).resolvingSymlinksInPath().deletingLastPathComponent() }
    .first { FileManager.default.fileExists(atPath: $0.appending(path: "notebook-kernel").path) }

  /// Runs `notebook` in a folder.
  static func run(
    _ arguments: String..., in folder: NoteFolder, environment: [String: String] = [:]
  ) async throws -> ToolResult {
    try await run(arguments: arguments, in: folder, environment: environment)
  }

  /// Runs `notebook` from a shell that has set a limit: `-n 8`.
  static func run(
    _ arguments: String..., underLimit limit: String, in folder: NoteFolder
  ) async throws -> ToolResult {
    let program = try #require(products, "the products lie beside the test bundle")
      .appending(path: "notebook").path
    return try await run(
      program: "/bin/sh",
      arguments: ["-c", "ulimit \(limit) && exec \"$0\" \"$@\"", program] + arguments, in: folder)
  }

  /// Runs `notebook` with a list of arguments.
  static func run(
    arguments: [String], in folder: NoteFolder, environment: [String: String] = [:]
  )
    async throws -> ToolResult
  {
    let program = try #require(products, "the products lie beside the test bundle")
      .appending(path: "notebook").path
    return try await run(
      program: program, arguments: arguments, in: folder, environment: environment)
  }

  /// Runs any program in a folder.
  static func run(
    program: String, arguments: [String], in folder: NoteFolder, environment: [String: String] = [:]
  ) async throws -> ToolResult {
    var variables = Environment.inherit
    for (name, value) in environment {
      variables = variables.updating([.init(stringLiteral: name): value])
    }
    let result = try await Subprocess.run(
      .path(.init(program)), arguments: .init(arguments), environment: variables,
      workingDirectory: .init(folder.url.path), output: .string(limit: 1 << 24),
      error: .string(limit: 1 << 24))
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): -signal
      }
    return ToolResult(
      status: status, standardOutput: result.standardOutput,
      standardError: result.standardError)
  }
}
