import Foundation
import Glibc
import NotebookDisplay
import Testing

@testable import KernelSupervision

/// Other ways in which a cell can end badly; each is that cell's error.
@Suite(.serialized) struct KernelFailureTests {
  @Test func reportsStackOverflowWithItsLine() async throws {
    let record = try await runAlone(
      """
      @inline(never) func depth(_ n: Int) -> Int { n == -1 ? 0 : 1 + depth(n + 1) + depth(n + 2) }
      print("before", terminator: " ")
      print(depth(0))
      """)
    let failure = try #require(record.failure)
    #expect(failure.kind == .stackOverflow)
    #expect(failure.message == "stack overflow")
    #expect(failure.line == 10)
    #expect(failure.frames.first?.function == "depth")
    #expect(record.standardOutput == "before ")
  }

  @Test func allowsDeepRecursion() async throws {
    let record = try await runAlone(
      """
      @inline(never) func depth(_ n: Int) -> Int { n == 0 ? 0 : max(depth(n - 1), 0) + 1 }
      print(depth(300_000))
      """)
    #expect(record.standardOutput == "300000\n")
    #expect(record.failure == nil)
  }

  @Test(arguments: [0, 3, 113])
  func reportsExit(status: Int32) async throws {
    let record = try await runAlone(
      """
      import Glibc
      print("kept", terminator: "")
      exit(\(status))
      """)
    let failure = try #require(record.failure)
    #expect(failure.kind == .exit(status: status))
    #expect(failure.message == "the cell called exit(\(status))")
    #expect(failure.line == 12)
    #expect(record.standardOutput == "kept")
    #expect(!failure.isKernelAlive)
  }

  @Test func suspectsARecursionWhereATasksStackEnds() async throws {
    let record = try await runAlone(
      """
      @inline(never) func depth(_ n: Int) -> Int { n == -1 ? 0 : 1 + depth(n + 1) + depth(n + 2) }
      print(waiting { await Task.detached { depth(0) }.value })
      """)
    #expect(record.failure?.kind == .stackOverflow)
    #expect(record.failure?.message == "stack overflow in a task or thread, most likely")
  }

  @Test func endsAKernelThatACellHasStopped() async throws {
    let record = try await runAlone(
      "import Glibc\nprint(1)\nraise(SIGSTOP)\nprint(2)", timeout: nil)
    #expect(record.failure?.message == "the cell stopped the kernel (SIGSTOP)")
    #expect(record.failure?.isKernelAlive == false)
    #expect(record.standardOutput == "1\n")
  }

  @Test func namesAnErrorWithoutWordsByItsType() async throws {
    let failure = CellFailure(UncaughtError(description: " ", typeName: "Silent", line: 3))
    #expect(failure.message == "uncaught error: Silent")
  }

  @Test func saysTheSentencesOfItsOwnErrorsAsTheyAre() {
    let failure = CellFailure(
      UncaughtError(
        description: "a.csv is missing", typeName: "DatasetError", line: 3, isFromLibrary: true))
    #expect(failure.message == "a.csv is missing")
    #expect(failure.explanation == nil)
  }

