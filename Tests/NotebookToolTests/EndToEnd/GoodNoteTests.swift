import Foundation
import Testing

/// Notes that are as they should be, from the command line to the report.
@Suite struct GoodNoteTests {
  @Test func theReportShowsValuesInTheOrderOfTheCells() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ---
      title: Orders
      ---
      ```swift
      let a = 20
      print("printed first")
      a + 1
      ```

      ```swift
      a + 2
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let report = try #require(folder.text("output/note.html"))
    let places = ["printed first", ">21<", ">22<"].map { report.range(of: $0)?.lowerBound }
    let found = try places.map { try #require($0) }
    #expect(found == found.sorted())
    #expect(!report.contains("<script"))
  }

  @Test func aNoteWithoutCellsAndAnEmptyNoteGiveAReport() async throws {
    let folder = try NoteFolder()
    try folder.write("# Only prose\n\nNothing runs.\n", to: "prose.md")
    try folder.write("", to: "empty.md")
    let result = try await Tool.run("run", "prose.md", "empty.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    #expect(try #require(folder.text("output/prose.html")).contains("Nothing runs."))
    #expect(folder.contains("output/empty.html"))
  }

  @Test func windowsLineEndsAndAByteOrderMarkChangeNothing() async throws {
    let folder = try NoteFolder()
    try folder.write("\u{FEFF}# Title\r\n\r\n```swift\r\nlet a = 6\r\na * 7\r\n```\r\n")
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    #expect(try #require(folder.text("output/note.html")).contains(">42<"))
  }

  @Test func fileNamesMayHaveSpacesAndLettersOfAnyAlphabet() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n1 + 1\n```\n", to: "Größe 与 数.md")
    let result = try await Tool.run("run", "Größe 与 数.md", "-o", "a/b c", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    #expect(folder.contains("a/b c/Größe 与 数.html"))
    #expect(folder.names(in: "a/b c") == ["Größe 与 数.html", "Größe 与 数.run.json"])
  }

