import Foundation
import Glibc
import KernelSupervision
import NotebookDisplay
import Testing

/// Interrupts, time-outs and ends: nothing waits for ever and nothing stays behind.
@Suite(.serialized) struct KernelLifetimeTests {
  /// A loop that looks at the interruption flag as a training loop does.
  static let trainingLoop = """
    @testable import NotebookDisplay
    var steps = 0
    display("training")
    while !Interruption.isRequested { steps += 1 }
    display("history kept")
    """

  @Test func stopsATrainingLoopAtTheNextStep() async throws {
    let workshop = try CellWorkshop()
    let loop = try workshop.compile(1, Self.trainingLoop)
    let after = try workshop.compile(2, "print(steps >= 0)")
    let session = try await workshop.start()
    let record = await session.record(loop) { event in
      if event == .event(.output(CellOutput(.text("training")))) { session.interrupt() }
    }
    #expect(record.transcript == "[training][history kept]")
    #expect(record.failure?.kind == .interruption)
    #expect(record.failure?.isKernelAlive == true)
    // The wish is forgotten when the next cell begins.
    #expect(await session.record(after).standardOutput == "true\n")
    await session.stop()
  }

  @Test func endsTheKernelAtTheSecondInterrupt() async throws {
    let workshop = try CellWorkshop()
    let loop = try workshop.compile(1, "display(1)\nvar n = 0\nwhile true {\n  n &+= 1\n}")
    let session = try await workshop.start()
    let record = await session.record(loop) { event in
      guard case .event = event else { return }
      session.interrupt()
      session.interrupt()
    }
    #expect(record.failure?.kind == .interruption)
    #expect(record.failure?.isKernelAlive == false)
    await session.stop()
  }

  @Test func namesTheEpochOfAnInterruption() async throws {
    let progress = "Progress(epoch: 7, epochs: 10, step: 1, steps: 1)"
    let record = try await runAlone(
      """
      @testable import NotebookDisplay

      DisplaySink.send(.progress(\(progress)))
      while true {}
      """, timeout: 0.1)
    #expect(record.failure?.kind == .timeout)
    #expect(record.failure?.message == "timed out after 100 ms at epoch 7 of 10")
    #expect(record.failure?.line == 13)
    #expect(record.failure?.isKernelAlive == false)
  }

  @Test func letsACellFinishAfterItsTimeIsOver() async throws {
    let record = try await runAlone(Self.trainingLoop, timeout: 0.2)
    #expect(record.transcript == "[training][history kept]")
    #expect(record.failure?.message == "timed out after 200 ms")
    #expect(record.failure?.isKernelAlive == true)
  }

  @Test func continuesTheSameStateFromASnapshot() async throws {
    let workshop = try CellWorkshop()
    // Numbers that depend on all earlier ones, as weights do.
    let first = try workshop.compile(
      1,
      """
      var state = [Float](repeating: 1, count: 1000)
      func train() { for i in state.indices { state[i] = state[i] * 1.1 + Float(i).squareRoot() } }
      for _ in 0..<10 { train() }
      """)
    let second = try workshop.compile(2, "train(); print(state.map(\\.bitPattern).reduce(0, ^))")
    let crash = try workshop.compile(3, "fatalError(\"x\")")
    let plain = try await workshop.start()
    _ = await plain.record(first)
    let expected = [await plain.record(second), await plain.record(second)].map(\.standardOutput)
    await plain.stop()

    let session = try await workshop.start()
    _ = await session.record(first)
    let start = try await session.takeSnapshot()
    #expect(await session.record(second).standardOutput == expected[0])
    let later = try await session.takeSnapshot()
    #expect(await session.record(second).standardOutput == expected[1])
    let failure = await session.record(crash).failure
    #expect(failure?.message == "x")
    #expect(await session.record(second).failure?.kind == .noKernel)
    try await session.resume(from: later)
    #expect(await session.record(second).standardOutput == expected[1])
    try await session.resume(from: start)
    #expect(await session.record(second).standardOutput == expected[0])
    #expect(await session.record(second).standardOutput == expected[1])
    try await session.resume(from: start)
    #expect(await session.record(second).standardOutput == expected[0])
    await #expect(throws: KernelError.self) { try await session.resume(from: later) }
    await session.stop()
  }