  @Test func namesNoLineWhereNobodyKnowsIt() {
    for (line, expected) in [(7, 7), (0, nil)] as [(Int, Int?)] {
      let failure = CellFailure(
        UncaughtError(
          description: "row 1 has 1 cell for 2 columns", typeName: "Table", line: line,
          isThrown: false))
      #expect(failure.line == expected)
      #expect(
        failure.message == "'Table' cannot be shown: row 1 has 1 cell for 2 columns")
    }
  }

  @Test func reportsExitWithoutHandlers() async throws {
    let record = try await runAlone("import Glibc\n_exit(4)")
    #expect(record.failure?.message == "the cell called exit(4)")
  }

  @Test func namesTheSignalThatKilledTheKernel() async throws {
    let killed = try await runAlone("import Glibc\nkill(getpid(), SIGKILL)\nsleep(5)")
    #expect(killed.failure?.kind == .signal(SIGKILL))
    #expect(killed.failure?.message == "the kernel was killed (SIGKILL)")
    let terminated = try await runAlone("import Glibc\nkill(getpid(), SIGTERM)\nsleep(5)")
    #expect(
      terminated.failure?.message == "the cell was ended by a request to terminate (SIGTERM)")
    let aborted = try await runAlone("import Glibc\nfputs(\"bad state\\n\", stderr)\nabort()")
    #expect(aborted.failure?.message == "bad state")
    #expect(aborted.failure?.line == 12)
  }

  @Test func reportsInvalidMemoryWithItsLine() async throws {
    let record = try await runAlone(
      "let p = UnsafeMutablePointer<Int>(bitPattern: 64)!\n\np.pointee = 3")
    #expect(record.failure?.kind == .signal(SIGSEGV))
    #expect(record.failure?.line == 12)
    #expect(
      record.failure?.message
        == "the cell was ended by an access to memory that is not there (SIGSEGV)")
  }

  @Test func reportsWritingToAClosedPipe() async throws {
    let record = try await runAlone(
      """
      import Glibc
      var ends: [Int32] = [0, 0]
      pipe(&ends); close(ends[0])
      write(ends[1], "x", 1)
      """)
    #expect(
      record.failure?.message
        == "the cell was ended by writing to a pipe that nobody reads (SIGPIPE)")
    #expect(record.failure?.line == 13)
  }

  @Test func survivesClosedStandardStreams() async throws {
    let record = try await runAlone(
      "import Glibc\nprint(1)\nfflush(stdout); close(1); close(2)\ndisplay(2)\nprint(3)")
    #expect(record.failure == nil)
    #expect(record.transcript == "1\n[2]")
  }

  @Test func survivesClosingTheFirstDescriptors() async throws {
    let record = try await runAlone(
      "import Glibc\nfor descriptor in Int32(0)..<10 { close(descriptor) }\ndisplay(1)")
    #expect(record.failure == nil)
    #expect(record.transcript == "[1]")
  }

  @Test func reportsAClosedConnection() async throws {
    let record = try await runAlone(
      "import Glibc\nfor descriptor in Int32(3)..<1024 { close(descriptor) }\ndisplay(1)")
    #expect(record.failure?.message == "the cell closed the connection to the notebook")
  }

  @Test func endsACellThatTakesTooMuchMemory() async throws {
    let record = try await runAlone(
      """
      var hoard: [[UInt8]] = []
      while true {
        hoard.append([UInt8](repeating: UInt8(hoard.count & 255), count: 4 << 20))
      }
      """, memoryLimit: 200_000_000)
    let failure = try #require(record.failure)
    #expect(failure.kind == .memoryLimit)
    #expect(failure.message.hasPrefix("out of memory: "))
    #expect(failure.message.hasSuffix(" in use, the limit is 200 MB"))
    #expect(failure.line == 12)
  }

  @Test func explainsAnImpossibleAllocation() async throws {
    let record = try await runAlone(
      "print(1)\nlet a = [Double](repeating: 1, count: 1 << 50)\nprint(a.count)")
    #expect(record.failure?.message.hasPrefix("out of memory: ") == true)
    #expect(record.failure?.message.hasSuffix(" could not be allocated") == true)
    #expect(record.failure?.line == 11)
  }

  @Test func keepsTheKernelAliveAfterAnUncaughtError() async throws {
    let workshop = try CellWorkshop()
    let first = try workshop.compile(
      1,
      """
      enum DataError: Error { case missing(String) }
      let kept = [1, 2, 3]
      print("read")
      reportUncaughtError(DataError.missing("a.csv"), line: 12)
      print("not reached")
      """)
    let second = try workshop.compile(2, "print(kept.count)")
    let session = try await workshop.start()
    let failed = await session.record(first)
    let failure = try #require(failed.failure)
    #expect(failure.kind == .uncaughtError)
    #expect(failure.message == #"uncaught error: missing("a.csv")"#)
    #expect(failure.line == 12)
    #expect(failure.isKernelAlive)
    #expect(failed.standardOutput == "read\n")
    let next = await session.record(second)
    #expect(next.standardOutput == "3\n")
    #expect(next.failure == nil)
    await session.stop()
  }

  @Test func reportsALibraryThatCannotBeLoaded() async throws {
    let workshop = try CellWorkshop()
    let session = try await workshop.start()
    let missing = LoadableCell(
      library: workshop.folder.path + "/none.so", entryPoint: "none")
    let record = await session.record(missing)
    #expect(record.failure?.kind == .loading)
    #expect(record.failure?.explanation?.contains("none.so") == true)
    let fine = await session.record(try workshop.compile(1, "print(1)"))
    #expect(fine.standardOutput == "1\n")
    await session.stop()
  }

  @Test func tellsThatThereIsNoKernelAfterATrap() async throws {
    let workshop = try CellWorkshop()
    let session = try await workshop.start()
    _ = await session.record(try workshop.compile(1, "fatalError(\"x\")"))
    let later = await session.record(try workshop.compile(2, "print(1)"))
    #expect(later.failure?.kind == .noKernel)
    await session.stop()
  }

  @Test func saysWhyAKernelDoesNotStart() async throws {
    let workshop = try CellWorkshop()
    let missing = try KernelSession(
      executable: "/no/kernel", environment: [:], workingDirectory: "/", seed: 0, notePath: "n.md")
    await #expect(throws: KernelError.self) { try await missing.start() }
    let folderless = try KernelSession(
      executable: workshop.kernel, environment: ProcessInfo.processInfo.environment,
      workingDirectory: "/no/folder", seed: 0, notePath: "n.md")
    do {
      try await folderless.start()
      Issue.record("the kernel started")
    } catch {
      #expect("\(error)" == "cannot run in the folder '/no/folder': No such file or directory")
    }
    await missing.stop()
    await folderless.stop()
  }
}