  @Test func parametersAreTypedConstantsThatTheCommandLineSets() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ---
      params:
        rate: 0.5
        count: 3
        name: "plain"
      ---
      ```swift
      "\\(name) \\(rate * 2) \\(count + 1)"
      ```
      """)
    let result = try await Tool.run(
      "run", "note.md", "-P", "rate=0.25", "-P", "name=normed", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    #expect(try #require(folder.text("output/note.html")).contains("normed 0.5 4"))
  }

  @Test func noWarningIsGivenForWhatAnotherParameterWouldReach() async throws {
    let folder = try NoteFolder()
    try folder.write(
      "---\nparams:\n  rate: 0.5\n---\n```swift\nif rate > 0.1 { \"fast\" } else { \"slow\" }\n```\n"
    )
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 0)
    #expect(!result.standardError.contains("warning"))
    #expect(try #require(folder.text("output/note.html")).contains("fast"))
  }

  @Test func theSameNoteAndSeedGiveTheSameNumbersTwice() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ---
      seed: 7
      ---
      ```swift
      print(Tensor.normal([3]).scalars)
      ```
      """)
    var outputs: [String] = []
    for _ in 0..<2 {
      let result = try await Tool.run("run", "note.md", "--force", in: folder)
      #expect(result.status == 0, "\(result.standardError)")
      let report = try #require(folder.text("output/note.html"))
      let start = try #require(report.range(of: "[")).lowerBound
      outputs.append(String(report[start...].prefix(60)))
    }
    #expect(outputs[0] == outputs[1])
  }

  @Test func anUnchangedNoteIsNotRunAgainAndAnEditOfProseOnlyRendersAnew() async throws {
    let folder = try NoteFolder()
    let cell = "```swift\nimport Foundation\nUUID().uuidString\n```\n"
    try folder.write("First words.\n\n" + cell)
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    let first = try #require(folder.text("output/note.html"))

    let again = try await Tool.run("run", "note.md", in: folder)
    #expect(again.status == 0)
    #expect(again.standardError.contains("nothing has changed"))
    #expect(folder.text("output/note.html") == first)

    try folder.write("Second words.\n\nAnd more.\n\n" + cell)
    let edited = try await Tool.run("run", "note.md", in: folder)
    #expect(edited.status == 0)
    #expect(edited.standardError.contains("only prose has changed"))
    let second = try #require(folder.text("output/note.html"))
    #expect(second.contains("Second words."))
    // The value is a new one at each run: the stored one was shown.
    let value = try #require(first.firstMatch(of: /[0-9A-F]{8}-[0-9A-F-]{27}/)).output
    #expect(second.contains(value))

    #expect(try await Tool.run("run", "note.md", "--force", in: folder).status == 0)
    #expect(!(try #require(folder.text("output/note.html")).contains(value)))
  }

  @Test func anEditOfAnEmbeddedNoteMakesANewPage() async throws {
    let folder = try NoteFolder()
    try folder.write("First words.\n", to: "part.md")
    try folder.write("![[part]]\n\n```swift\nlet a = 1\n```\n")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    #expect(try #require(folder.text("output/note.html")).contains("First words."))
    try folder.write("Other words, and more.\n", to: "part.md")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    #expect(try #require(folder.text("output/note.html")).contains("Other words, and more."))
  }

  @Test func chartsHaveTheSizeOfTheirCellElseOfTheNote() async throws {
    let folder = try NoteFolder()
    let chart = "Chart { LineMark([1.0, 2, 3]) }"
    try folder.write(
      """
      ---
      fig-height: 2
      ---
      ```swift
      \(chart)
      ```
      ```swift
      //| fig-height: 3
      //| fig-width: 4
      \(chart)
      ```
      ```swift
      display(\(chart).height(333))
      \(chart)
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let report = try #require(folder.text("output/note.html"))
    let heights = report.matches(of: /class="plot" [^>]*style="height:(\d+)px/).map(\.output.1)
    #expect(heights == ["192", "288", "333", "192"])
    #expect(report.ranges(of: ";max-width:384px\"").count == 1)
  }

  @Test func partialRunsBringWhatTheyDependOn() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      final class Counter { var value = 0 }
      let counter = Counter()
      ```
      ```swift
      counter.value += 1
      ```
      ```swift
      print("left out")
      ```
      ```swift
      //| label: last
      "counted \\(counter.value)"
      ```
      """)
    let result = try await Tool.run("run", "note.md", "--only", "last", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let report = try #require(folder.text("output/note.html"))
    #expect(report.contains("counted 1"))
    #expect(report.contains("left out by --only last"))
    let unknown = try await Tool.run("run", "note.md", "--only", "lost", in: folder)
    #expect(unknown.status == 64)
    #expect(unknown.standardError.contains("no cell 'lost' for --only"))
  }

  @Test func aNewNoteRunsAndIsNeverOverwritten() async throws {
    let folder = try NoteFolder()
    #expect(try await Tool.run("new", "idea", in: folder).status == 0)
    let run = try await Tool.run("run", "idea.md", in: folder)
    #expect(run.status == 0, "\(run.standardError)")
    let again = try await Tool.run("new", "idea", in: folder)
    #expect(again.status == 64)
    #expect(again.standardError.contains("it exists already"))
    #expect(try await Tool.run("new", "study.qmd", in: folder).status == 0)
    #expect(folder.text("study.qmd")?.contains("title: \"study\"") == true)
  }

  @Test func verifyingSaysWhichFigureMoved() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nlet value = 1.5\nprint(\"value is \\(value)\")\n```\n")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    let same = try await Tool.run("verify", "note.md", in: folder)
    #expect(same.status == 0, "\(same.standardOutput) \(same.standardError)")
    try folder.write("```swift\nlet value = 1.6\nprint(\"value is \\(value)\")\n```\n")
    let moved = try await Tool.run("verify", "note.md", in: folder)
    #expect(moved.status == 1)
    #expect(moved.standardOutput.contains("cell 1, printed text: recorded 1.5, now 1.6"))
  }
}
