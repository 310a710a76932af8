import Foundation
import Testing

/// What goes wrong in a file that a note includes is said in that file's own name and lines.
@Suite struct IncludedFileTests {
  private func run(
    _ inner: String, host: String = "# Host\n\n{{< include parts/inner.md >}}\n\nAfter.\n",
    in folder: NoteFolder, _ options: String...
  ) async throws -> ToolResult {
    try folder.write(inner, to: "notes/parts/inner.md")
    try folder.write(host, to: "notes/host.md")
    return try await Tool.run(arguments: ["run", "notes/host.md"] + options, in: folder)
  }

  @Test func errorsOfTheCompilerStandInIt() async throws {
    let folder = try NoteFolder()
    let result = try await run(
      "Text.\n\n```swift\nlet a = 1\nlet b: String = a\n```\n\nValue `{swift} c`.\n", in: folder)
    #expect(result.status == 2)
    let place = "notes/parts/inner.md:5:17: error: cannot convert value of type 'Int'"
    #expect(result.standardError.contains(place))
    #expect(result.standardError.contains(" 5 | let b: String = a\n"))
    #expect(result.standardError.contains("notes/parts/inner.md:8:16: error: cannot find 'c'"))
    #expect(!result.standardError.contains("host.md:5"))
    let page = try #require(folder.text("output/host.html"))
    #expect(page.contains("inner.md:5:17") && page.contains("<span class=\"bad-line\">"))
  }

  @Test func trapsAndClaimsStandInIt() async throws {
    let folder = try NoteFolder()
    let inner = """
      ```swift
      //| error: true
      let list = [1]
      let index = 3
      list[index]
      ```

      ```swift
      claim("two is one", 2 == 1)
      ```
      """
    let result = try await run(inner, in: folder)
    #expect(result.status == 1)
    let claim = "notes/parts/inner.md:9: error: the claim is false: two is one\n"
    #expect(result.standardError.contains(claim))
    #expect(result.standardError.contains(" 9 | claim(\"two is one\", 2 == 1)\n"))
    let page = try #require(folder.text("output/host.html"))
    #expect(page.contains("notes/parts/inner.md:9</span>") && page.contains("inner.md:5"))
  }

  @Test func placesFollowAnEditOfTheProseInEitherFile() async throws {
    let folder = try NoteFolder()
    let inner = "```swift\n//| error: true\nlet list = [1]\nlet index = 3\nlist[index]\n```\n"
    #expect(try await run(inner, in: folder).status == 0)
    #expect(folder.text("output/host.html")?.contains("inner.md:5") == true)
    let edited = try await run("More words.\n\n" + inner, in: folder)
    #expect(edited.standardError.contains("only prose has changed"))
    #expect(folder.text("output/host.html")?.contains("inner.md:7") == true)
    let moved = "# Host\n\nMore.\n\n" + "{{< include parts/inner.md >}}\n"
    let again = try await run("More words.\n\n" + inner, host: moved, in: folder)
    #expect(again.standardError.contains("only prose has changed"))
    #expect(folder.text("output/host.html")?.contains("inner.md:7") == true)
    // As a cell of the note itself, it has the note's lines.
    let own = try await run("", host: "# Host\n\n\n" + inner, in: folder)
    #expect(own.standardError.contains("only prose has changed"))
    #expect(folder.text("output/host.html")?.contains("host.md:8") == true)
  }

  @Test func anUncaughtErrorAndTheProgressStandInIt() async throws {
    let folder = try NoteFolder()
    let result = try await run(
      "\n\n```swift\nstruct Broken: Error {}\nthrow Broken()\n```\n",
      host: "```swift\nlet first = 1\n```\n\n> {{< include parts/inner.md >}}\n", in: folder)
    #expect(result.standardError.contains("✓ [1/2] notes/host.md:2"))
    #expect(result.standardError.contains("✗ [2/2] notes/parts/inner.md:4"))
    #expect(result.standardError.contains("notes/parts/inner.md:5: error: uncaught error: Broken"))
    #expect(result.standardError.contains(" 5 | throw Broken()\n"))
  }

  @Test func whatIsSaidOfOtherCellsNamesTheirFile() async throws {
    let folder = try NoteFolder()
    let result = try await run(
      "```swift\nlet rate = 1\n```\n",
      host: "{{< include parts/inner.md >}}\n\n```swift\nrate = 2\n```\n", in: folder)
    #expect(
      result.standardError.contains(
        "cell 1 at line 2 of notes/parts/inner.md defines 'rate' with 'let'"))
  }

  @Test func problemsOfThePageStandInIt() async throws {
    let folder = try NoteFolder()
    let result = try await run("One.\n\nSee ![a](none.png).\n", in: folder)
    #expect(result.standardError.contains("notes/parts/inner.md:3:"))
  }
}