  @Test func aKilledSnapshotIsNotMistakenForAnother() async throws {
    let workshop = try CellWorkshop()
    let first = try workshop.compile(
      1, "import Glibc\nvar x = 1\nfunc tell() { print(getpid(), x) }")
    let step = try workshop.compile(2, "x += 1\ntell()")
    let session = try await workshop.start()
    _ = await session.record(first)
    let before = try await session.takeSnapshot()
    let snapshot = try #require(processID(in: await session.record(step)))
    let later = try await session.takeSnapshot()
    let runner = try #require(processID(in: await session.record(step)))
    // Stopped, it cannot tell that its child has ended before it is killed itself.
    for (process, signal) in [(snapshot, SIGSTOP), (runner, SIGKILL), (snapshot, SIGKILL)] {
      #expect(kill(process, signal) == 0)
    }
    await #expect(throws: KernelError.self) { try await session.resume(from: later) }
    try await session.resume(from: before)
    #expect(await session.record(step).standardOutput.hasSuffix(" 2\n"))
    await session.stop()
  }

  private func processID(in record: RecordedRun) -> pid_t? {
    record.standardOutput.split(separator: " ").first.flatMap { pid_t($0) }
  }

  @Test func aDroppedSnapshotTakesNoMemoryAndTheOthersStay() async throws {
    let workshop = try CellWorkshop()
    // Each state writes to all of a large array, so that none shares it with the next.
    let first = try workshop.compile(
      1,
      """
      var state = [Int](repeating: 0, count: 8 << 20)
      func advance() { for i in state.indices { state[i] += 1 } }
      """)
    let step = try workshop.compile(2, "advance(); print(state[0], state[state.count - 1])")
    let crash = try workshop.compile(3, "fatalError(\"x\")")
    let session = try await workshop.start()
    _ = await session.record(first)
    var snapshots: [KernelSnapshot] = []
    for number in 1...4 {
      snapshots.append(try await session.takeSnapshot())
      #expect(await session.record(step).standardOutput == "\(number) \(number)\n")
    }
    let before = try #require(await session.snapshotMemory())
    #expect(before > 4 * (60 << 20))
    // The oldest, which is the kernel's first process, and one in the middle.
    try await session.drop(snapshots[0])
    try await session.drop(snapshots[2])
    let after = try #require(await session.snapshotMemory())
    #expect(after < before - 2 * (60 << 20))
    await #expect(throws: KernelError.self) { try await session.drop(snapshots[2]) }
    await #expect(throws: KernelError.self) { try await session.resume(from: snapshots[0]) }
    #expect(await session.record(step).standardOutput == "5 5\n")
    // A crash ends the processes of dropped snapshots with it, up to one that is kept.
    #expect(await session.record(crash).failure?.message == "x")
    try await session.resume(from: snapshots[3])
    #expect(await session.record(step).standardOutput == "4 4\n")
    try await session.resume(from: snapshots[1])
    #expect(await session.record(step).standardOutput == "2 2\n")
    try await session.drop(snapshots[1])
    // Where no snapshot is left, the crash is the kernel's end.
    #expect(await session.record(crash).failure?.message == "x")
    #expect(await session.record(step).failure?.kind == .noKernel)
    await session.stop()
  }

