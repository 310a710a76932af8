import Foundation
import Testing

/// Notes that are wrong in every way a note can be: a clear message, the right status, no half report.
@Suite struct BadNoteTests {
  @Test func aTypeErrorInTheLastCellStopsTheFirstFromRunning() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      # Note

      ```swift
      print("ran")
      ```

      ```swift
      let x: Int = "text"
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 2)
    #expect(result.standardError.contains("note.md:8:14: error:"))
    let report = try #require(folder.text("output/note.html"))
    #expect(!report.contains(">ran"))
    #expect(report.contains("not run"))
  }

  @Test func aTrapNamesItsLineAndLeavesTheRestOfTheReport() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      let values = [1, 2, 3]
      print("before")
      ```

      ```swift
      func third(_ index: Int) -> Int {
        values[index]
      }
      third(7)
      ```

      ```swift
      print("after")
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("note.md:8"))
    #expect(result.standardError.lowercased().contains("index out of range"))
    let report = try #require(folder.text("output/note.html"))
    #expect(report.contains("before"))
    #expect(report.contains("not run"))
    #expect(folder.names(in: "output") == ["note.html", "note.run.json"])
  }

  @Test func anEndlessCellEndsAtItsTimeout() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      //| timeout: 1
      var n = 0
      while true { n &+= 1 }
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("note.md:"))
    #expect(result.standardError.contains("1 s") || result.standardError.contains("second"))
  }

  @Test func anUncaughtErrorNamesItsLine() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      struct Missing: Error, CustomStringConvertible { var description: String { "no such thing" } }
      func find() throws -> Int { throw Missing() }
      let found = try find()
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("note.md:4"))
    #expect(result.standardError.contains("no such thing"))
  }

  @Test func aFalseClaimFailsTheRunAfterAllCellsRan() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      claim("two is large", 2, isAbove: 3)
      ```

