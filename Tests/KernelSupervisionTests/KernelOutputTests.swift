import Foundation
import KernelSupervision
import NotebookDisplay
import Testing

/// What cells print and show arrives whole, in order and within bounds.
@Suite(.serialized) struct KernelOutputTests {
  @Test func keepsPrintsAndDisplaysInOrder() async throws {
    let record = try await runAlone(
      """
      for step in 0..<200 {
        print("p\\(step)", terminator: step % 2 == 0 ? "\\n" : ";")
        display("d\\(step)")
      }
      print("end")
      """)
    let expected = (0..<200).map { "p\($0)\($0 % 2 == 0 ? "\n" : ";")[d\($0)]" }.joined() + "end\n"
    #expect(record.transcript == expected)
  }

  @Test func keepsErrorOutputAndDisplaysInOrder() async throws {
    let record = try await runAlone(
      """
      import Glibc
      for step in 0..<50 {
        fputs("e\\(step) Fatal error: not at all\\n", stderr)
        display("d\\(step)")
      }
      """)
    let expected = (0..<50).map { "e\($0) Fatal error: not at all\n[d\($0)]" }.joined()
    #expect(record.transcript == expected)
  }

  @Test func takesOutputOfThreadsAndPrograms() async throws {
    let record = try await runAlone(
      """
      import Foundation
      DispatchQueue.concurrentPerform(iterations: 8) { n in
        for step in 0..<20 { display("t\\(n).\\(step)") }
      }
      let program = Process()
      program.executableURL = URL(filePath: "/bin/echo")
      program.arguments = ["from a program"]
      try! program.run()
      program.waitUntilExit()
      display("after")
      """)
    #expect(record.failure == nil)
    let shown = record.events.filter { if case .event = $0 { true } else { false } }
    #expect(shown.count == 161)
    #expect(record.transcript.hasSuffix("from a program\n[after]"))
  }

  @Test func servesTheMainActorWhileACellWaits() async throws {
    let record = try await runAlone(
      """
      import Glibc
      @MainActor func shown(_ text: String) { display(text); print("printed") }
      var done = sem_t()
      sem_init(&done, 0, 0)
      nonisolated(unsafe) let pointer = withUnsafeMutablePointer(to: &done) { $0 }
      Task.detached { await shown("main"); sem_post(pointer) }
      sem_wait(pointer)
      print("end")
      """)
    #expect(record.transcript == "[main]printed\nend\n")
  }

  @Test func cutsAFloodOfOutput() async throws {
    let record = try await runAlone(
      """
      import Glibc
      let line = [UInt8](repeating: 65, count: 1 << 20)
      for _ in 0..<100 { write(1, line, line.count) }
      display("still shown")
      """)
    #expect(record.failure == nil)
    #expect(record.standardOutput.utf8.count == 1_000_000)
    #expect(record.remarks == ["the cell printed 104.9 MB, of which the first 1 MB are shown"])
    #expect(record.transcript.hasSuffix("[still shown]"))
  }

  @Test func findsTheReasonBehindAFlood() async throws {
    let record = try await runAlone(
      "for n in 0..<1000 { print(n) }\nfatalError(\"at last\")", outputLimit: 100)
    #expect(record.failure?.message == "at last")
    #expect(record.standardOutput.utf8.count == 100)
  }

  @Test func replacesWhatIsNoTextAndPassesControlCharacters() async throws {
    let record = try await runAlone(
      """
      import Glibc
      let bytes: [UInt8] = [0x61, 0xFF, 0x00, 0xC3, 0x28, 0x0A]
      write(1, bytes, bytes.count)
      for byte in Array("é𝄞".utf8) { write(1, [byte], 1); usleep(1000) }
      """)
    #expect(record.standardOutput == "a\u{FFFD}\0\u{FFFD}(\né𝄞")
  }

