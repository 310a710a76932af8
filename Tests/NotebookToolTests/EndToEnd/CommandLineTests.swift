import ArgumentParser
import Foundation
import Testing

@testable import NotebookCommands

/// What the commands say to somebody who has just met them.
@Suite struct CommandLineTests {
  @Test(arguments: [
    ("rnu", "there is no command 'rnu'; did you mean 'run'?"),
    ("note.md", "name a command first: notebook run note.md"),
    ("note.qmd", "name a command first: notebook run note.qmd"),
    ("chekc", "there is no command 'chekc'; did you mean 'check'?"),
    (
      "frobnicate",
      "there is no command 'frobnicate'; there are run, check, verify, sweep, preview, new, export, convert, jupyter, data, doctor, help"
    ),
  ])
  func anUnknownCommandIsNamed(word: String, problem: String) {
    #expect(NotebookCommand.problem(ofCommand: word) == problem)
  }

  @Test(arguments: ["run", "help", "--version", "-h"])
  func aKnownCommandIsNot(word: String) {
    #expect(NotebookCommand.problem(ofCommand: word) == nil)
  }

  @Test func theManualPageHasEveryCommandAndOption() {
    let text = ManualPage(commands: NotebookCommand.configuration.subcommands).text
    #expect(text.hasPrefix(".TH NOTEBOOK 1"))
    for word in [".SS run", ".SS doctor", "\\-\\-render\\-only", ".SH EXIT STATUS"] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(ManualPage.escaped(".a\\b") == "\\&.a\\eb")
  }

  @Test func aMisspeltCommandAndNoteAndMemoryAreAnswered() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n1\n```\n", to: "first.md")
    let command = try await Tool.run("rnu", "first.md", in: folder)
    #expect(command.status == 64)
    #expect(command.standardError.contains("did you mean 'run'?"))
    let note = try await Tool.run("run", "frist.md", in: folder)
    #expect(note.status == 64)
    #expect(note.standardError.contains("did you mean 'first.md'?"))
    let ending = try await Tool.run("run", "first", in: folder)
    #expect(ending.standardError.contains("did you mean 'first.md'?"))
    let memory = try await Tool.run("run", "first.md", "--memory", "2", in: folder)
    #expect(memory.status == 64)
    #expect(memory.standardError.contains("did you mean 2G?"))
  }

  @Test func checkingSaysWhatItFound() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nlet a = 1\n```\n```swift\na\n```\n", to: "first.md")
    let good = try await Tool.run("check", "first.md", in: folder)
    #expect(good.status == 0)
    #expect(good.standardOutput == "first.md: 2 cells, no errors\n")
    try folder.write("Only prose.\n", to: "prose.md")
    let prose = try await Tool.run("check", "prose.md", in: folder)
    #expect(prose.standardOutput == "prose.md: no cells, no errors\n")
    try folder.write("```swift\nlet a: Int = \"\"\n```\n", to: "first.md")
    let bad = try await Tool.run("check", "first.md", in: folder)
    #expect(bad.status == 2)
    #expect(bad.standardOutput == "first.md: 1 cell, 1 error\n")
    #expect(try await Tool.run("check", "first.md", "-q", in: folder).standardOutput.isEmpty)
  }

  @Test func cellsThatDidNotRunAreCountedAndAFailedOnesTimeIsTrue() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      import Foundation
      Thread.sleep(forTimeInterval: 1.2)
      fatalError("late")
      ```
      ```swift
      1
      ```
      ```swift
      2
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    let time = result.standardError.firstMatch(of: /failed after ([0-9.]+) s/)?.output.1
    #expect(time.flatMap { Double($0) } ?? 0 >= 1.2, "\(result.standardError)")
    #expect(result.standardError.contains(", 2 cells not run, "))
    let verbose = try await Tool.run("run", "note.md", "-v", "--to", "1", in: folder)
    #expect(verbose.standardError.contains("- cell 2 not run: cell 1 failed"))
  }

  @Test func verboseRunsShowWhatACellPrintsWhileItRuns() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      import Foundation
      print("\\u{1B}[31mfirst\\u{1B}[0m line")
      while !FileManager.default.fileExists(atPath: "go") { usleep(5_000) }
      print("no end of line", terminator: "")
      ```
      """)
    let tool = try RunningTool("run", "note.md", "-v", in: folder)
    #expect(await tool.read(until: "first line\n"))
    try folder.write("", to: "go")
    #expect(await tool.wait() == 0)
    #expect(tool.standardError.contains("no end of line\n"))
  }

  @Test func aNoteThatDoesNotCompileFailsItsVerification() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n1\n```\n")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    try folder.write("```swift\nlet x: Int = \"\"\n```\n")
    let result = try await Tool.run("verify", "note.md", in: folder)
    #expect(result.status == 2)
    #expect(result.standardOutput.contains("note.md: the note did not run"))
  }

  @Test func hugeLossesReachThePage() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      for value in [1e300, -1e300, 5e-324, -0.0, .nan, .infinity] {
        print(value)
        display(value)
        display([(loss: value, count: Int.max)])
        claim("so it is", value, equals: value, within: 1)
        print(value.percent)
      }
      ```
      Inline: `{swift} 1e300`, `{swift} Int.max`.
      """)
    for options in ["-q", "-v", "--format=json", "--force"] {
      let result = try await Tool.run("run", "note.md", options, "--force", in: folder)
      // NaN is near nothing.
      #expect(result.status == 1, "\(result.standardError)")
      #expect(try #require(folder.text("output/note.html")).contains("1e+300"))
    }
  }

  @Test func aHangUpIsIgnoredUnderNohup() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      import Foundation
      try! "x".write(toFile: "begun", atomically: true, encoding: .utf8)
      while !FileManager.default.fileExists(atPath: "go") { usleep(5_000) }
      print("went on")
      ```
      """)
    let tool = try RunningTool("run", "note.md", in: folder, launcher: "/usr/bin/nohup")
    try await folder.waitForFile("begun")
    tool.signal(SIGHUP)
    try folder.write("", to: "go")
    #expect(await tool.wait() == 0)
    #expect(try #require(folder.text("output/note.html")).contains("went on"))
  }
}
