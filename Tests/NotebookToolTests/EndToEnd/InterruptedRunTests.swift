import Foundation
import Testing

/// Runs that are interrupted or killed: nothing is lost, damaged or left behind.
@Suite(.serialized) struct InterruptedRunTests {
  /// Says in a file that the cell is running.
  private static let begin =
    "try! \"x\".write(toFile: \"begun\", atomically: true, encoding: .utf8)"

  private static let training = """
    ```swift
    import Foundation
    let data = Examples(
      inputs: Tensor.normal([1000, 8]), targets: Tensor((0..<1000).map { Int32($0 % 2) }))
    let model = Sequential { Dense(8); ReLU(); Dense(2) }
    \(begin)
    let history = try model.fit(data, validation: data, epochs: 1_000_000)
    print("the history knows epoch \\(history.interruptedAtEpoch ?? 0)")
    print("evaluated \\(try model.evaluate(data).loss > 0)")
    ```

    ```swift
    print("not reached")
    ```
    """

  @Test func consoleReportAndHistoryNameTheSameEpoch() async throws {
    let folder = try NoteFolder()
    try folder.write(Self.training)
    let tool = try RunningTool("run", "note.md", in: folder)
    try await folder.waitForFile("begun")
    #expect(await tool.read(until: "Epoch 3/"))
    tool.signal(SIGINT)
    #expect(await tool.wait() == 130)
    let report = try #require(folder.text("output/note.html"))
    let known = try #require(report.firstMatch(of: /the history knows epoch (\d+)/)).output.1
    #expect(try #require(Int(known)) >= 3)
    #expect(tool.standardError.contains("  interrupted at epoch \(known)\n"))
    #expect(report.contains(">interrupted at epoch \(known)<"))
    #expect(report.contains(">Interrupted at epoch \(known)<"))
    // The interruption was for the training: what comes after it in the cell is computed.
    #expect(report.contains("evaluated true"))
    #expect(!report.contains(">not reached"))
  }

  @Test func aCellThatDoesNotListenEndsAtTheSecondInterrupt() async throws {
    let folder = try NoteFolder()
    try folder.write(
      "```swift\nimport Foundation\nprint(\"kept\")\n\(Self.begin)\nwhile true {}\n```\n")
    let tool = try RunningTool("run", "note.md", in: folder)
    try await folder.waitForFile("begun")
    tool.signal(SIGINT)
    #expect(await tool.read(until: "Ctrl-C again"))
    tool.signal(SIGINT)
    #expect(await tool.wait() == 130)
    #expect(tool.standardError.contains("note.md:5"))
    #expect(try #require(folder.text("output/note.html")).contains("kept"))
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func aTerminationEndsTheCellAtOnceAndKeepsItsOutputs(signal: Int32) async throws {
    let folder = try NoteFolder()
    try folder.write(
      "```swift\nimport Foundation\nprint(\"kept\")\n\(Self.begin)\nwhile true {}\n```\n")
    let tool = try RunningTool("run", "note.md", in: folder)
    try await folder.waitForFile("begun")
    tool.signal(signal)
    #expect(await tool.wait() == 130)
    #expect(try #require(folder.text("output/note.html")).contains("kept"))
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func aTerminationOfAllProcessesIsAnInterruptionWhicheverIsFirst(signal: Int32) async throws {
    let folder = try NoteFolder()
    let begin = Self.begin.replacing("\"x\"", with: "\"\\(getpid())\"")
    try folder.write(
      "```swift\nimport Foundation\nprint(\"kept\")\n\(begin)\nwhile true {}\n```\n")
    let tool = try RunningTool("run", "note.md", in: folder)
    try await folder.waitForFile("begun")
    let kernel = try #require(folder.text("begun").flatMap(Int32.init))
    kill(kernel, signal)
    // Without letting other tests go first: the tool waits two seconds only.
    while kill(kernel, 0) == 0 { sched_yield() }
    tool.signal(signal)
    #expect(await tool.wait() == 130)
    #expect(tool.standardError.contains(": error: interrupted"), "\(tool.standardError)")
    #expect(tool.standardError.contains("the request to end the run has ended the kernel too"))
    #expect(try #require(folder.text("output/note.html")).contains("kept"))
  }

  @Test func anInterruptWhileCellsAreCheckedLeavesTheOldReport() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n\"first\"\n```\n")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    let report = try #require(folder.text("output/note.html"))
    // A compiler that never ends.
    try folder.write("```swift\n\"second\"\n```\n")
    let tool = try RunningTool(
      "run", "note.md", in: folder, environment: ["SWIFT": try folder.endlessCompiler()])
    try await folder.waitForFile("compiling")
    tool.signal(SIGINT)
    #expect(await tool.wait() == 130)
    #expect(tool.standardError.contains("interrupted while its cells were checked"))
    #expect(folder.text("output/note.html") == report)
  }