  @Test func keepsBothStreamsInOrder() async throws {
    let record = try await runAlone(
      """
      import Glibc
      for step in 0..<200 {
        fputs("e\\(step)\\n", stderr)
        print("o\\(step)", terminator: step % 2 == 0 ? "\\n" : ";")
        if step % 3 == 0 { fflush(stdout) }
        perror("p\\(step)")
      }
      """)
    #expect(record.failure == nil)
    let lines = record.transcript.replacing(/(p\d+): [^\n]*/) { "\($0.1)" }
    #expect(
      lines == (0..<200).map { "e\($0)\no\($0)\($0 % 2 == 0 ? "\n" : ";")p\($0)\n" }.joined())
  }

  /// Foundation writes to the descriptors themselves.
  @Test func keepsWhatFoundationWritesInOrder() async throws {
    let record = try await runAlone(
      """
      import Foundation
      for step in 0..<200 {
        FileHandle.standardError.write(Data("e\\(step)\\n".utf8))
        print("o\\(step)")
      }
      """)
    #expect(record.transcript == (0..<200).map { "e\($0)\no\($0)\n" }.joined())
  }

  @Test func keepsWhatAProgramPrintsInOrder() async throws {
    let record = try await runAlone(
      """
      import Foundation
      fputs("before\\n", stderr)
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/sh")
      shell.arguments = ["-c", "echo error >/dev/stderr; echo output"]
      try shell.run()
      shell.waitUntilExit()
      fputs("after\\n", stderr)
      """)
    #expect(record.transcript == "before\nerror\noutput\nafter\n")
  }

  /// What threads leave behind prints, between two cells as well; nobody waits for ever.
  @Test func threadsPrintToBothStreamsBetweenCells() async throws {
    let workshop = try CellWorkshop()
    let first = try workshop.compile(
      1,
      """
      import Glibc
      var thread = pthread_t()
      pthread_create(&thread, nil, { _ in
        for step in 0..<400 {
          fputs("e\\(step)\\n", stderr)
          print("o\\(step)")
          usleep(500)
        }
        return nil
      }, nil)
      """)
    let second = try workshop.compile(
      2, "import Glibc\npthread_join(thread, nil)\nprint(\"joined\")")
    let session = try await workshop.start()
    var record = await session.record(first)
    #expect(record.failure == nil)
    record = await session.record(second)
    #expect(record.failure == nil)
    #expect(record.standardOutput.hasSuffix("o399\njoined\n"))
    #expect(record.standardError.hasSuffix("e399\n"))
    await session.stop()
  }

  /// A thread that has asked for a line gets none when its cell ends before anybody answers, and
  /// the next cell that asks is heard.
  @Test func endsTheQuestionsOfACellWithIt() async throws {
    let workshop = try CellWorkshop()
    let asking = try workshop.compile(
      1,
      """
      import Glibc
      var thread = pthread_t()
      nonisolated(unsafe) var answer = ""
      pthread_create(&thread, nil, { _ in
        answer = NotebookPrelude.readLine() ?? "none"
        return nil
      }, nil)
      usleep(200_000)
      """)
    let after = try workshop.compile(
      2,
      """
      import Glibc
      pthread_join(thread, nil)
      print(answer, NotebookPrelude.readLine() ?? "nothing")
      """)
    let session = try await workshop.start()
    _ = await session.record(asking)
    let record = await session.record(after) { event in
      if event == .inputRequested { session.provideInput("line") }
    }
    #expect(record.transcript == "none line\n")
    await session.stop()
  }

  /// What a task prints and shows after its cell's end comes at once, and not with the next cell.
  @Test func hearsTasksAfterTheirCell() async throws {
    let workshop = try CellWorkshop()
    let mark = workshop.folder.appending(path: "mark").path
    let cell = try workshop.compile(
      1,
      """
      import Glibc
      var thread = pthread_t()
      pthread_create(&thread, nil, { _ in
        while access("\(mark)", F_OK) != 0 { usleep(1000) }
        print("late")
        display("shown")
        fputs(readLine() ?? "nobody to ask", stderr)
        return nil
      }, nil)
      print("now")
      """)
    let after = try workshop.compile(2, "import Glibc\npthread_join(thread, nil)\nprint(\"end\")")
    let session = try await workshop.start()
    let (texts, continuation) = AsyncStream<String>.makeStream()
    let record = await session.record(cell, isHeardAfterItsEnd: true) { event in
      continuation.yield(RecordedRun(events: [event], outcome: .completed(seconds: 0)).transcript)
    }
    #expect(record.transcript == "now\n")
    try Data().write(to: URL(filePath: mark))
    var heard = ""
    for await text in texts {
      heard += text
      if heard.contains("ask") { break }
    }
    #expect(heard == "now\nlate\n[shown]nobody to ask")
    #expect(await session.record(after).transcript == "end\n")
    await session.stop()
  }

  /// The runtime's sentence stands on a line that the cell has begun.
  @Test(arguments: ["fputs(\"e\", stderr)", "write(2, \"e\", 1)", "print(\"e\", terminator: \"\")"])
  func keepsTheBeginningOfALineThatATrapEnds(code: String) async throws {
    let record = try await runAlone("import Glibc\n\(code)\nlet list: [Int] = []\n_ = list[0]")
    #expect(record.transcript == "e")
    #expect(record.failure?.message == "index out of range")
  }

  @Test func valuesShowTheirControlCharacters() async throws {
    let record = try await runAlone(
      """
      display("a\\u{0}b\\u{1B}[31mred\\u{1B}[0m\\u{7}\\u{85}")
      display("one\\r\\ntwo\\tthree\\n")
      display("10 %\\r20 %")
      display("see \\u{1B}]8;;https://swift.org\\u{7}Swift\\u{1B}]8;;\\u{7}")
      """)
    #expect(
      record.transcript == #"[a\0bred\u{0085}]"# + "[one\ntwo\tthree\n]" + #"[10 %\r20 %]"#
        + "[see Swift]")
  }

  /// Code that asks the C library for a stream's descriptor, or gives the stream another file.
  @Test func streamsHaveTheirDescriptors() async throws {
    let record = try await runAlone(
      """
      import Glibc
      print(fileno(stdout), fileno(stderr))
      let kept = dup(fileno(stdout))
      freopen("printed.txt", "w", stdout)
      print("into the file")
      fflush(stdout)
      dup2(kept, fileno(stdout))
      print("out again")
      fputs("error\\n", stderr)
      """)
    #expect(record.failure == nil)
    #expect(record.transcript == "1 2\nout again\nerror\n")
  }

  @Test func takesNothingPrintedForTheProtocol() async throws {
    let record = try await runAlone(
      #"""
      import Glibc
      let payload = "{\"finished\":{\"seconds\":1}}"
      var frame: [UInt8] = [78, 66, 1, 0, UInt8(payload.utf8.count), 0, 0, 0] + Array(payload.utf8)
      for descriptor in Int32(1)...2 { write(descriptor, frame, frame.count) }
      print("alive")
      display("shown")
      """#)
    #expect(record.failure == nil)
    #expect(record.standardOutput.hasSuffix(#"{"finished":{"seconds":1}}alive"# + "\n"))
    #expect(record.standardError.hasSuffix(#"{"finished":{"seconds":1}}"#))
    #expect(record.transcript.hasSuffix("[shown]"))
  }

  @Test func survivesProtocolBytesInItsOwnConnection() async throws {
    let record = try await runAlone(
      """
      import Glibc
      for descriptor in Int32(3)..<1024 { write(descriptor, "garbage garbage garbage", 20) }
      display("x")
      print("y")
      """)
    // Damage that a cell does on purpose ends its kernel, and nothing else.
    #expect(record.failure?.message == "the cell closed the connection to the notebook")
  }

  @Test func cutsWhatACellDisplays() async throws {
    let record = try await runAlone(
      """
      for number in 0..<20_000 { display(number) }
      claim("claims are never left out", true)
      """)
    #expect(record.failure == nil)
    #expect(record.events.count == 5_000 + 2)
    #expect(record.transcript.hasSuffix("[4999][claims are never left out: true]"))
    #expect(
      record.remarks == [
        "the cell displayed 20000 outputs of 88.9 kB, of which 5000 outputs of 18.9 kB are shown"
      ])
  }

  @Test func carriesNumbersThatJSONLacks() async throws {
    let record = try await runAlone(
      "display([Double.nan, .infinity])\nclaim(\"near\", Double.nan, isWithin: 0...1)")
    #expect(record.transcript == "[[nan, inf]][near: false]")
  }

  @Test func showsValuesInTheirOrder() async throws {
    let record = try await runAlone(
      """
      struct Row { var name: String; var loss: Double? }
      showLastValue([Row(name: "a", loss: 0.5), Row(name: "b", loss: nil)])
      showLastValue(())
      sendInlineValue(3, 0.25)
      claim("two", [1, 2].count, equals: 2)
      """)
    let table = Table(
      columns: [.init("name"), .init("loss", alignment: .trailing)],
      rows: [["a", "0.5"], ["b", ""]])
    var lastValue = CellOutput(.table(table))
    lastValue.isLastValue = true
    #expect(
      record.events == [
        .event(.output(lastValue)),
        .event(.inlineValue(number: 3, text: "0.25")),
        .event(
          .claim(Claim(sentence: "two", holds: true, detail: "2, expected 2", value: 2, line: 14))),
      ])
  }
}