      ```swift
      print("still ran")
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("note.md:2: error: the claim is false: two is large"))
    #expect(try #require(folder.text("output/note.html")).contains("still ran"))
  }

  @Test func aMissingNoteAndAFolderAreNamed() async throws {
    let folder = try NoteFolder()
    let missing = try await Tool.run("run", "lost.md", in: folder)
    #expect(missing.status == 64)
    #expect(missing.standardError.contains("lost.md: error: there is no such note"))
    let directory = try await Tool.run("run", ".", in: folder)
    #expect(directory.status == 64)
    #expect(directory.standardError.contains("there is no note below '.'"))
    #expect(mkfifo(folder.url.appending(path: "pipe.md").path, 0o600) == 0)
    let pipe = try await Tool.run("run", "pipe.md", in: folder)
    #expect(pipe.status == 64)
    #expect(pipe.standardError.contains("it is a pipe or a device"))
  }

  @Test func twoNotesThatWouldWriteOneReportAreRefused() async throws {
    let folder = try NoteFolder()
    try folder.write("1\n")
    try folder.write("2\n", to: "other/note.md")
    let result = try await Tool.run("run", "note.md", "other/note.md", in: folder)
    #expect(result.status == 64)
    #expect(result.standardError.contains("would both write output/note.html"))
    #expect(!folder.contains("output"))
  }

  @Test func anExpectedFailureAfterTasksLeavesTheStateBeforeIt() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      func answer() async -> Int { 42 }
      var state = await answer()
      ```
      ```swift
      //| error: true
      state = 0
      fatalError("as planned")
      ```
      ```swift
      "state \\(state), again \\(await answer())"
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    #expect(try #require(folder.text("output/note.html")).contains("state 42, again 42"))
  }

  @Test func damagedCacheEntriesAreMadeAgain() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nlet a = 6\n```\n```swift\na * 7\n```\n")
    let cache = folder.url.appending(path: "cache")
    let environment = ["XDG_CACHE_HOME": cache.path]
    #expect(
      try await Tool.run("run", "note.md", in: folder, environment: environment).status == 0)
    for ending in [".so", ".swiftmodule"] {
      let files = try #require(FileManager.default.enumerator(atPath: cache.path))
      for case let name as String in files where name.hasSuffix(ending) {
        #expect(truncate(cache.appending(path: name).path, 100) == 0)
      }
      let result = try await Tool.run(
        "run", "note.md", "--force", in: folder, environment: environment)
      #expect(result.status == 0, "\(ending): \(result.standardError)")
      #expect(try #require(folder.text("output/note.html")).contains(">42<"))
    }
  }

  @Test func anUnusableOutputFolderIsToldBeforeAnythingRuns() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nprint(1)\n```\n")
    try folder.write("a file", to: "taken")
    let result = try await Tool.run("run", "note.md", "-o", "taken", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("taken: error: the report cannot be written"))
    #expect(folder.text("taken") == "a file")
  }

  @Test func aParameterThatDoesNotFitIsToldBeforeAnythingRuns() async throws {
    let folder = try NoteFolder()
    try folder.write("---\nparams:\n  rate: 0.5\n---\n```swift\nrate\n```\n")
    let wrong = try await Tool.run("run", "note.md", "-P", "rate=fast", in: folder)
    #expect(wrong.status == 2)
    #expect(wrong.standardError.contains("parameter 'rate' is a number and cannot be 'fast'"))
    let unknown = try await Tool.run("run", "note.md", "-P", "rat=1", in: folder)
    #expect(unknown.status == 2)
    #expect(unknown.standardError.contains("did you mean 'rate'?"))
    let malformed = try await Tool.run("run", "note.md", "-P", "rate", in: folder)
    #expect(malformed.status == 64)
  }

  @Test func anUnknownCellOptionIsAnErrorWithTheNearestKey() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n//| ecoh: false\n1\n```\n")
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 2)
    #expect(result.standardError.contains("note.md:2"))
    #expect(result.standardError.contains("echo"))
  }

  @Test func expectedErrorsAreShownAndTheNoteGoesOn() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      var kept = 1
      ```
      ```swift
      //| error: true
      kept = 2
      fatalError("as planned")
      ```
      ```swift
      //| compile-error: true
      let wrong: Int = "text"
      ```
      ```swift
      "kept \\(kept)"
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let report = try #require(folder.text("output/note.html"))
    #expect(report.contains("as planned"))
    #expect(report.contains("kept 1"))
    #expect(report.contains("cannot convert value"))
  }

  @Test func aDamagedDataFileIsNamed() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nlet fashion = try FashionMNIST()\n```\n")
    try folder.write("not a gzip file", to: "data/train-images-idx3-ubyte.gz")
    let result = try await Tool.run(
      "run", "note.md", in: folder,
      environment: ["NOTEBOOK_DATA": folder.path("data")])
    #expect(result.status == 1)
    #expect(result.standardError.contains("note.md:2"))
    #expect(result.standardError.contains("train-images-idx3-ubyte.gz"))
  }

  @Test(arguments: [
    (
      "func half(_ x: Int) { precondition(x > 0, \"x must be positive\") }\nhalf(0)",
      "note.md:2", "precondition failed: x must be positive"
    ),
    ("let layer = Dense(0)", "note.md:2", "Dense(0) expects at least one unit, got 0"),
    (
      "BatchNorm(momentum: 4)", "note.md:2",
      "BatchNorm(momentum: 4.0) expects a momentum in 0...1, got 4.0"
    ),
  ])
  func misuseSaysItsSentence(code: String, place: String, sentence: String) async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n\(code)\n```\n")
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains(place))
    #expect(result.standardError.contains(sentence))
  }

  @Test func aCellThatShouldFailAndDoesNotIsToldOnTheConsole() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n//| error: true\nlet fine = 1\n```\n")
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("note.md:2: error: the cell was expected to fail"))
  }

  @Test func aProgramStartedByACellEndsWithTheRun() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      import Foundation
      let program = Process()
      program.executableURL = URL(filePath: "/bin/sleep")
      program.arguments = ["86399"]
      try program.run()
      print("pid \\(program.processIdentifier);")
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let report = try #require(folder.text("output/note.html"))
    let number = try #require(report.firstMatch(of: /pid (\d+);/)).output.1
    // A killed program that nobody has waited for may stay in the list without a command line.
    let command = (try? String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)) ?? ""
    #expect(!command.contains("86399"))
  }

  @Test func aCellThatClosesTheKernelsDescriptorsFailsAtOnce() async throws {
    let folder = try NoteFolder()
    try folder.write(
      "```swift\nimport Foundation\nfor descriptor in 1..<1024 { close(Int32(descriptor)) }\n```\n")
    let result = try await Tool.run("run", "note.md", "--timeout", "30", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("the cell closed the connection to the notebook"))
  }
}
