import Foundation
import NotebookDisplay
import NotebookDocument
import Subprocess
import Testing

@testable import CellCompilation

/// A compiler for notes with a small prelude in place of the real one, and a program that runs what
/// it makes, so that these tests depend on nothing but the toolchain.
struct CompilerFixture {
  let folder: URL
  var configuration: CompilerConfiguration

  /// A fixture with a cache of its own; `discard()` removes it.
  static func make() async throws -> CompilerFixture {
    let shared = try await Self.shared.value
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "notebook-compiler-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var configuration = shared.configuration
    configuration.cacheFolder = folder.appending(path: "cache").path
    return CompilerFixture(folder: folder, configuration: configuration)
  }

  func discard() { try? FileManager.default.removeItem(at: folder) }

  /// Runs a body with a fixture and removes its files afterwards.
  static func with<Value>(_ body: (CompilerFixture) async throws -> Value) async throws -> Value {
    let fixture = try await make()
    do {
      let value = try await body(fixture)
      fixture.discard()
      return value
    } catch {
      fixture.discard()
      throw error
    }
  }

  func compiler(note: String = "note.md") throws -> NotebookCompiler {
    try NotebookCompiler(configuration: configuration, notePath: note)
  }

  /// Checks cells and closes the compiler.
  func check(
    _ codes: [String], parameters: [Parameter] = [], inlineExpressions: [InlineExpression] = []
  ) async throws -> CheckResult {
    try await check(
      cells: Cell.list(codes), parameters: parameters, inlineExpressions: inlineExpressions)
  }

  func check(
    cells: [Cell], parameters: [Parameter] = [], inlineExpressions: [InlineExpression] = []
  ) async throws -> CheckResult {
    let compiler = try compiler()
    let result = try await compiler.check(
      cells: cells, parameters: parameters, inlineExpressions: inlineExpressions,
      generatesCode: false)
    await compiler.close()
    return result
  }

  /// Compiles the cells, runs them one after the other in one process and returns what they print,
  /// with the lines that the prelude names as those of the note.
  func run(
    _ codes: [String], parameters: [Parameter] = [], inlineExpressions: [InlineExpression] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let compiler = try compiler()
    let result = try await compiler.check(
      cells: Cell.list(codes), parameters: parameters, inlineExpressions: inlineExpressions)
    try #require(
      result.isSound, "\(result.diagnostics.map(\.message))", sourceLocation: sourceLocation)
    var libraries: [CompiledCell] = []
    for cell in result.cells {
      libraries.append(try await compiler.compiled(cell.number))
      if result.inlineExpressions.contains(where: { $0.number == cell.number }) {
        libraries.append(try await compiler.compiledInlineExpressions(after: cell.number))
      }
    }
    let output = try await CompilerFixture.load(libraries, parameters: parameters)
    await compiler.close()
    guard let lines = libraries.first?.places.lines else { return output }
    return output.replacing(/at line (\d+)/) { match in
      "at line \(Int(match.output.1).map(lines.line) ?? 0)"
    }
  }

  /// Runs compiled cells in one process, which ends with the first error.
  static func load(
    _ cells: [CompiledCell], parameters: [Parameter] = []
  ) async throws -> String {
    let shared = try await Self.shared.value
    var environment = Environment.inherit
    environment = environment.updating(["SWIFT_BACKTRACE": "enable=no"])
    for parameter in parameters {
      let name = Environment.Key(stringLiteral: "PARAMETER_\(parameter.name)")
      environment = environment.updating([name: parameter.value.description])
    }
    let result = try await Subprocess.run(
      .program(at: shared.folder.appending(path: "loader").path),
      arguments: Arguments(cells.map { "\($0.library):\($0.entryPoint)" }),
      environment: environment, output: .string(limit: 1 << 20), error: .combinedWithOutput)
    return result.standardOutput
  }
}

extension CompilerFixture {
  private static let shared = Task { try await build() }

  private static func build() async throws -> CompilerFixture {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "notebook-fixture-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    Self.folderToRemove = folder.path
    atexit { try? FileManager.default.removeItem(atPath: CompilerFixture.folderToRemove) }
    let toolchain = try Toolchain.find(environment: ProcessInfo.processInfo.environment)
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
    let waiting = sources.appending(
      path: "../../../Sources/NotebookPrelude/WaitingForTasks.swift")
    let swiftc = URL(filePath: toolchain.frontend).deletingLastPathComponent()
      .appending(path: "swiftc").path
    try await swift(
      swiftc,
      [
        "-emit-library", "-emit-module", "-module-name", "NotebookPrelude", "-swift-version", "6",
        "-enable-upcoming-feature", "InternalImportsByDefault",
        sources.appending(path: "FixturePrelude.swift.txt").path, waiting.path,
        "-emit-module-path", folder.appending(path: "NotebookPrelude.swiftmodule").path,
        "-o", folder.appending(path: "libNotebookPrelude.so").path,
      ])
    try await swift(
      swiftc,
      [
        "-swift-version", "5", sources.appending(path: "FixtureLoader.swift.txt").path,
        "-I", folder.path, "-L", folder.path, "-lNotebookPrelude",
        "-Xlinker", "-rpath", "-Xlinker", folder.path,
        "-o", folder.appending(path: "loader").path,
      ])
    return CompilerFixture(
      folder: folder,
      configuration: CompilerConfiguration(
        frontend: toolchain.frontend, linker: toolchain.linker, resources: toolchain.resources,
        moduleFolders: [folder.path], cacheFolder: "",
        compilerVersion: try await toolchain.version()))
  }

  nonisolated(unsafe) private static var folderToRemove = ""  // Written once, before it is read.

  /// Compiles files whose names end in `.txt`, which keeps the package from compiling them.
  private static func swift(_ swiftc: String, _ arguments: [String]) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "notebook-fixture-source-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = try arguments.map { argument -> String in
      guard argument.hasSuffix(".swift.txt") else { return argument }
      let name = URL(filePath: argument).deletingPathExtension().lastPathComponent
      let isMain = name == "FixtureLoader.swift"
      let copy = folder.appending(path: isMain ? "main.swift" : name)
      try FileManager.default.copyItem(at: URL(filePath: argument), to: copy)
      return copy.path
    }
    let result = try await Subprocess.run(
      .program(at: swiftc), arguments: Arguments(plain), output: .string(limit: 1 << 20),
      error: .combinedWithOutput)
    try #require(result.terminationStatus.isSuccess, "\(result.standardOutput)")
  }
}

extension Cell {
  /// Cells one after the other in a note: each begins two lines after the end of the one before.
  static func list(_ codes: [String]) -> [Cell] {
    var line = 2
    return codes.enumerated().map { index, code in
      let cell = Cell(number: index + 1, options: CellOptions(), code: code, firstLine: line)
      line += code.split(separator: "\n", omittingEmptySubsequences: false).count + 3
      return cell
    }
  }
}
