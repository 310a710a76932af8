import Foundation
import Testing

/// A run that does not complete costs neither the last good outputs nor the time they took.
@Suite struct LastCompleteRunTests {
  private let folder: NoteFolder
  private static let note = """
    # Note

    ```swift
    import Foundation
    let id = UUID().uuidString
    print("id \\(id);")
    claim("one is one", 1 == 1)
    ```

    ```swift
    print("second")
    ```
    """

  init() throws { folder = try NoteFolder() }

  private func report() throws -> String { try #require(folder.text("output/note.html")) }

  private func identifier() throws -> String {
    String(try #require(report().firstMatch(of: /id ([0-9A-F-]{36});/)).output.1)
  }

  private func run(_ text: String, _ options: String...) async throws -> ToolResult {
    try folder.write(text)
    return switch options.count {
    case 0: try await Tool.run("run", "note.md", in: folder)
    case 1: try await Tool.run("run", "note.md", options[0], in: folder)
    default: try await Tool.run("run", "note.md", options[0], options[1], in: folder)
    }
  }

  @Test(arguments: [
    ("print(\"second\")", "prnt(\"second\")", 2 as Int32),
    ("# Note", "---\ntitle: [\n---\n# Note", 2), ("# Note", "# Note\n\nSee @fig-lost.", 2),
    ("print(\"second\")", "fatalError(\"no\")", 1),
    ("print(\"second\")", "claim(\"two is one\", 2 == 1)", 1),
  ])
  func aSlipKeepsTheOutputsAndItsCorrectionRunsNothing(
    right: String, wrong: String, status: Int32
  ) async throws {
    #expect(try await run(Self.note).status == 0)
    let first = try identifier()
    let slip = try await run(Self.note.replacing(right, with: wrong))
    #expect(slip.status == status, "\(slip.standardError)")
    if status == 2 {
      #expect(try identifier() == first, "the last good output is shown")
      #expect(try report().contains("What follows is of 20"))
      #expect(try report().contains("held then: one is one"))
      #expect(try report().contains("complete; not run since"))
      #expect(try report().contains("<dt>Duration</dt>"))
    }
    let corrected = try await run(Self.note)
    #expect(corrected.status == 0, "\(corrected.standardError)")
    #expect(try identifier() == first, "nothing has run again")
    #expect(try !report().contains("What follows is of"))
    #expect(try #require(folder.text("output/note.run.json")).contains("lastComplete") == false)
  }

  @Test func aPartialRunSaysSoAndLeavesTheRecordOfTheWholeOne() async throws {
    #expect(try await run(Self.note).status == 0)
    let first = try identifier()
    let partial = try await run(Self.note, "--only", "2")
    #expect(partial.status == 0, "\(partial.standardError)")
    #expect(partial.standardError.contains("partial: 1 of 2 cells"))
    #expect(try report().contains("partial: 1 of 2 cells"))
    #expect(try identifier() == first)
    _ = try await run(Self.note)
    #expect(try identifier() == first)
  }

  @Test func aMisspeltParameterLeavesReportAndRecord() async throws {
    #expect(try await run(Self.note).status == 0)
    let record = folder.text("output/note.run.json")
    let page = try report()
    let wrong = try await run(Self.note, "-P", "lost=1")
    #expect(wrong.status == 2)
    let again = try await run(Self.note)
    #expect(again.standardError.contains("outputs") || again.standardError.contains("changed"))
    #expect(
      try report().firstMatch(of: /id [0-9A-F-]{36};/)?.output
        == page.firstMatch(of: /id [0-9A-F-]{36};/)?.output)
    #expect(record != nil)
  }

  @Test func thePageCanBeMadeAnewWithoutRunning() async throws {
    #expect(try await run(Self.note).status == 0)
    let first = try identifier()
    try FileManager.default.removeItem(atPath: folder.path("output/note.html"))
    let rendered = try await run(
      Self.note.replacing("# Note", with: "# Other words").replacing("second", with: "third"),
      "--render-only")
    #expect(rendered.status == 0, "\(rendered.standardError)")
    #expect(
      rendered.standardError.contains("note.md: nothing is run; the outputs are those recorded"))
    #expect(try report().contains("Other words"))
    #expect(try identifier() == first)
    #expect(try report().contains("the cell has changed since the recorded run"))
    let refused = try await Tool.run("run", "note.md", "--render-only", "--force", in: folder)
    #expect(refused.status == 64)
    try FileManager.default.removeItem(atPath: folder.path("output/note.run.json"))
    let missing = try await Tool.run("run", "note.md", "--render-only", in: folder)
    #expect(missing.status == 64)
    #expect(missing.standardError.contains("there is no recorded run at output/note.run.json"))
  }

