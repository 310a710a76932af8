import Foundation
import Testing

/// Whether a note runs again after its data files have changed.
@Suite struct ChangedDataTests {
  private let folder: NoteFolder

  init() throws {
    folder = try NoteFolder()
    try folder.write("x\n1\n2\n", to: "notes/data.csv")
    try folder.write(
      """
      ```swift
      let rows = try CSVTable(contentsOf: "data.csv").rows.joined().joined(separator: "+")
      let later = (try? CSVTable(contentsOf: "later.csv"))?.rows.count ?? 0
      "rows \\(rows), later \\(later)"
      ```
      """, to: "notes/note.md")
  }

  /// What the report says, and whether the note was run for it.
  private func run() async throws -> (text: String, isNew: Bool) {
    let result = try await Tool.run("run", "notes/note.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let report = try #require(folder.text("output/note.html"))
    let text = try #require(report.firstMatch(of: /rows [0-9+]+, later \d/)).output
    return (String(text), !result.standardError.contains("nothing has changed"))
  }

  @Test func aTouchedFileIsNoNewDataAndAnotherContentIs() async throws {
    #expect(try await run() == ("rows 1+2, later 0", true))
    let file = folder.path("notes/data.csv")
    let past = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: file)
    #expect(try await run() == ("rows 1+2, later 0", false))
    // As large as before and as old as before.
    try folder.write("x\n1\n3\n", to: "notes/data.csv")
    try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: file)
    #expect(try await run() == ("rows 1+3, later 0", true))
  }

  @Test func aFileThatAppearsIsReadAndOneThatVanishesIsMissed() async throws {
    #expect(try await run() == ("rows 1+2, later 0", true))
    #expect(try await run() == ("rows 1+2, later 0", false))
    try folder.write("x\n7\n", to: "notes/later.csv")
    #expect(try await run() == ("rows 1+2, later 1", true))
    #expect(try await run() == ("rows 1+2, later 1", false))
    try FileManager.default.removeItem(atPath: folder.path("notes/later.csv"))
    #expect(try await run() == ("rows 1+2, later 0", true))
    try FileManager.default.removeItem(atPath: folder.path("notes/data.csv"))
    let result = try await Tool.run("run", "notes/note.md", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("data.csv is missing"))
  }
}
