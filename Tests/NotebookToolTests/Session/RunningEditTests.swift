import Foundation
import NotebookDocument
import NotebookSession
import RunResults
import Testing

/// What an edit does to a cell that is running.
@Suite(.serialized) struct RunningEditTests {
  private let folder: NoteFolder
  private let session: NoteSession
  private let interruption = RunInterruption()

  /// The second cell runs until there is a file `go`.
  private static let note = """
    ```swift
    import Foundation
    var total = 1
    ```

    ```swift
    try "".write(toFile: "started", atomically: true, encoding: .utf8)
    while !FileManager.default.fileExists(atPath: "go") { usleep(1000) }
    total += 10
    print("total", total)
    ```

    ```swift
    print("last", total)
    ```
    """

  init() throws {
    folder = try NoteFolder()
    let products = try #require(Tool.products)
    var options = SessionOptions(
      kernel: products.appending(path: "notebook-kernel").path, version: "test")
    options.keepsSnapshots = true
    session = NoteSession(options: options, interruption: interruption) { _, _ in }
  }

  private func notebook(_ text: String) -> Notebook {
    Notebook.parse(source: Array(text.utf8), path: folder.path("note.md"))
  }

  /// Runs the note up to its second cell.
  private func startedRun() async throws -> Task<RunResult, any Error> {
    try await session.update(notebook(Self.note))
    let session = session
    let run = Task { try await session.run() }
    try await folder.waitForFile("started")
    return run
  }

  private func printed(_ result: RunResult, _ cell: Int) -> [CellResult.Item] {
    result.cells[cell - 1].items
  }

  @Test func anEditElsewhereLeavesItAlone() async throws {
    let run = try await startedRun()
    let edited = "A sentence.\n\n" + Self.note.replacing("\"last\"", with: "\"end\"")
    try await session.update(notebook(edited))
    try folder.write("", to: "go")
    let result = try await run.value
    #expect(printed(result, 2) == [.standardOutput("total 11\n")])
    #expect(printed(result, 3) == [.standardOutput("end 11\n")])
    #expect(result.cells.map(\.state) == [.completed, .completed, .completed])
    await session.close()
  }

  @Test func anErrorInALaterCellLeavesItAlone() async throws {
    let run = try await startedRun()
    try await session.update(notebook(Self.note.replacing("\"last\", total", with: "unknown")))
    #expect(await session.runningCell == 2)
    try folder.write("", to: "go")
    _ = try await run.value
    try await session.update(notebook(Self.note))
    let result = try await session.run()
    #expect(printed(result, 2) == [.standardOutput("total 11\n")])
    #expect(printed(result, 3) == [.standardOutput("last 11\n")])
    await session.close()
  }

  @Test func anEditOfItStartsItAgainFromTheStateBefore() async throws {
    let run = try await startedRun()
    let edited = Self.note.replacing("total += 10", with: "total += 20")
      .replacing("while !FileManager", with: "while false && !FileManager")
    try await session.update(notebook(edited))
    let result = try await run.value
    #expect(printed(result, 2) == [.standardOutput("total 21\n")])
    #expect(printed(result, 3) == [.standardOutput("last 21\n")])
    await session.close()
  }

  @Test func askedToRunAgainItBeginsAnew() async throws {
    let run = try await startedRun()
    try folder.write("", to: "go")
    await session.invalidate(from: 2)
    let result = try await run.value
    #expect(printed(result, 2) == [.standardOutput("total 11\n")])
    #expect(printed(result, 3) == [.standardOutput("last 11\n")])
    await session.close()
  }

  @Test func aStopIsHeardInEveryRun() async throws {
    try folder.write("", to: "go")
    let run = try await startedRun()
    _ = try await run.value
    let start = "try \"\".write(toFile: \"looping\", atomically: true, encoding: .utf8)"
    let loop = Self.note + "\n```swift\n\(start)\nwhile true { usleep(1000) }\n```\n"
    try await session.update(notebook(loop))
    let session = session
    let second = Task { try await session.run() }
    try await folder.waitForFile("looping")
    interruption.request()
    interruption.request()
    let result = try await second.value
    #expect(result.cells[3].state == .interrupted(""))
    #expect(printed(result, 3) == [.standardOutput("last 11\n")])
    // The next edit runs.
    interruption.reset()
    try await session.update(notebook(Self.note + "\n```swift\nprint(\"on\", total)\n```\n"))
    let after = try await session.run()
    #expect(printed(after, 4) == [.standardOutput("on 11\n")])
    await session.close()
  }

  @Test func aKernelThatDiesBetweenCellsIsStartedAnew() async throws {
    try folder.write("", to: "go")
    _ = try await startedRun().value
    try await session.update(
      notebook(
        Self.note
          + "\n```swift\ntry \"\\(getpid())\".write(toFile: \"pid\", atomically: true, encoding: .utf8)\n```\n"
      ))
    _ = try await session.run()
    let kernel = try #require(folder.text("pid").flatMap { pid_t($0) })
    kill(kernel, SIGKILL)
    try await folder.waitUntil("the kernel is gone") { kill(kernel, 0) != 0 }
    try await session.update(notebook(Self.note + "\n```swift\nprint(\"new\", total)\n```\n"))
    let result = try await session.run()
    #expect(printed(result, 4) == [.standardOutput("new 11\n")])
    #expect(result.state == .complete)
    await session.close()
  }

  @Test func textsThatFollowEachOtherQuicklyLeaveTheLast() async throws {
    try folder.write("", to: "go")
    let session = session
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...12 {
        let text = notebook(Self.note.replacing("\"last\"", with: "\"last \(number)\""))
        await session.take(text)
        group.addTask { try await session.checkCells() }
        group.addTask { _ = try await session.run() }
      }
      try await group.waitForAll()
    }
    let result = try await session.run()
    #expect(printed(result, 3) == [.standardOutput("last 12 11\n")])
    #expect(result.state == .complete, "\(result.diagnostics) \(result.cells)")
    await session.close()
  }
}