  @Test func figuresThatWereNotDrawnForFilesAreNotWrittenWithoutRunning() async throws {
    try folder.write("```swift\nChart(\"a\") { LineMark([1, 2]) }\n```\n")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    let refused = try await Tool.run(
      "run", "note.md", "--render-only", "--figures", "figures", in: folder)
    #expect(refused.status == 64)
    #expect(
      refused.standardError.contains("the recorded run has no drawings that can stand alone"))
    #expect(try await Tool.run("run", "note.md", "--figures", "figures", in: folder).status == 0)
    let written = try await Tool.run(
      "run", "note.md", "--render-only", "--figures", "again", in: folder)
    #expect(written.status == 0)
    #expect(folder.text("again/note-cell-1.svg")?.contains("<svg ") == true)
  }

  @Test func aCellThatIsOnlyShownNeedsNoRecord() async throws {
    let cell = "```swift\nlet a = 6\n```\n\n"
    #expect(try await run(cell).status == 0)
    let rendered = try await run(
      cell + "```swift\n//| eval: false\nf()\n```\n", "--render-only")
    #expect(rendered.status == 0, "\(rendered.standardError)")
    #expect(!rendered.standardError.contains("without a recorded result"))
  }

  @Test func recordedValuesStayWithTheirExpressions() async throws {
    let cell = "```swift\nlet a = 6\n```\n\n"
    let text = cell + "V `{swift} a`, W `{swift} a * 2`.\n"
    #expect(try await run(text).status == 0)
    let verified = try await Tool.run("verify", "note.md", in: folder)
    #expect(verified.standardOutput == "note.md: 2 inline values as recorded\n")
    let swapped = try await run(
      cell + "W `{swift} a * 2`, V `{swift} a`, N `{swift} a * 3`.\n", "--render-only")
    #expect(swapped.status == 0, "\(swapped.standardError)")
    #expect(
      swapped.standardError.contains(
        "note.md:5: warning: without a recorded result as the note stands: 1 inline value"))
    let page = try report()
    func shown(_ value: Int) -> String { "<span class=\"result\">\(value)</span>" }
    #expect(page.contains("W \(shown(12)), V \(shown(6)), N <code"))
    // After another cell an expression may have another value.
    let moved = try await run(
      cell + "```swift\nprint(1)\n```\n\nV `{swift} a`.\n", "--render-only")
    #expect(
      moved.standardError.contains(
        "note.md:6: warning: without a recorded result as the note stands: cell 2; 1 inline value")
    )
  }

  @Test func whatCellsGaveIsOnTheDiskWhenTheToolIsKilled() async throws {
    try folder.write(
      """
      ```swift
      print("hours of work")
      ```
      ```swift
      import Foundation
      while !FileManager.default.fileExists(atPath: "never") { usleep(10_000) }
      ```
      """)
    let tool = try RunningTool("run", "note.md", in: folder)
    try await folder.waitUntil("the record is written") {
      folder.text("output/note.run.json")?.contains("hours of work") == true
    }
    tool.signal(SIGKILL)
    _ = await tool.wait()
    let rendered = try await Tool.run("run", "note.md", "--render-only", in: folder)
    #expect(rendered.status == 130, "\(rendered.standardError)")
    #expect(try report().contains("hours of work"))
    #expect(try report().contains("while cell 2 ran"))
  }

  @Test func anotherNotesReportIsNotOverwritten() async throws {
    try folder.write("```swift\n1\n```\n", to: "a/note.md")
    try folder.write("```swift\n2\n```\n", to: "b/note.md")
    #expect(try await Tool.run("run", "a/note.md", in: folder).status == 0)
    let page = try report()
    let refused = try await Tool.run("run", "b/note.md", in: folder)
    #expect(refused.status == 1)
    #expect(refused.standardError.contains("it is the report of another note, output/../a/note.md"))
    #expect(try report() == page)
    // A note that was moved is no other one.
    try FileManager.default.removeItem(atPath: folder.path("a/note.md"))
    #expect(try await Tool.run("run", "b/note.md", in: folder).status == 0)
  }

  @Test func aNameThatIsTooLongIsToldBeforeAnythingRuns() async throws {
    let name = String(repeating: "n", count: 240)
    try folder.write("```swift\nprint(1)\n```\n", to: "\(name).md")
    let result = try await Tool.run("run", "\(name).md", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("the note's name is too long"))
    #expect(folder.names(in: "output") == [])
  }
}
