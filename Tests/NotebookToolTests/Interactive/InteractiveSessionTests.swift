import Foundation
import NotebookDisplay
import NotebookSession
import NotebookWorkflow
import RunResults
import Synchronization
import Testing

/// Cells that are run one after the other, in a real kernel.
@Suite(.serialized) struct InteractiveSessionTests {
  /// A session that is closed after the test, and what its cells show.
  private func withSession(
    snapshotLimit: Int = 24, lines: SessionOptions.LineRequest? = nil,
    _ body: (Cells) async throws -> Void
  ) async throws {
    var options = SessionOptions.forTool
    options.snapshotLimit = snapshotLimit
    options.askForLine = lines
    let session = InteractiveSession(options: options, folder: "/tmp")
    let cells = Cells(session: session)
    do {
      try await body(cells)
      await session.close()
    } catch {
      await session.close()
      throw error
    }
  }

  private final class Cells: Sendable {
    let session: InteractiveSession
    private let count = Mutex(0)

    init(session: InteractiveSession) {
      self.session = session
    }

    /// Runs a cell and gives what it printed and its values, one a line, else the kind of its error
    /// and the report on it.
    func run(_ code: String) async -> (text: String, error: InteractiveError?) {
      let number = count.withLock { count in
        count += 1
        return count
      }
      let shown = Mutex("")
      let result = await session.run(code, prompt: number) { event in
        guard case .item(let item) = event else { return }
        shown.withLock { text in
          switch item {
          case .standardOutput(let printed): text += printed
          case .standardError(let printed): text += "stderr: " + printed
          case .remark(let remark): text += "remark: \(remark)\n"
          case .claim(let claim): text += "claim in line \(claim.line): \(claim.holds)\n"
          case .output(let output): text += output.plainText + "\n"
          }
        }
      }
      let text = shown.withLock { $0 + result.warnings }
      if case .failed(let error) = result.end { return (text, error) }
      return (text, nil)
    }

    func value(_ code: String) async -> String { await run(code).text }
  }

  @Test func aLineIsThatOfItsCell() async throws {
    try await withSession { cells in
      #expect(await cells.value("print(1)\nprint(#line)") == "1\n2\n")
      #expect(await cells.value("\n\nprint(#line, \"\\(#line)\")\n#line") == "3 3\n4\n")
      let code =
        "func wait() async -> Int { 1 }\nlet x = await wait() + #line\nlet y: UInt8 = #line\nx + Int(y)"
      #expect(await cells.value(code) == "6\n")
      let failing = await cells.run("print(#line)\nlet a: Int = #line + \"\"")
      #expect(failing.error?.report.contains("2:") == true, "\(failing)")
    }
  }

  @Test func laterCellsSeeTheLatestDefinitions() async throws {
    try await withSession { cells in
      #expect(await cells.value("var x = 1\nfunc readX() -> Int { x }") == "")
      #expect(await cells.value("x += 1\nreadX()") == "2\n")
      #expect(await cells.value("let x = x * 10") == "")
      #expect(await cells.value("[x, readX()]") == "[20, 2]\n")
      #expect(await cells.value("\n\nclaim(\"two\", 2, equals: 3)") == "claim in line 3: false\n")
    }
  }

  @Test func placesAreThoseOfTheCells() async throws {
    try await withSession { cells in
      _ = await cells.run("let a = 1\n\n")
      let error = await cells.run("a\nlet b: Int = \"text\"").error
      #expect(error?.name == "CompileError")
      #expect(error?.report.contains("In [2]:2:14") == true, "\(error?.report ?? "")")
      let option = await cells.run("//| ecoh: false\n1").error
      #expect(option?.name == "CellOptionError")
      #expect(option?.report.contains("In [3]:1:5") == true, "\(option?.report ?? "")")
      let trap = await cells.run("let list = [a]\n\nlist[a]").error
      #expect(trap?.name == "FatalError")
      #expect(trap?.report.contains("In [4]:3") == true, "\(trap?.report ?? "")")
      let warning = await cells.run("var never = 1\nfunc f() { var unused = 1 }")
      #expect(warning.text.contains("In [5]:2:16"), "\(warning.text)")
      #expect(warning.error == nil)
    }
  }

