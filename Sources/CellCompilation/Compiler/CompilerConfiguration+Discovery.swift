#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension CompilerConfiguration {
  /// Finds the compiler, the modules beside the running executable and a folder for the cache.
  ///
  /// The compiler is that of the environment variable `SWIFT` (a path of `swift` or `swiftc`), else
  /// the first `swiftc` of `PATH`, else `/usr/bin/swiftc`.
  ///
  /// - Throws: ``CompilerSetupError`` saying what is missing, or that the modules were made by
  ///   another compiler than the one found.
  package static func discover() async throws -> CompilerConfiguration {
    let environment = ProcessInfo.processInfo.environment
    let toolchain = try Toolchain.find(environment: environment)
    let modules = try CellModules.find(besides: try runningExecutable())
    let (cache, isTemporary) = CompilationCache.lastingFolder(environment: environment)
    let version = try await toolchain.version(cacheFolder: cache)
    if let built = modules.compilerVersion, !version.contains(built) {
      throw CompilerSetupError(
        problem: "the compiler \(toolchain.frontend) is \(version), "
          + "but notebook's modules were built with \(built)",
        remedy: "build notebook again with this compiler, or set SWIFT to the path of the other")
    }
    var configuration = CompilerConfiguration(
      frontend: toolchain.frontend, linker: toolchain.linker, resources: toolchain.resources,
      moduleFolders: modules.folders, cacheFolder: cache, isCacheTemporary: isTemporary,
      compilerVersion: version)
    configuration.parallelism = max(2, ProcessInfo.processInfo.activeProcessorCount)
    return configuration
  }

  private static func runningExecutable() throws -> String {
    #if os(Linux)
      let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return path
    #else
      return CommandLine.arguments[0]
    #endif
  }
}

/// The folders in which a build leaves the modules that cells see. Only this type knows them.
struct CellModules: Sendable {
  let folders: [String]
  /// The compiler that built them, as the modules themselves say.
  let compilerVersion: String?

  /// Looks beside an executable: `Modules/NAME.swiftmodule` in SwiftPM's own layout, and
  /// `NAME.swiftmodule/` in that of Swift Build.
  static func find(
    besides executable: String, prelude: String = "NotebookPrelude"
  ) throws -> CellModules {
    let folder = URL(filePath: executable).deletingLastPathComponent()
    // A test bundle of Swift Build lies one folder deeper.
    let candidates = [
      folder.appending(path: "Modules"), folder,
      folder.deletingLastPathComponent().appending(path: "Modules"),
      folder.deletingLastPathComponent(),
    ]
    for candidate in candidates {
      let module = candidate.appending(path: "\(prelude).swiftmodule")
      if FileManager.default.fileExists(atPath: module.path) {
        return CellModules(
          folders: [candidate.path], compilerVersion: compilerVersion(ofModule: module))
      }
    }
    throw CompilerSetupError(
      problem: "\(prelude).swiftmodule is not in \(candidates[0].path) nor in \(folder.path)",
      remedy: "run notebook from the folder where it was built, or build it again (make)")
  }

  /// The version in the head of a module file; `nil` where it cannot be read, and the compiler
  /// itself will then complain.
  private static func compilerVersion(ofModule module: URL) -> String? {
    var file = module
    let inner = try? FileManager.default.contentsOfDirectory(atPath: module.path)
    if let name = inner?.sorted().first(where: { $0.hasSuffix(".swiftmodule") }) {
      file = module.appending(path: name)
    }
    guard let bytes = readFile(file.path) else { return nil }
    let head = bytes.prefix(4096)
    let start = Array("Swift version ".utf8)
    guard
      let found = head.indices.first(where: { head[$0...].starts(with: start) })
    else { return nil }
    let text = head[found...].prefix { $0 >= 0x20 && $0 < 0x7F }
    let words = String(decoding: text, as: UTF8.self)
    // "Swift version 6.3.1 (swift-6.3.1-RELEASE)", with nothing of what follows in the file.
    guard let end = words.firstIndex(of: ")") else { return nil }
    return String(words[...end])
  }
}
