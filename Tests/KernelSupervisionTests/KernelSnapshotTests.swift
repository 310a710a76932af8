import Foundation
import KernelSupervision
import Testing

/// What a state holds that is kept between two cells, and when none can be.
@Suite(.serialized) struct KernelSnapshotTests {
  /// All that tasks leave behind are threads of the kernel's own, which end.
  @Test(arguments: [
    "await Task.detached {}.value", "await MainActor.run {}",
    "await Task { @MainActor in _ = await counter.count }.value",
    "await Task(priority: .background) {}.value; await Task(priority: .high) {}.value",
    "async let one = counter.count; async let two = counter.count; _ = await (one, two)",
    """
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { _ = await counter.count } }
    }
    """,
  ])
  func theStateIsKeptAfterTasks(code: String) async throws {
    let workshop = try CellWorkshop()
    let first = try workshop.compile(
      1,
      """
      actor Counter {
        var count = 0
        func next() -> Int { count += 1; return count }
      }
      let counter = Counter()
      func use() async -> Int {
        \(code)
        return await counter.next()
      }
      print(waiting { await use() })
      """)
    let crash = try workshop.compile(2, "print(waiting { await use() })\nfatalError(\"x\")")
    let after = try workshop.compile(3, "print(waiting { await use() })")
    let session = try await workshop.start()
    #expect(await session.record(first).standardOutput == "1\n")
    let snapshot = try await session.takeSnapshot()
    for _ in 0..<2 {
      let record = await session.record(crash)
      #expect(record.failure?.message == "x")
      #expect(record.standardOutput == "2\n")
      try await session.resume(from: snapshot)
    }
    #expect(await session.record(after).standardOutput == "2\n")
    _ = try await session.takeSnapshot()
    #expect(await session.record(after).standardOutput == "3\n")
    await session.stop()
  }

  @Test func noStateIsKeptWhileTasksGoOn() async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(
      1, "import Glibc\nlet task = Task.detached { while !Task.isCancelled { usleep(1000) } }")
    let end = try workshop.compile(2, "task.cancel()\nwaiting { await task.value }")
    let session = try await workshop.start()
    _ = await session.record(cell)
    let error = await #expect(throws: KernelError.self) { try await session.takeSnapshot() }
    #expect(
      error?.description
        == "no snapshot: tasks are running, and a snapshot can only be taken when none is")
    #expect(await session.record(end).failure == nil)
    await session.stop()
  }

  /// As many jobs of a priority as there are processors, and those of another one besides.
  @Test func tasksRunAtOnce() async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(
      1,
      """
      import Glibc
      nonisolated(unsafe) let arrived = UnsafeMutablePointer<sem_t>.allocate(capacity: 3)
      for index in 0..<3 { sem_init(arrived + index, 0, 0) }
      let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
      for _ in 0..<count {
        Task.detached {
          sem_post(arrived)
          sem_wait(arrived + 1)
        }
      }
      for _ in 0..<count { sem_wait(arrived) }
      Task.detached(priority: .background) { sem_post(arrived + 2) }
      sem_wait(arrived + 2)
      for _ in 0..<count { sem_post(arrived + 1) }
      print("done")
      """)
    let session = try await workshop.start()
    #expect(await session.record(cell).standardOutput == "done\n")
    _ = try await session.takeSnapshot()
    await session.stop()
  }

  @Test func filesAreReadOnFromWhereTheStateWasKept() async throws {
    let workshop = try CellWorkshop()
    let path = workshop.folder.appending(path: "lines").path
    try "onetwothree".write(toFile: path, atomically: false, encoding: .utf8)
    let first = try workshop.compile(
      1,
      """
      import Glibc
      let file = open("\(path)", O_RDONLY)
      func take(_ count: Int) -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        let found = read(file, &bytes, count)
        return String(decoding: bytes.prefix(found), as: UTF8.self)
      }
      print(take(3))
      """)
    let crash = try workshop.compile(2, "print(take(100))\nfatalError(\"x\")")
    let after = try workshop.compile(3, "print(take(3))")
    let session = try await workshop.start()
    #expect(await session.record(first).standardOutput == "one\n")
    let snapshot = try await session.takeSnapshot()
    for usingUp in [false, true] {
      #expect(await session.record(crash).standardOutput == "twothree\n")
      try await session.resume(from: snapshot, usingUp: usingUp)
    }
    #expect(await session.record(after).standardOutput == "two\n")
    await session.stop()
  }

  @Test func whatEndsTheProcessBetweenTwoCellsHasNotEndedTheNext() async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(1, "import Glibc\nprint(getppid(), getpid())")
    let session = try await workshop.start()
    let snapshot = try await session.takeSnapshot()
    let numbers = await session.record(cell).standardOutput.split { $0.isWhitespace }
      .compactMap { pid_t($0) }
    #expect(numbers.count == 2)
    // Stopped, the snapshot cannot tell that its child has ended.
    #expect(kill(numbers[0], SIGSTOP) == 0)
    #expect(kill(numbers[1], SIGKILL) == 0)
    let deadline = Date(timeIntervalSinceNow: 10)
    while !isUnnoticed(numbers[1]), Date() < deadline {
      try await Task.sleep(for: .milliseconds(1))
    }
    async let next = session.record(cell)
    #expect(kill(numbers[0], SIGCONT) == 0)
    #expect(await next.failure?.kind == .noKernel)
    try await session.resume(from: snapshot)
    #expect(await session.record(cell).failure == nil)
    await session.stop()
  }

  /// Whether a process has ended and its parent has not noticed.
  private func isUnnoticed(_ process: pid_t) -> Bool {
    let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return status?.contains(") Z ") == true
  }

  @Test func aCellThatIsInterruptedWhileItWaitsForALineEndsThere() async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(
      1,
      """
      print("name: ")
      let name = NotebookPrelude.readLine()
      print(name ?? "nobody")
      """)
    let session = try await workshop.start()
    let record = await session.record(cell) { event in
      guard event == .inputRequested else { return }
      session.interrupt()
      // What a front end says that asks nobody any more.
      session.provideInput(nil)
    }
    #expect(record.failure?.kind == .interruption)
    #expect(record.failure?.isKernelAlive == false)
    #expect(record.standardOutput == "name: \n")
    await session.stop()
  }
}
