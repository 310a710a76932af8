import Foundation
import KernelSupervision
import Testing

/// Compiles cells for a test as the tool does, in a folder of its own that goes with it.
final class CellWorkshop: Sendable {
  static let noteName = "note.md"

  let folder: URL
  private let products: URL

  init() throws {
    // The test bundle lies beside the kernel and the modules.
    products = try #require(
      [CommandLine.arguments[0], "/proc/self/exe"].lazy
        .map { URL(filePath: $0).resolvingSymlinksInPath().deletingLastPathComponent() }
        .first {
          FileManager.default.fileExists(atPath: $0.appending(path: "notebook-kernel").path)
        })
    folder = FileManager.default.temporaryDirectory
      .appending(path: "kernel-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var kernel: String { products.appending(path: "notebook-kernel").path }

  /// Compiles a cell whose first line is line 10 of the note.
  func compile(_ number: Int = 1, _ code: String) throws -> LoadableCell {
    let name = "Cell\(number)"
    let source = folder.appending(path: "\(name).swift")
    let object = folder.appending(path: "\(name).o").path
    let library = folder.appending(path: "\(name).so").path
    let imports = (1..<number).map { "@testable import Cell\($0)\n" }.joined()
    let text = """
      import NotebookPrelude
      \(imports)#sourceLocation(file: "\(Self.noteName)", line: 10)
      \(code)
      """
    try text.write(to: source, atomically: false, encoding: .utf8)
    try run([
      "swiftc", "-frontend", "-c", "-primary-file", source.path, "-module-name", name,
      "-enable-testing", "-O", "-g", "-swift-version", "5",
      "-I", products.appending(path: "Modules").path, "-I", folder.path,
      "-emit-module-path", folder.appending(path: "\(name).swiftmodule").path,
      "-entry-point-function-name", "\(name)_main", "-o", object,
    ])
    if code.contains("import Foundation") {
      try run(["swiftc", "-emit-library", object, "-o", library])
    } else {
      try run(["clang", "-shared", "-fuse-ld=lld", object, "-o", library])
    }
    return LoadableCell(library: library, entryPoint: "\(name)_main")
  }

  /// A session whose kernel is started.
  func start(
    memoryLimit: Int? = nil, outputLimit: Int = 1_000_000, environment: [String: String] = [:]
  ) async throws -> KernelSession {
    let session = try session(
      memoryLimit: memoryLimit, outputLimit: outputLimit, environment: environment)
    try await session.start()
    return session
  }

  func session(
    memoryLimit: Int? = nil, outputLimit: Int = 1_000_000, environment: [String: String] = [:]
  ) throws -> KernelSession {
    try KernelSession(
      executable: kernel,
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 },
      workingDirectory: folder.path, memoryLimit: memoryLimit, seed: 1, notePath: Self.noteName,
      outputLimit: outputLimit)
  }

  private func run(_ command: [String]) throws {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardError = errors
    process.standardOutput = errors
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CompilationError(description: String(decoding: text, as: UTF8.self))
    }
  }
}

struct CompilationError: Error, CustomStringConvertible {
  var description: String
}
