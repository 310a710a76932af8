import Foundation
import Testing

/// Sweeps on this computer, as a user makes them.
@Suite(.serialized) struct SweepTests {
  private static let note = """
    ---
    title: A small study
    seed: 1
    params:
      rate: 0.5
    claims: {seeds: 2, hold: all}
    ---
    Text.

    ```swift
    import Foundation
    let noise = Double.random(in: 0..<1)
    record("noise", noise)
    claim("the rate is small", rate, isBelow: 0.75)
    claim("noise is a share", noise, isWithin: 0...1)
    let place = FileManager.default.currentDirectoryPath
    if FileManager.default.fileExists(atPath: "\\(place)/crash-\\(rate)") { fatalError("on purpose") }
    ```

    The noise was `{swift} noise`.
    """

  private func sweep(_ arguments: String..., in folder: NoteFolder) async throws -> ToolResult {
    let program = ["sweep", "note.md"] + arguments
    return try await Tool.run(arguments: program, in: folder)
  }

  /// When a run's summary was written.
  private func written(_ run: String, in folder: NoteFolder) throws -> Date? {
    try FileManager.default.attributesOfItem(
      atPath: folder.path("output/note-sweep/runs/\(run).summary.json"))[.modificationDate] as? Date
  }

  @Test func everyCombinationRunsOnceAndIsReported() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    let first = try await sweep("-P", "rate=0.5,1", "-P", "seed=1...2", in: folder)
    #expect(first.status == 0, "\(first.standardError)")
    #expect(first.standardError.contains("✓ rate=0.5, seed=1  2 of 2 claims hold"))
    #expect(first.standardError.contains("✗ rate=1.0, seed=2  1 of 2 claims hold"))
    #expect(
      first.standardError.contains(
        "4 of 4 runs complete, 1 of 2 claims hold in all of them  output/note-sweep.html"))
    // Parameters and seeds are not compiled in: one cell and its inline value.
    #expect(folder.names(in: "output/note-sweep/cells").count == 2)
    let report = try #require(folder.text("output/note-sweep.html"))
    #expect(report.contains("href=\"note-sweep/runs/rate=0.5,seed=1.html\""))
    #expect(report.contains("2 of 4") && report.contains("<svg"))
    let run = try #require(folder.text("output/note-sweep/runs/rate=1.0,seed=2.html"))
    #expect(run.contains("Parameter rate") && run.contains("Recorded noise"))
    let csv = try #require(folder.text("output/note-sweep.csv")).split(separator: "\n")
    #expect(csv.count == 5)
    #expect(csv[0].hasPrefix("rate,seed,state,seconds,claims,false claims,noise,"))
    // The same seed gives the same noise whatever the rate, another seed another.
    let noise = csv.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map { $0[$0.count - 5] }
    #expect(Set(noise).count == 2, "\(csv)")
    #expect(folder.names(in: "output/note-sweep/runs").allSatisfy { !$0.hasSuffix(".lock") })

    let before = try written("rate=0.5,seed=1", in: folder)
    let again = try await sweep("-P", "rate=0.5,1", "-P", "seed=1...3", in: folder)
    #expect(again.standardError.contains("note.md: 6 runs, 4 complete already"))
    #expect(again.standardError.contains("2 runs to do"))
    #expect(try written("rate=0.5,seed=1", in: folder) == before)
    #expect(folder.names(in: "output/note-sweep/cells").count == 2)
  }

  @Test func whatAnotherNoteHasLeftStays() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    #expect(try await sweep("-P", "rate=0.5", in: folder).status == 0)
    let result = folder.text("output/note.sweep.json")
    try folder.write(Self.note + "\nAnother.\n", to: "other/note.md")
    let other = try await Tool.run(
      arguments: ["sweep", "other/note.md", "-P", "rate=0.5"], in: folder)
    #expect(other.status == 1)
    #expect(
      other.standardError.contains(
        "output/note-sweep.html: error: the report cannot be written: it is the report of another "
          + "note, output/../note.md"), "\(other.standardError)")
    #expect(folder.text("output/note.sweep.json") == result)

    // A run whose report is gone is done again.
    try FileManager.default.removeItem(
      atPath: folder.path("output/note-sweep/runs/rate=0.5.html"))
    let again = try await sweep("-P", "rate=0.5", in: folder)
    #expect(again.standardError.contains("1 run to do"), "\(again.standardError)")
    #expect(folder.text("output/note-sweep/runs/rate=0.5.html") != nil)
  }

  @Test func aFolderThatCannotBeIsToldAsForOneRun() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    try folder.write("", to: "file")
    let result = try await sweep("-P", "rate=0.5", "-o", "file", in: folder)
    #expect(result.status == 1)
    #expect(
      result.standardError.contains(
        "file: error: the report cannot be written: it is a file; name a folder with -o"),
      "\(result.standardError)")
  }

  @Test func aRunThatCrashesIsARowAndIsDoneAgain() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    try folder.write("", to: "crash-0.25")
    let first = try await sweep("-P", "rate=0.25,0.5", in: folder)
    #expect(first.status == 1)
    #expect(first.standardError.contains("✗ rate=0.25  failed: cell 1: "))
    #expect(first.standardError.contains("1 of 2 runs complete"))
    #expect(try #require(folder.text("output/note-sweep.html")).contains("on purpose"))
    let before = try written("rate=0.5", in: folder)
    try FileManager.default.removeItem(atPath: folder.path("crash-0.25"))
    let again = try await sweep("-P", "rate=0.25,0.5", in: folder)
    #expect(again.status == 0, "\(again.standardError)")
    #expect(again.standardError.contains("2 runs, 1 complete already"))
    #expect(try written("rate=0.5", in: folder) == before)
  }

  @Test func claimsAreCheckedAgainstWhatTheNoteAsks() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    // Without seeds on the command, as many as the note asks for.
    let good = try await sweep("--check", in: folder)
    #expect(good.status == 0, "\(good.standardError)")
    #expect(good.standardError.contains("note.md: 2 runs"))
    let bad = try await sweep("--check", "-P", "rate=0.5,1", in: folder)
    #expect(bad.status == 1)
    #expect(
      bad.standardError.contains(
        "line 14: 'the rate is small' holds in 2 of 4 runs, and must hold in 4"))
    let few = try await sweep("--check", "-P", "seed=1", in: folder)
    #expect(few.status == 1)
    #expect(few.standardError.contains("the note asks for 2 seeds, and runs are complete with 1"))
  }

  @Test func theRecordedSweepIsVerified() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    _ = try await sweep("-P", "seed=1...2", in: folder)
    let same = try await Tool.run("verify", "note.md", "--sweep", in: folder)
    #expect(same.status == 0, "\(same.standardError)\(same.standardOutput)")
    #expect(
      same.standardOutput
        == "note.md: 2 runs, 4 claims, 2 inline values and 2 recorded figures as recorded\n")
    try folder.write(Self.note.replacing("in: 0..<1)", with: "in: 0..<0.5)"))
    let moved = try await Tool.run("verify", "note.md", "--sweep", in: folder)
    #expect(moved.status == 1)
    #expect(moved.standardOutput.contains("run seed=1, recorded 'noise': recorded 0."))
    let none = try await Tool.run("verify", "note.md", "--sweep", "-o", "elsewhere", in: folder)
    #expect(none.status == 64)
    #expect(none.standardOutput.contains("there is no recorded sweep at elsewhere/note.sweep.json"))
  }

  @Test func whatDoesNotFitTheNoteIsSaidBeforeAnythingRuns() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    for (arguments, message) in [
      (["-P", "rat=1"], "note.md: error: the note has no parameter 'rat'"),
      (["-P", "rate=x"], "note.md: error: 'rate' is a number and cannot be 'x'"),
      ([], "there is nothing to sweep"),
      (["--file", "runs.csv", "-P", "seed=1"], "runs.csv: error: there is no such file"),
    ] {
      let result = try await Tool.run(arguments: ["sweep", "note.md"] + arguments, in: folder)
      #expect(result.status == 64, "\(result.standardError)")
      #expect(result.standardError.contains(message), "\(result.standardError)")
    }
    #expect(!folder.contains("output"))
    try folder.write("```swift\nlet x: Int = \"\"\n```\n", to: "broken.md")
    let broken = try await Tool.run("sweep", "broken.md", "-P", "seed=1,2", in: folder)
    #expect(broken.status == 2)
    #expect(broken.standardError.contains("broken.md:2:14: error:"))
  }

  @Test func aFileHasOneRowARun() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    try folder.write("rate,seed\n0.125,3\n0.25,4\n", to: "runs.csv")
    let result = try await sweep("--file", "runs.csv", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    #expect(result.standardError.contains("✓ rate=0.25, seed=4"))
  }

  @Test func aPipeHasRunsToo() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    let tool = try #require(Tool.products).appending(path: "notebook").path
    for (rows, title) in [
      ("rate,seed\\n0.125,3\\n", "rate=0.125, seed=3"),
      ("- {rate: 0.25, seed: 4}\\n", "rate=0.25, seed=4"),
    ] {
      let result = try await Tool.run(
        program: "/bin/sh",
        arguments: ["-c", "printf '%b' '\(rows)' | '\(tool)' sweep note.md --file /dev/stdin"],
        in: folder)
      #expect(result.status == 0, "\(result.standardError)")
      #expect(result.standardError.contains("✓ \(title)"))
    }
    let none = try await sweep("--file", "output", in: folder)
    #expect(none.standardError.contains("output: error: it is a folder"), "\(none.standardError)")
  }

  @Test func whatIsWrongInTheFrontMatterIsShownAtItsPlace() async throws {
    let folder = try NoteFolder()
    try folder.write("---\nparams: {n: 3}\nsweep: {n: [1, 2.5]}\n---\n")
    let result = try await Tool.run("sweep", "note.md", in: folder)
    #expect(result.status == 64)
    #expect(
      result.standardError.contains(
        "note.md:3:16: error: 'n' is a whole number and cannot be '2.5'"),
      "\(result.standardError)")
    #expect(result.standardError.contains("3 | sweep: {n: [1, 2.5]}"), "\(result.standardError)")
  }

  @Test func reportsOfRunsFollowTheProse() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    _ = try await sweep("-P", "rate=0.5,1", in: folder)
    let before = try written("rate=0.5", in: folder)
    try folder.write(Self.note.replacing("Text.", with: "Other words.\n\nAnd more."))
    let again = try await sweep("-P", "rate=0.5,1", in: folder)
    #expect(again.standardError.contains("2 complete already"), "\(again.standardError)")
    #expect(again.standardError.contains("the prose has changed: 2 reports made anew"))
    #expect(try written("rate=0.5", in: folder) != before)
    for run in ["rate=0.5", "rate=1.0"] {
      let report = try #require(folder.text("output/note-sweep/runs/\(run).html"))
      #expect(report.contains("Other words.") && report.contains("the rate is small"))
    }
    // Claims stand where the note has them now.
    #expect(
      try #require(folder.text("output/note-sweep.csv")).contains("line 16: the rate is small"))
    let third = try await sweep("-P", "rate=0.5,1", in: folder)
    #expect(!third.standardError.contains("made anew"))
    #expect(!(try #require(folder.text("output/note-sweep.html"))).contains(">Seed<"))
  }

  @Test func runsThatHadNotBegunAreOneLine() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      import Foundation
      try "x".write(toFile: "begun", atomically: true, encoding: .utf8)
      while true { usleep(1000) }
      ```
      """)
    let tool = try RunningTool(
      "sweep", "note.md", "-P", "seed=1...40", "--jobs", "1", in: folder)
    try await folder.waitForFile("begun")
    tool.signal(SIGTERM)
    #expect(await tool.wait() == 130)
    #expect(
      tool.standardError.contains("✗ 39 runs not started: the sweep was interrupted\n"),
      "\(tool.standardError)")
    #expect(!tool.standardError.contains("seed=40"))
  }

  /// What comes to its own end all the same is whole.
  @Test func aRunThatIsWholeWhenItIsInterruptedIsComplete() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      import Foundation
      try "x".write(toFile: "begun", atomically: true, encoding: .utf8)
      while !FileManager.default.fileExists(atPath: "go") { usleep(1000) }
      record("score", 3)
      ```
      """)
    let tool = try RunningTool(
      "sweep", "note.md", "-P", "seed=1...3", "--jobs", "1", in: folder)
    try await folder.waitForFile("begun")
    tool.signal(SIGINT)
    #expect(await tool.read(until: "ending the runs"))
    try folder.write("", to: "go")
    #expect(await tool.wait() == 130)
    #expect(tool.standardError.contains("✓ seed=1"), "\(tool.standardError)")
    #expect(tool.standardError.contains("1 of 3 runs complete"), "\(tool.standardError)")
  }

  @Test func theSeedOfARunIsThatOfTheNote() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    let result = try await Tool.run("run", "note.md", "-P", "seed=7", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let record = try #require(folder.text("output/note.run.json"))
    #expect(record.contains("\"seed\" : 7"))
    let wrong = try await Tool.run("run", "note.md", "-P", "seed=x", in: folder)
    #expect(wrong.standardError.contains("the seed is a whole number of at least 0"))
  }

  @Test func anyLauncherCanCarryOutRunsAndTheirResultIsCollected() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    let prepared = try await sweep("-P", "seed=1...2", "--prepare", in: folder)
    #expect(prepared.status == 0, "\(prepared.standardError)")
    let file = prepared.standardOutput.filter { !$0.isNewline }
    // From elsewhere, as on another computer; the second time there is nothing to do.
    let elsewhere = try NoteFolder()
    for index in ["1", "0", "0"] {
      let task = try await Tool.run("sweep-task", file, index, in: elsewhere)
      #expect(task.status == 0, "\(task.standardOutput)")
    }
    let none = try await Tool.run("sweep-task", file, "2", in: elsewhere)
    #expect(none.status == 2)
    #expect(none.standardOutput.contains("has 2 runs, and none at 2"))
    let lost = try await Tool.run("sweep-task", file + "x", "0", in: elsewhere)
    #expect(lost.standardOutput.contains("cannot be read: there is no such file here"))
    let collected = try await sweep("--collect", in: folder)
    #expect(collected.status == 0, "\(collected.standardError)")
    #expect(collected.standardError.contains("2 of 2 runs complete"))
  }

  @Test func whatIsDrawnFromManyParametersIsShown() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ---
      params: {rate: 0.1, width: 8, name: adam}
      sweep:
        rate: 0.001...1 log
        width: 4...64
        name: [adam, sgd]
      ---
      ```swift
      record("score", rate * Double(width) + (name == "sgd" ? 1 : 0))
      ```
      """)
    for arguments in [
      ["--random", "6"], ["-P", "rate=0.001...1 by x10", "-P", "width=4,8"],
      ["-P", "name=adam,sgd"], ["-P", "rate=0.001...1 by x10", "-P", "seed=1,2"],
    ] {
      let result = try await Tool.run(arguments: ["sweep", "note.md"] + arguments, in: folder)
      #expect(result.status == 0, "\(result.standardError)")
      let report = try #require(folder.text("output/note-sweep.html"))
      #expect(report.contains("fig-figure-1"), "no chart for \(arguments)")
    }
  }

  @Test func changedDataIsReadAnew() async throws {
    let folder = try NoteFolder()
    try folder.write("x\n1\n2\n", to: "data.csv")
    try folder.write(
      """
      ```swift
      record("sum", try CSVTable(contentsOf: "data.csv").numbers("x").reduce(0, +))
      ```
      """)
    _ = try await sweep("-P", "seed=1...2", in: folder)
    #expect(try #require(folder.text("output/note-sweep.csv")).contains(",3.0\n"))
    try folder.write("x\n1\n5\n", to: "data.csv")
    let again = try await sweep("-P", "seed=1...2", in: folder)
    #expect(!again.standardError.contains("complete already"), "\(again.standardError)")
    #expect(try #require(folder.text("output/note-sweep.csv")).contains(",6.0\n"))
    let forced = try await sweep("-P", "seed=1...2", "--force", in: folder)
    #expect(forced.standardError.contains("2 runs to do"), "\(forced.standardError)")
    let kept = try await sweep("-P", "seed=1...2", in: folder)
    #expect(kept.standardError.contains("2 complete already"), "\(kept.standardError)")
  }
}
