import Foundation
import Testing

/// Notes that are wrong in every way a note can be: a clear message, the right status, no half
/// report.
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
    #expect(report.contains("This stops, and the note goes on"))
    #expect(report.contains("kept 1"))
    #expect(report.contains("what the cell had changed before it stopped is undone"))
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

  @Test func aCellThatHasToFailAndDoesNotIsToldOnTheConsole() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n//| runtime-error: true\nlet fine = 1\n```\n")
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    #expect(
      result.standardError.contains(
        "note.md:2: error: the cell completed, but 'runtime-error: true' says that it has to fail"))
    try folder.write("```swift\n//| runtime-error: true\n[1][1]\n```\n")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
  }

  /// `error: true` tolerates, as in Quarto: a cell that completes leaves all that it made, also
  /// after cells whose tasks cannot go on in another process.
  @Test func aCellThatMayFailAndDoesNotLeavesItsState() async throws {
    let folder = try NoteFolder()
    for first in ["func f() async -> Int { 3 }\nlet before = await f()", "let before = 3"] {
      try folder.write(
        """
        ---
        error: true
        ---
        ```swift
        \(first)
        ```
        ```swift
        print("once")
        let after = before + 1
        ```
        ```swift
        "after \\(after)"
        ```
        """)
      let result = try await Tool.run("run", "note.md", in: folder)
      #expect(result.status == 0, "\(result.standardError)")
      let report = try #require(folder.text("output/note.html"))
      #expect(report.contains("after 4"))
      #expect(report.matches(of: />once</).count == 1)
    }
  }

  @Test(arguments: [
    // What the failing cell says, what the next one says, and the name that is missing.
    ("let a = 1\nlet empty: [Int] = []\nlet b = empty[0]", "print(a)", "a"),
    ("struct E: Error {}\nlet a = 1\nif a > 0 { throw E() }\nlet b = \"x\"", "print(b)", "b"),
    (
      "struct E: Error {}\nfunc f() -> String { b }\nif true { throw E() }\nlet b = \"x\"",
      "print(f())", "f"
    ),
    ("struct E: Error {}\nlet n: Int\nif true { throw E() }\nn = 1", "print(n)", "n"),
    ("struct S { var a = 1 }\nfatalError()", "print(S().a)", "S"),
  ])
  func aNameOfACellThatFailedIsMissed(failing: String, using: String, name: String) async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n//| error: true\n\(failing)\n```\n```swift\n\(using)\n```\n")
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    let message = "error: '\(name)' is not there: cell 1, which defines it, failed"
    #expect(result.standardError.contains(message), "\(result.standardError)")
    try folder.write("```swift\n//| error: true\n\(failing)\n```\nValue `{swift} \(name)`.\n")
    guard name != "S", name != "f" else { return }
    let inline = try await Tool.run("run", "note.md", in: folder)
    #expect(inline.status == 1)
    #expect(inline.standardError.contains(message), "\(inline.standardError)")
  }

  @Test func nothingIsUndoneOfACellThatHasNotBegun() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      //| error: true
      struct E: Error {}
      if true { throw E() }
      let b = 1
      ```
      ```swift
      //| error: true
      print(b)
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let report = try #require(folder.text("output/note.html"))
    #expect(report.contains("which defines it, failed"))
    #expect(!report.contains("before it stopped is undone"))
  }

  @Test func valuesInProseAfterACellThatIsOnlyShownAreComputed() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      let a = 1
      ```
      ```swift
      //| eval: false
      f()
      ```
      Two: `{swift} a + 1`.
      """)
    try folder.write(
      "```swift\n//| eval: false\nf()\n```\nThree: `{swift} 1 + 2`.\n", to: "shown.md")
    for (note, sentence) in [("note", "Two: 2."), ("shown", "Three: 3.")] {
      let result = try await Tool.run("run", "\(note).md", in: folder)
      #expect(result.status == 0, "\(result.standardError)")
      let html = try #require(folder.text("output/\(note).html")).replacing(/<[^>]*>/, with: "")
      #expect(html.contains(sentence), "\(note)")
    }
    let part = try await Tool.run("run", "note.md", "--only", "1", in: folder)
    #expect(part.status == 0, "\(part.standardError)")
    let html = try #require(folder.text("output/note.html")).replacing(/<[^>]*>/, with: "")
    #expect(html.contains("Two: 2."))
  }

  @Test func aMissingFileIsASentence() async throws {
    let folder = try NoteFolder()
    try folder.write(
      "```swift\nimport Foundation\ntry String(contentsOfFile: \"no.txt\", encoding: .utf8)\n```\n")
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 1)
    #expect(result.standardError.contains("note.md:3: error: there is no file 'no.txt'"))
    #expect(result.standardError.contains("relative paths start at the note's folder"))
  }

  @Test func whatStandsAboveAThrowIsThere() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      //| error: true
      struct E: Error {}
      let a = 41
      if a > 0 { throw E() }
      ```
      ```swift
      "sum \\(a + 1)"
      ```
      ```swift
      //| error: true
      struct F: Error {}
      func twice(_ x: Int) -> Int { x * 2 }
      if a > 0 { throw F() }
      ```
      ```swift
      "twice \\(twice(4))"
      ```
      """)
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let report = try #require(folder.text("output/note.html"))
    #expect(report.contains("sum 42") && report.contains("twice 8"))
  }

  @Test(
    arguments: [
      (
        "-n 8",
        "a program may have only 8 files open here, and a run needs 32; raise the limit (ulimit -n 256)",
        1
      ),
      ("-S -t 1", "a program may compute for 1 s here; raise the limit (ulimit -t)", 1),
      ("-f 1", "the compiler was ended by a limit of this user: raise it (ulimit -f)", 2),
      ("-s 256", "", 0),
    ] as [(String, String, Int32)])
  func aLimitOfTheUserIsNamed(limit: String, sentence: String, status: Int32) async throws {
    let folder = try NoteFolder()
    let code =
      limit.contains("-t")
      ? "var n = 0\nwhile n >= 0 { n &+= 1; if n > 1 << 40 { n = 0 } }"
      // A cell that no cache holds, so that the compiler has something to write.
      : "let number\(UInt64.random(in: 0..<(.max))) = 1"
    try folder.write("```swift\n\(code)\n```\n")
    let result = try await Tool.run("run", "note.md", underLimit: limit, in: folder)
    #expect(result.status == status)
    #expect(sentence.isEmpty || result.standardError.contains(sentence), "\(result.standardError)")
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