  @Test func aCellThatEndsItsProcessLeavesTheStateBeforeIt() async throws {
    try await withSession { cells in
      _ = await cells.run("var list = [1]")
      for code in ["list.append(2)\nlist[9]", "list.append(3)\nfatalError(\"no\")"] {
        #expect(await cells.run(code).error?.name == "FatalError")
        #expect(await cells.value("list") == "[1]\n")
      }
      #expect(await cells.run("import Glibc\nexit(0)").error?.name == "Exit")
      #expect(await cells.value("list.append(4)\nlist") == "[1, 4]\n")
    }
  }

  @Test func stoppingACellThatIsRunAgainCostsThatCellAlone() async throws {
    let folder = try NoteFolder()
    let (mark, slow) = (folder.path("mark"), folder.path("slow"))
    try await withSession(snapshotLimit: 0) { cells in
      _ = await cells.run("import Glibc\nlet first = 1")
      _ = await cells.run(
        """
        close(open("\(mark)", O_CREAT | O_WRONLY, 0o600))
        while access("\(slow)", F_OK) == 0 { usleep(1_000) }
        let second = 2
        """)
      _ = await cells.run("let third = 3")
      try FileManager.default.removeItem(atPath: mark)
      try folder.write("", to: "slow")
      async let crash = cells.run("fatalError(\"no\")")
      try await folder.waitUntil("the second cell runs again") { folder.text("mark") != nil }
      cells.session.interrupt()
      cells.session.interrupt()
      #expect(await crash.error?.name == "FatalError")
      #expect(await cells.value("first + third") == "4\n")
      #expect(await cells.run("second").error != nil)
    }
  }

  @Test func aThrownErrorKeepsWhatWasDoneAndNoNames() async throws {
    try await withSession { cells in
      _ = await cells.run("struct Refused: Error {}\nvar count = 0")
      let error = await cells.run("count += 1\nlet later = [1]\nthrow Refused()\n").error
      #expect(error?.name == "Refused")
      #expect(await cells.value("count") == "1\n")
      #expect(await cells.run("later").error?.message.contains("'later'") == true)
      // The state is kept over a crash after that.
      _ = await cells.run("fatalError()")
      #expect(await cells.value("count") == "1\n")
    }
  }

  @Test func aCellThatMayFailGoesOn() async throws {
    try await withSession { cells in
      let expected = await cells.run("//| error: true\nlet empty: [Int] = []\nempty[0]")
      #expect(expected.error == nil)
      #expect(expected.text.contains("index out of range"))
      let refused = await cells.run("//| compile-error: true\nlet a: Int = \"\"")
      #expect(refused.error == nil)
      #expect(refused.text.contains("In [2]:2:14"), "\(refused.text)")
      #expect(await cells.value("//| eval: false\nnothing") == "")
      #expect(await cells.value("//| label: a\n1") == "1\n")
      // Running a labelled cell again is no second label.
      #expect(await cells.value("//| label: a\n2") == "2\n")
    }
  }

  /// What a cell does outside of the session is done once, however often later cells fail.
  @Test func whatACellDoesOutsideIsDoneOnce() async throws {
    let folder = try NoteFolder()
    let log = folder.path("log")
    try await withSession { cells in
      _ = await cells.run(
        """
        import Glibc
        let file = fopen("\(log)", "a")
        fputs("once", file)
        fclose(file)
        """)
      for _ in 0..<2 {
        let crash = await cells.run("fatalError()")
        #expect(crash.error?.name == "FatalError")
        #expect(crash.text == "")
      }
      #expect(folder.text("log") == "once")
    }
  }

  @Test func theOldestStateGoesWhereThereAreTooMany() async throws {
    try await withSession(snapshotLimit: 2) { cells in
      _ = await cells.run("var list: [Int] = []")
      for number in 1...5 { _ = await cells.run("list.append(\(number))") }
      let crash = await cells.run("list = []\nfatalError()")
      #expect(crash.text == "")
      #expect(await cells.value("list") == "[1, 2, 3, 4, 5]\n")
    }
  }

