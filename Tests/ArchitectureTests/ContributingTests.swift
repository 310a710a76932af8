import Foundation
import Testing

/// What `CONTRIBUTING.md` tells somebody who adds something.
@Suite struct ContributingTests {
  @Test func everyPathThatItNamesExists() throws {
    let text = try String(
      contentsOf: SourceTree.root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
    let paths = text.matches(of: /`((?:Sources|Tests|docs|notebooks|Benchmarks)\/[^` *…]*)/)
      .map { String($0.output.1) }
    #expect(paths.count > 10)
    for path in paths {
      let file = SourceTree.root.appending(path: path).path()
      #expect(FileManager.default.fileExists(atPath: file), "CONTRIBUTING.md names \(path)")
    }
  }

  /// Another platform is one file of the engine.
  @Test(arguments: ["Tensors", "TensorsOneDNN"])
  func oneFileOfAModuleOfTheEngineKnowsThePlatform(_ module: String) throws {
    let platforms: Set = ["Glibc", "Musl", "Darwin", "Foundation", "FoundationEssentials"]
    let files = try SourceTree.files(below: "Sources/\(module)").filter { file in
      file.imports.contains { platforms.contains($0.module) }
    }
    #expect(files.count == 1, "\(files.map(\.path))")
  }
}
