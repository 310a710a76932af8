import Foundation
import Testing

@testable import CellCompilation

@Suite("Finding the compiler and the modules")
struct DiscoveryTests {
  @Test("a missing compiler is named together with what to do")
  func explainsMissingCompiler() throws {
    let error = #expect(throws: CompilerSetupError.self) {
      try Toolchain.find(environment: ["SWIFT": "/nonexistent/swiftc"])
    }
    #expect(error?.problem == "no Swift compiler at SWIFT=/nonexistent/swiftc")
    let incomplete = #expect(throws: CompilerSetupError.self) {
      try Toolchain.find(environment: ["SWIFT": "/bin/sh"])
    }
    #expect(incomplete?.problem.hasPrefix("swift-frontend is not beside /bin/sh") == true)
  }

  @Test("a link to the compiler leads to its toolchain")
  func followsLinks() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "notebook-link-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let real = try Toolchain.find(environment: ProcessInfo.processInfo.environment)
    let link = folder.appending(path: "swiftc").path
    try FileManager.default.createSymbolicLink(
      atPath: link,
      withDestinationPath: URL(filePath: real.frontend).deletingLastPathComponent()
        .appending(path: "swiftc").path)
    let found = try Toolchain.find(environment: ["PATH": folder.path])
    #expect(found.frontend == real.frontend)
  }

  @Test(
    "modules are found in both layouts of a build",
    arguments: [
      "Modules/NotebookPrelude.swiftmodule", "NotebookPrelude.swiftmodule/x86_64.swiftmodule",
    ])
  func findsModules(path: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "notebook-modules-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let module = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: module.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("\u{1}6.3.1/Swift version 6.3.1 (swift-6.3.1-RELEASE)\u{2}more (x)".utf8)
      .write(to: module)
    let found = try CellModules.find(besides: folder.appending(path: "notebook").path)
    #expect(found.compilerVersion == "Swift version 6.3.1 (swift-6.3.1-RELEASE)")
    #expect(found.folders.count == 1)
  }

  @Test("missing modules are an error that says where they were looked for")
  func explainsMissingModules() {
    let error = #expect(throws: CompilerSetupError.self) {
      try CellModules.find(besides: "/nonexistent/bin/notebook")
    }
    #expect(
      error?.description
        == "NotebookPrelude.swiftmodule is not in /nonexistent/bin/Modules nor in /nonexistent/bin; "
        + "run notebook from the folder where it was built, or build it again (make)")
  }
}