  @Test(arguments: [0, 24])
  func nobodyIsAskedTwice(snapshotLimit: Int) async throws {
    let asked = Mutex(0)
    let answer: SessionOptions.LineRequest = { completion in
      completion(
        asked.withLock { count in
          count += 1
          return "line \(count)"
        })
    }
    try await withSession(snapshotLimit: snapshotLimit, lines: answer) { cells in
      _ = await cells.run("let names = [readLine()!, readLine()!]")
      let crash = await cells.run("print(readLine()!)\nfatalError()")
      let again =
        "remark: to bring back the state, cells ran again (In [1]); "
        + "what they do to files and other programs is done twice, and what they take from there "
        + "or from the clock may be different\n"
      #expect(crash.text == "line 3\n" + (snapshotLimit == 0 ? again : ""))
      #expect(
        await cells.value("names + [readLine()!]") == #"["line 1", "line 2", "line 4"]"# + "\n")
      #expect(asked.withLock(\.self) == 4)
    }
  }

  @Test(arguments: [0, 24])
  func whatACellDidBeforeItThrewIsBroughtBack(snapshotLimit: Int) async throws {
    try await withSession(snapshotLimit: snapshotLimit) { cells in
      _ = await cells.run("var seen = [1]\nstruct Stop: Error {}")
      _ = await cells.run("let own = 2\nseen.append(own)\nthrow Stop()")
      _ = await cells.run("seen.append(3)")
      for _ in 0..<2 {
        let crash = await cells.run("fatalError()")
        #expect(crash.error?.name == "FatalError")
        #expect(
          crash.text.contains("cells ran again (In [1], In [2] up to its error, In [3]")
            == (snapshotLimit == 0), "\(crash.text)")
        #expect(await cells.value("seen") == "[1, 2, 3]\n")
        #expect(await cells.run("own").error != nil)
      }
    }
  }

  @Test func aCellThatEndsOtherwiseWhenItRunsAgainIsNamed() async throws {
    let folder = try NoteFolder()
    let mark = folder.path("mark")
    try folder.write("", to: "mark")
    try await withSession(snapshotLimit: 0) { cells in
      _ = await cells.run(
        "import Glibc\nvar seen = [1]\nstruct Stop: Error {}\nstruct Other: Error {}")
      let throwing = "if access(\"\(mark)\", F_OK) == 0 { throw Stop() }"
      _ = await cells.run("\(throwing)\nseen.append(2)")
      _ = await cells.run("\(throwing) else { throw Other() }")
      try FileManager.default.removeItem(atPath: mark)
      let text = await cells.run("fatalError()").text
      #expect(
        text.contains(
          "In [2] was run again and came to its end, where it had stopped before (uncaught error: "
            + "Stop()): all of it is done now"), "\(text)")
      #expect(
        text.contains(
          "In [3] was run again and stopped with another error than before: uncaught error: "
            + "Other(), not uncaught error: Stop()"), "\(text)")
      #expect(await cells.value("seen") == "[1, 2]\n")
    }
  }

  @Test func anInterruptWhileALineIsAskedForLeavesTheStateBefore() async throws {
    let folder = try NoteFolder()
    let asked = Mutex<InteractiveSession?>(nil)
    let interrupting: SessionOptions.LineRequest = { completion in
      asked.withLock { $0?.interrupt() }
      completion(nil)
    }
    try await withSession(lines: interrupting) { cells in
      asked.withLock { $0 = cells.session }
      _ = await cells.run("import Glibc\nvar name: String? = \"before\"")
      let result = await cells.session.run(
        """
        name = "changed"
        name = readLine()
        close(open("\(folder.path("after"))", O_CREAT | O_WRONLY, 0o600))
        """, prompt: 2
      ) { _ in }
      #expect(result.end == .interrupted(""))
      #expect(await cells.value("name!") == "before\n")
      #expect(folder.text("after") == nil)
      asked.withLock { $0 = nil }
    }
  }

  /// What lies in no shared library of the C library's.
  @Test func functionsThatAreCalledAtTheEndAreThere() async throws {
    try await withSession { cells in
      let exit = await cells.run("import Glibc\natexit { print(\"bye\") }\nexit(3)")
      #expect(exit.error?.message == "the cell called exit(3)", "\(exit)")
      #expect(exit.text == "bye\n")
      #expect(
        await cells.value(
          "import Glibc\nvar copies = 0\nat_quick_exit {}\npthread_atfork(nil, nil) { copies += 1 }"
        ) == "0\n")
      #expect(await cells.value("copies") == "1\n")
    }
  }

  /// A cell whose names are gone is no cell that can be loaded.
  @Test func namesThatCouldNotBeBroughtBackAreUnknown() async throws {
    let folder = try NoteFolder()
    let mark = folder.path("mark")
    try await withSession(snapshotLimit: 0) { cells in
      let process = await cells.value("import Glibc\ngetpid()")
      _ = await cells.run(
        "if access(\"\(mark)\", F_OK) == 0 { fatalError(\"no\") }\nlet gone = 1")
      try folder.write("", to: "mark")
      let number = try #require(pid_t(process.dropLast()))
      kill(number, SIGKILL)
      try await folder.waitUntil("the kernel is gone") { kill(number, 0) != 0 }
      let result = await cells.run("gone + 1")
      #expect(result.error?.name == "CompileError")
      #expect(result.text.contains("In [2] was run again and failed: no"), "\(result.text)")
    }
  }

  @Test func aThreadThatEndsTheProcessAfterItsCellDoesSoOnce() async throws {
    let folder = try NoteFolder()
    let mark = folder.path("mark")
    try await withSession { cells in
      _ = await cells.run("let kept = 5")
      let (remarks, continuation) = AsyncStream<String>.makeStream()
      let code = """
        import Foundation
        Thread.detachNewThread {
          while access("\(mark)", F_OK) != 0 { usleep(1000) }
          let list: [Int] = []
          print(list[3])
        }
        let undone = 1
        """
      let result = await cells.session.run(code, prompt: 2) { event in
        if case .item(.remark(let text)) = event { continuation.yield(text) }
      }
      #expect(result.end == .completed)
      try folder.write("", to: "mark")
      let end = "a task or thread that went on after its cell ended the process"
      for await text in remarks {
        #expect(text == "\(end): index out of range")
        break
      }
      let next = await cells.value("kept")
      #expect(
        next == "remark: what was done since the state was last kept is undone (In [2]): \(end)\n"
          + "5\n")
      #expect(await cells.run("undone").error?.name == "CompileError")
      #expect(await cells.value("kept") == "5\n")
    }
  }

  @Test func aSessionThatIsClosedWhileItStartsLeavesNoKernel() async throws {
    let folder = try NoteFolder()
    let kernel = SessionOptions.forTool.kernel
    try folder.write(
      "#!/bin/sh\necho $$ > '\(folder.path("pid"))'\nexec '\(kernel)' \"$@\"\n", to: "k")
    chmod(folder.path("k"), 0o700)
    var options = SessionOptions.forTool
    options.kernel = folder.path("k")
    let session = InteractiveSession(options: options, folder: "/tmp")
    async let preparation: Void? = try? await session.prepare()
    try await folder.waitUntil("the kernel starts") { folder.text("pid")?.hasSuffix("\n") == true }
    await session.close()
    _ = await preparation
    let process = try #require(pid_t(folder.text("pid")?.dropLast() ?? ""))
    #expect(kill(process, 0) != 0)
    // Nothing is started afterwards.
    #expect(await Cells(session: session).run("1").error != nil)
  }

  @Test func thereAreNoLinesWithoutAReader() async throws {
    try await withSession { cells in
      #expect(await cells.value("readLine() == nil") == "true\n")
    }
  }

  @Test func linesComeFromTheReader() async throws {
    var options = SessionOptions.forTool
    options.askForLine = { completion in completion("typed") }
    let session = InteractiveSession(options: options, folder: "/tmp")
    let cells = Cells(session: session)
    #expect(
      await cells.value("[readLine(), readLine(strippingNewline: false)].map { $0! }")
        == "[\"typed\", \"typed\\n\"]\n")
    await session.close()
  }
}
