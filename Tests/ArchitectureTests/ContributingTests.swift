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

  /// What the compiler does not ask of a new mark: that it fails its cell where it is shown alone,
  /// that the gallery shows it and that it is among the names a cell can use.
  @Test func everyMarkIsWhereTheTableSays() throws {
    let declaration = /public struct (\w+Mark)\b/
    let marks = try SourceTree.files(below: "Sources/Plotting").flatMap { file in
      file.lines.compactMap { $0.prefixMatch(of: declaration).map { String($0.output.1) } }
    }.filter { $0 != "AnyMark" }
    #expect(marks.count >= 12)
    for path in [
      "Sources/Plotting/Marks/MarkKind.swift", "Sources/Plotting/Chart/Chart+Displayable.swift",
      "notebooks/gallery.md", "docs/api.md",
    ] {
      let text = try String(
        contentsOf: SourceTree.root.appending(path: path), encoding: .utf8)
      for mark in marks { #expect(text.contains(mark), "\(path) does not name \(mark)") }
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
