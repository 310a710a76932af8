import Foundation
import Testing

/// Sweeps that are interrupted or killed: what is complete is kept, and nothing goes on behind.
@Suite(.serialized) struct KilledSweepTests {
  /// A run waits until somebody writes the file that it names; each says when it has begun.
  private static let note = """
    ---
    params: {name: a}
    ---
    ```swift
    import Foundation
    let place = FileManager.default.currentDirectoryPath
    try "\\(getpid())".write(toFile: "begun-\\(name)", atomically: true, encoding: .utf8)
    while !FileManager.default.fileExists(atPath: "\\(place)/go-\\(name)") { usleep(2000) }
    claim("it ran", true)
    ```
    """

  private func folder() throws -> NoteFolder {
    let folder = try NoteFolder()
    try folder.write(Self.note)
    try folder.write("", to: "go-a")
    return folder
  }

  private func isAlive(_ name: String, in folder: NoteFolder) throws -> Bool {
    let process = try #require(folder.text("begun-\(name)").flatMap(Int32.init))
    return kill(process, 0) == 0
  }

  @Test func anInterruptKeepsWhatIsComplete() async throws {
    let folder = try folder()
    let tool = try RunningTool("sweep", "note.md", "-P", "name=a,b,c", "--jobs", "2", in: folder)
    try await folder.waitForFile("output/note-sweep/runs/name=a.summary.json")
    try await folder.waitForFile("begun-b")
    tool.signal(SIGINT)
    #expect(await tool.read(until: "ending the runs"))
    tool.signal(SIGINT)
    #expect(await tool.wait() == 130)
    #expect(tool.standardError.contains("✗ name=b  interrupted"), "\(tool.standardError)")
    #expect(
      try #require(folder.text("output/note-sweep.html")).contains("1 of 3 runs are complete"))
    #expect(try !isAlive("b", in: folder))
    for name in ["b", "c"] { try folder.write("", to: "go-\(name)") }
    let again = try await Tool.run("sweep", "note.md", "-P", "name=a,b,c", in: folder)
    #expect(again.status == 0, "\(again.standardError)")
    #expect(again.standardError.contains("3 runs, 1 complete already"))
  }

  @Test func anInterruptedVerificationSaysWhatItHasCompared() async throws {
    let folder = try folder()
    try folder.write("", to: "go-b")
    let sweep = try await Tool.run("sweep", "note.md", "-P", "name=a,b", in: folder)
    #expect(sweep.status == 0, "\(sweep.standardError)")
    for name in ["begun-b", "go-b"] {
      try FileManager.default.removeItem(atPath: folder.path(name))
    }
    let tool = try RunningTool("verify", "note.md", "--sweep", in: folder, output: "said.txt")
    #expect(await tool.read(until: "✓ name=a"))
    try await folder.waitForFile("begun-b")
    tool.signal(SIGINT)
    #expect(await tool.read(until: "ending the runs"))
    tool.signal(SIGINT)
    #expect(await tool.wait() == 130)
    #expect(
      folder.text("said.txt") == "note.md: interrupted after 1 of 2 runs, 1 claim as recorded\n")
  }

  @Test func aKilledSweepLeavesNothingRunningAndGoesOn() async throws {
    let folder = try folder()
    let tool = try RunningTool("sweep", "note.md", "-P", "name=a,b", "--jobs", "2", in: folder)
    try await folder.waitForFile("output/note-sweep/runs/name=a.summary.json")
    try await folder.waitForFile("begun-b")
    tool.signal(SIGKILL)
    #expect(await tool.wait() == -SIGKILL)
    try await folder.waitUntil("the run of the killed sweep has ended") {
      (try? isAlive("b", in: folder)) == false
    }
    try folder.write("", to: "go-b")
    let again = try await Tool.run("sweep", "note.md", "-P", "name=a,b", in: folder)
    #expect(again.status == 0, "\(again.standardError)")
    #expect(again.standardError.contains("2 runs, 1 complete already"))
    #expect(!again.standardError.contains("✓ name=a"))
  }

  @Test func aKilledRunIsARow() async throws {
    let folder = try folder()
    let tool = try RunningTool("sweep", "note.md", "-P", "name=a,b", "--jobs", "2", in: folder)
    try await folder.waitForFile("begun-b")
    // The run's process is the parent of the kernel that runs the cell.
    let kernel = try #require(folder.text("begun-b").flatMap(Int32.init))
    kill(try parent(of: kernel), SIGKILL)
    #expect(await tool.wait() == 1)
    #expect(
      tool.standardError.contains("✗ name=b  no result: its process was ended by signal 9"),
      "\(tool.standardError)")
    #expect(tool.standardError.contains("1 of 2 runs complete"))
  }

  @Test func twoSweepsAtOnceDoNothingTwice() async throws {
    let folder = try folder()
    let first = try RunningTool("sweep", "note.md", "-P", "name=b", in: folder)
    try await folder.waitForFile("begun-b")
    let process = try #require(folder.text("begun-b"))
    let second = try RunningTool("sweep", "note.md", "-P", "name=b", in: folder)
    #expect(await second.read(until: "1 run to do"))
    try folder.write("", to: "go-b")
    #expect(await first.wait() == 0)
    #expect(await second.wait() == 0)
    #expect(folder.text("begun-b") == process)
  }
}
