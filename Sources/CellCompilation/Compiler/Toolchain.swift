internal import Subprocess

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The Swift toolchain on this machine.
package struct Toolchain: Sendable {
  package let frontend: String
  let linker: String
  /// The folder `lib/swift`.
  let resources: String

  /// Follows `SWIFT`, then `PATH`, to the folder that really holds the programs.
  package static func find(environment: [String: String]) throws -> Toolchain {
    var candidates: [String] = []
    if let chosen = environment["SWIFT"], !chosen.isEmpty {
      candidates = [chosen]
    } else {
      candidates = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/swiftc" }
      candidates.append("/usr/bin/swiftc")
    }
    let files = FileManager.default
    guard let compiler = candidates.first(where: { files.isExecutableFile(atPath: $0) }) else {
      let place = environment["SWIFT"].map { "at SWIFT=\($0)" } ?? "in PATH"
      throw CompilerSetupError(
        problem: "no Swift compiler \(place)",
        remedy: "install Swift 6.3 from swift.org, or set SWIFT to the path of its swiftc")
    }
    let programs = URL(filePath: compiler).resolvingSymlinksInPath().deletingLastPathComponent()
    let resources = programs.deletingLastPathComponent().appending(path: "lib/swift").path
    func program(_ name: String) throws -> String {
      let path = programs.appending(path: name).path
      guard files.isExecutableFile(atPath: path) else {
        throw CompilerSetupError(
          problem: "\(name) is not beside \(compiler) in \(programs.path)",
          remedy: "set SWIFT to the path of swiftc in a complete toolchain")
      }
      return path
    }
    return Toolchain(
      frontend: try program("swift-frontend"), linker: try program("ld.lld"), resources: resources)
  }

  /// What the compiler says of itself, kept in the cache until another compiler is in its place:
  /// asking takes a tenth of a second.
  func version(cacheFolder: String) async throws -> String {
    let stamp = "\(frontend) \(fileStamp(frontend))"
    let file = "\(cacheFolder)/compiler-version"
    if let bytes = readFile(file) {
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      if lines.count == 2, lines[0] == stamp { return String(lines[1]) }
    }
    let version = try await version()
    // Without it all goes on.
    try? writeFile("\(stamp)\n\(version)\n", to: file)
    return version
  }

  /// What the compiler says of itself.
  func version() async throws -> String {
    let result = try await run(
      .program(at: frontend), arguments: ["-version"], output: .string(limit: 4096),
      error: .discarded)
    guard result.terminationStatus.isSuccess,
      let line = result.standardOutput.split(whereSeparator: \.isNewline).first
    else {
      throw CompilerSetupError(
        problem: "\(frontend) does not run", remedy: "install Swift 6.3 from swift.org again")
    }
    return String(line)
  }
}