  /// Two snapshots, and the process of the second.
  private func withTwoSnapshots(
    _ body: (KernelSession, [KernelSnapshot], pid_t, LoadableCell) async throws -> Void
  ) async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(1, "import Glibc\nprint(getppid())")
    let session = try await workshop.start()
    let snapshots = [try await session.takeSnapshot(), try await session.takeSnapshot()]
    let process = try #require(
      pid_t(await session.record(cell).standardOutput.dropLast()), "the second snapshot's process")
    try await body(session, snapshots, process, cell)
    await session.stop()
  }

  @Test func aStoppedSnapshotIsGivenUp() async throws {
    try await withTwoSnapshots { session, snapshots, process, cell in
      kill(process, SIGSTOP)
      let error = await #expect(throws: KernelError.self) { try await session.drop(snapshots[1]) }
      #expect(error?.description == "the snapshot does not answer")
      #expect(await session.record(cell).standardOutput == "\(process)\n")
      await #expect(throws: KernelError.self) { try await session.resume(from: snapshots[1]) }
      kill(process, SIGCONT)
      try await session.resume(from: snapshots[0])
      #expect(await session.record(cell).failure == nil)
    }
  }

  @Test func aStoppedSnapshotKeepsNobodyWaiting() async throws {
    try await withTwoSnapshots { session, snapshots, process, cell in
      kill(process, SIGSTOP)
      let error = await #expect(throws: KernelError.self) {
        try await session.resume(from: snapshots[1])
      }
      #expect(error?.description == "this snapshot is gone")
      try await session.resume(from: snapshots[0])
      #expect(await session.record(cell).failure == nil)
    }
  }

  @Test(arguments: [false, true])
  func aCrashIsToldThoughTheSnapshotBeforeItIsStopped(isGivenUp: Bool) async throws {
    let workshop = try CellWorkshop()
    let crash = try workshop.compile(1, "fatalError(\"x\")")
    try await withTwoSnapshots { session, snapshots, process, cell in
      kill(process, SIGSTOP)
      if isGivenUp {
        await #expect(throws: KernelError.self) { try await session.drop(snapshots[1]) }
      }
      #expect(await session.record(crash, timeout: nil).failure?.message == "x")
      // The other one is still what it was.
      try await session.resume(from: snapshots[0])
      #expect(await session.record(cell).failure == nil)
    }
  }

  @Test func aSnapshotThatTheSystemEndsTakesTheKernelWithIt() async throws {
    for isDropped in [true, false] {
      try await withTwoSnapshots { session, snapshots, process, cell in
        kill(process, SIGKILL)
        await #expect(throws: KernelError.self) {
          if isDropped {
            try await session.drop(snapshots[1])
          } else {
            try await session.resume(from: snapshots[1])
          }
        }
        #expect(await session.record(cell).failure?.kind == .noKernel)
      }
    }
  }

  @Test func goesBackDespiteThreadsWithAllOfThem() async throws {
    let workshop = try CellWorkshop()
    let first = try workshop.compile(
      1,
      """
      import Glibc
      func answer() async -> Int { 42 }
      var state = waiting { await answer() }
      var thread = pthread_t()
      pthread_create(&thread, nil, { _ in while true { sleep(1) } }, nil)
      """)
    let crash = try workshop.compile(2, "state = 0\nfatalError(\"x\")")
    let after = try workshop.compile(3, "print(state, waiting { await answer() })")
    let session = try await workshop.start()
    _ = await session.record(first)
    await #expect(throws: KernelError.self) { try await session.takeSnapshot() }
    let snapshot = try await session.takeSnapshot(despiteThreads: true)
    #expect(await session.record(crash).failure?.message == "x")
    try await session.resume(from: snapshot, usingUp: true)
    #expect(await session.record(after).standardOutput == "42 42\n")
    // The snapshot is gone; another one can be taken in its place.
    await #expect(throws: KernelError.self) { try await session.resume(from: snapshot) }
    _ = try await session.takeSnapshot(despiteThreads: true)
    await session.stop()
  }

  @Test func refusesASnapshotWhileThreadsRun() async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(
      1,
      """
      import Glibc
      var thread = pthread_t()
      pthread_create(&thread, nil, { _ in while true { sleep(1) } }, nil)
      """)
    let session = try await workshop.start()
    _ = await session.record(cell)
    do {
      _ = try await session.takeSnapshot()
      Issue.record("a snapshot was taken")
    } catch {
      #expect("\(error)".hasPrefix("no snapshot: 1 other thread is running"))
    }
    #expect(await session.record(try workshop.compile(2, "print(1)")).standardOutput == "1\n")
    await session.stop()
  }

  @Test func leavesNoProcessBehind() async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(
      1,
      """
      import Glibc
      var child = pid_t()
      var arguments = [strdup("sleep"), strdup("1000"), nil]
      posix_spawn(&child, "/bin/sleep", nil, nil, &arguments, nil)
      print(child, getpid())
      """)
    let session = try await workshop.start()
    let record = await session.record(cell)
    let processes = record.standardOutput.split { $0.isWhitespace }.compactMap { pid_t($0) }
    #expect(processes.count == 2)
    #expect(processes.allSatisfy { kill($0, 0) == 0 })
    await session.stop()
    for process in processes { #expect(try await hasEndedSoon(process)) }
  }

  @Test(arguments: [
    // A session of its own, and a parent that has ended.
    "(setsid sleep 1000 & echo $!) &",
    // The kernel's session, but nothing of its environment.
    "(env -i sleep 1000 & echo $!) &",
  ])
  func leavesNoDaemonBehind(command: String) async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(
      1,
      """
      import Glibc
      var shell = pid_t()
      var arguments = [strdup("sh"), strdup("-c"), strdup("\(command)"), nil]
      posix_spawn(&shell, "/bin/sh", nil, nil, &arguments, environ)
      var status: Int32 = 0
      waitpid(shell, &status, 0)
      usleep(100_000)
      """)
    let session = try await workshop.start()
    let record = await session.record(cell)
    let daemon = try #require(pid_t(record.standardOutput.filter(\.isNumber)))
    #expect(kill(daemon, 0) == 0)
    await session.stop()
    #expect(try await hasEndedSoon(daemon))
  }

  /// A cell that starts a program in the kernel's session, or as a daemon, and prints its number.
  private func starting(_ command: String) -> String {
    """
    import Glibc
    var shell = pid_t()
    var arguments = [strdup("sh"), strdup("-c"), strdup("\(command) sleep 1000 & echo $!"), nil]
    posix_spawn(&shell, "/bin/sh", nil, nil, &arguments, environ)
    var status: Int32 = 0
    waitpid(shell, &status, 0)
    """
  }

  @Test(arguments: ["", "setsid", "env -i"])
  func programsOfACellEndWithItsState(command: String) async throws {
    let workshop = try CellWorkshop()
    let start = try workshop.compile(1, starting(command))
    let crash = try workshop.compile(2, starting(command) + "\nfatalError(\"x\")")
    func program(_ record: RecordedRun) throws -> pid_t {
      try #require(pid_t(record.standardOutput.filter(\.isNumber)))
    }
    let session = try await workshop.start()
    let first = try program(await session.record(start))
    let snapshot = try await session.takeSnapshot()
    // That of a cell that fails, and that of one which is undone.
    let second = try program(await session.record(crash))
    #expect(try await hasEndedSoon(second))
    #expect(kill(first, 0) == 0)
    try await session.resume(from: snapshot)
    let third = try program(await session.record(start))
    #expect(kill(third, 0) == 0)
    try await session.resume(from: snapshot)
    #expect(try await hasEndedSoon(third))
    #expect(kill(first, 0) == 0)
    await session.stop()
    #expect(try await hasEndedSoon(first))
  }

  @Test func endsWithItsSession() async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(1, "import Glibc\nprint(getpid())")
    var session: KernelSession? = try await workshop.start()
    let record = try #require(await session?.record(cell))
    let process = try #require(pid_t(record.standardOutput.dropLast()))
    session = nil
    #expect(try await hasEndedSoon(process))
  }

  @Test func survivesBeingKilledAtAnyMoment() async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(
      1,
      """
      import Glibc
      print(getpid())
      for step in 0..<100_000 { print("line \\(step)"); display("shown \\(step)") }
      """)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<12 {
      let moment = Int.random(in: 1...400, using: &random)
      let count = EventList()
      let session = try await workshop.start()
      let record = await session.record(cell) { event in
        count.append(event)
        if count.all.count == moment, case .standardOutput(let text)? = count.all.first {
          kill(pid_t(text.prefix { $0.isNumber }) ?? 0, SIGKILL)
        }
      }
      #expect(record.failure?.kind == .signal(SIGKILL), "killed at event \(moment)")
      #expect(record.events.count >= moment)
      #expect(try orderedPairs(record.transcript))
      await session.stop()
    }
  }

  /// Whether each line is followed by what was shown after it, up to where the kernel was killed.
  private func orderedPairs(_ transcript: String) throws -> Bool {
    let expected = (0..<100_000).lazy.map { "line \($0)\n[shown \($0)]" }
    var rest = transcript.drop { $0 != "\n" }.dropFirst()
    for pair in expected {
      if rest.hasPrefix(pair) {
        rest = rest.dropFirst(pair.count)
      } else {
        return pair.hasPrefix(rest)
      }
    }
    return false
  }

  @Test func leavesNoFileBehind() async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(1, "print(1)\nfatalError(\"x\")")
    func files() throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path))
    }
    let before = try files()
    let session = try await workshop.start()
    _ = await session.record(cell)
    await session.stop()
    #expect(try files() == before)
  }

  /// Whether a process ends within seconds: a kill takes effect a moment after it is sent.
  private func hasEndedSoon(_ process: pid_t) async throws -> Bool {
    let deadline = Date(timeIntervalSinceNow: 10)
    while !hasEnded(process), Date() < deadline { try await Task.sleep(for: .milliseconds(5)) }
    return hasEnded(process)
  }

  /// Whether a process is gone, or waits only for its parent to notice.
  private func hasEnded(_ process: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
      return true
    }
    return text.split(separator: ")").last?.contains("Z") == true
  }
}