  @Test func killedAtAnyMomentItLeavesTheOldReportOrTheNewOne() async throws {
    let folder = try NoteFolder()
    func note(_ version: Int) -> String {
      """
      ```swift
      print("version \(version);")
      for number in 0..<300 { display(number) }
      print("end \(version);")
      ```
      """
    }
    try folder.write(note(0))
    let clock = ContinuousClock()
    let start = clock.now
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    let whole = clock.now - start
    // What the runs before have left.
    var (reported, recorded) = (0, 0)
    for version in 1...12 {
      try folder.write(note(version))
      let tool = try RunningTool("run", "note.md", in: folder)
      try await Task.sleep(for: whole * Double.random(in: 0...1.1))
      tool.signal(SIGKILL)
      #expect([0, -SIGKILL].contains(await tool.wait()))
      let report = try #require(folder.text("output/note.html"))
      let begin = try #require(report.firstMatch(of: /version (\d+);/)).output.1
      let end = try #require(report.firstMatch(of: /end (\d+);/)).output.1
      #expect(begin == end)
      let shown = try #require(Int(begin))
      #expect(shown == reported || shown == version)
      #expect(report.hasSuffix("</html>\n") || report.hasSuffix("</html>"))
      let record = try #require(folder.text("output/note.run.json"))
      _ = try JSONSerialization.jsonObject(with: Data(record.utf8))
      let match = try #require(record.firstMatch(of: /version (\d+);/)).output.1
      let known = try #require(Int(match))
      #expect(known == recorded || known == version)
      (reported, recorded) = (shown, known)
      // The record is put into its place first: where a run was killed before its page was whole,
      // the report stays behind until a run comes to its end.
      #expect(recorded >= reported)
    }
    let last = try await Tool.run("run", "note.md", in: folder)
    #expect(last.status == 0, "\(last.standardError)")
    #expect(try #require(folder.text("output/note.html")).contains("version 12;"))
    #expect(folder.names(in: "output") == ["note.html", "note.run.json"])
  }

  @Test(arguments: [[SIGINT], [SIGTERM], [SIGINT, SIGINT, SIGINT, SIGINT], [SIGTERM, SIGTERM]])
  func aSignalWhileTheReportIsWrittenLeavesItWhole(signals: [Int32]) async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nprint(\"old\")\n```\n")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    try folder.write("```swift\nprint(\"new;\")\n```\n")
    // Whoever holds the folder keeps the finished files from getting their names.
    let lock = open(folder.path("output"), O_RDONLY | O_CLOEXEC)
    #expect(flock(lock, LOCK_EX) == 0)
    let tool = try RunningTool("run", "note.md", in: folder)
    try await folder.waitUntil("two files are prepared") {
      folder.names(in: "output").count { $0.hasSuffix(".part") } == 2
    }
    for signal in signals { tool.signal(signal) }
    close(lock)
    #expect([0, 130].contains(await tool.wait()))
    #expect(folder.names(in: "output") == ["note.html", "note.run.json"])
    let report = try #require(folder.text("output/note.html"))
    #expect(report.contains("new;") && report.hasSuffix("</html>\n"))
    #expect(try #require(folder.text("output/note.run.json")).contains("new;"))
  }

  @Test func severalRunsOfOneNoteAtOnceLeaveOneThatIsWhole() async throws {
    let folder = try NoteFolder()
    try folder.write(
      "```swift\nimport Foundation\nlet id = UUID().uuidString\nprint(id)\n```\n```swift\nid\n```\n"
    )
    try await withThrowingTaskGroup(of: ToolResult.self) { group in
      for _ in 0..<4 {
        group.addTask { try await Tool.run("run", "note.md", "--force", in: folder) }
      }
      for try await result in group { #expect(result.status == 0, "\(result.standardError)") }
    }
    let identifier = /[0-9A-F]{8}-[0-9A-F-]{27}/
    let report = try #require(folder.text("output/note.html"))
    let shown = Set(report.matches(of: identifier).map(\.output))
    #expect(shown.count == 1)
    let record = try #require(folder.text("output/note.run.json"))
    #expect(
      Set(record.matches(of: identifier).map { String($0.output) }) == Set(shown.map { String($0) })
    )
    #expect(folder.names(in: "output") == ["note.html", "note.run.json"])
    let again = try await Tool.run("run", "note.md", in: folder)
    #expect(again.standardError.contains("nothing has changed"))
  }

  @Test func outputsAreKeptElsewhereWhenTheFolderIsLost() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      ```swift
      import Foundation
      try FileManager.default.removeItem(atPath: "output")
      try "in the way".write(toFile: "output", atomically: false, encoding: .utf8)
      print("hours of work")
      ```
      """)
    try folder.write("", to: "temporary/file")
    let temporary = folder.path("temporary")
    let result = try await Tool.run(
      "run", "note.md", in: folder, environment: ["TMPDIR": temporary])
    #expect(result.status == 1)
    #expect(result.standardError.contains("cannot write output/note.html"))
    let kept = try #require(
      result.standardError.firstMatch(of: /the report of this run is kept at (.*)\n/)
    ).output.1
    #expect(try String(contentsOfFile: String(kept), encoding: .utf8).contains("hours of work"))
    #expect(kept.hasPrefix(temporary))
    #expect(folder.text("output") == "in the way")
  }
}

extension NoteFolder {
  /// A toolchain whose compiler says its version and otherwise never ends.
  fileprivate func endlessCompiler() throws -> String {
    let version = try Self.compilerVersion()
    let script = """
      #!/bin/sh
      if [ "$1" = -version ]; then echo '\(version)'; exit 0; fi
      touch '\(path("compiling"))'
      exec sleep 1000
      """
    for name in ["swiftc", "swift-frontend", "ld.lld"] {
      try write(script, to: "toolchain/bin/\(name)")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: path("toolchain/bin/\(name)"))
    }
    return path("toolchain/bin/swiftc")
  }

  private static func compilerVersion() throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["swiftc", "-version"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return String(try #require(text.split(separator: "\n").first))
  }
}
