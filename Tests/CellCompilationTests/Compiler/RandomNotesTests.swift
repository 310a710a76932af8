import Foundation
import NotebookDocument
import Subprocess
import Testing

@testable import CellCompilation

@Suite("Notes made at random do what plain Swift does")
struct RandomNotesTests {
  @Test(
    "a note prints what its cells print as one program",
    arguments: [1, 20, 300, 4_000, 50_000, 600_000] as [UInt64])
  func agreesWithPlainSwift(seed: UInt64) async throws {
    let note = RandomNote(seed: seed, cells: 7, statements: 6)
    try await CompilerFixture.with { fixture in
      let source = fixture.folder.appending(path: "main.swift")
      try Data(note.program.utf8).write(to: source)
      let swiftc = URL(filePath: fixture.configuration.frontend).deletingLastPathComponent()
        .appending(path: "swiftc").path
      let program = fixture.folder.appending(path: "program").path
      let compiled = try await Subprocess.run(
        .program(at: swiftc),
        arguments: ["-swift-version", "5", "-suppress-warnings", source.path, "-o", "\(program)"],
        output: .string(limit: 1 << 20), error: .combinedWithOutput)
      try #require(
        compiled.terminationStatus.isSuccess, "seed \(seed): \(compiled.standardOutput)")
      let expected = try await Subprocess.run(
        .program(at: program), output: .string(limit: 1 << 20), error: .discarded)
      let output = try await fixture.run(note.cells)
      #expect(output == expected.standardOutput, "seed \(seed)\n\(note.program)")
    }
  }
}
