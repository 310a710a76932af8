import NotebookDisplay
import Testing

@testable import KernelMessages

@Suite struct FrameTests {
  @Test func readsFramesHoweverTheyAreCut() throws {
    let payloads: [[UInt8]] = [[], [1], Array(repeating: 7, count: 1000), [78, 66, 1, 9]]
    let stream = try payloads.flatMap { try Frame.bytes(of: $0) }
    for size in [1, 2, 7, 8, 9, 500, stream.count] {
      var reader = FrameReader()
      var found: [[UInt8]] = []
      for start in stride(from: 0, to: stream.count, by: size) {
        reader.append(stream[start..<min(start + size, stream.count)])
        while let payload = try reader.next() { found.append(payload) }
      }
      #expect(found == payloads)
      #expect(reader.isEmpty)
    }
  }

  /// A process that is killed while it writes leaves a piece of a frame; the process that goes on
  /// in its place writes whole ones after it.
  @Test(arguments: [8, 9, 11, 12, 500, 1004, 1005, 1006, 1007])
  func readsOnAfterAFrameThatWasCut(length: Int) throws {
    let cut = try Frame.bytes(of: Array(repeating: UInt8(ascii: "N"), count: 1000)).prefix(length)
    let whole = [Array("{\"NB\":1}".utf8), [7]]
    let stream = try Array(cut) + whole.flatMap { try Frame.bytes(of: $0) }
    // Less than four missing bytes can be told only where more than those arrive at once.
    for size in length > 1004 ? [stream.count] : [1, 3, stream.count] {
      var reader = FrameReader()
      var found: [[UInt8]] = []
      for start in stride(from: 0, to: stream.count, by: size) {
        reader.append(stream[start..<min(start + size, stream.count)])
        while let payload = try reader.next() { found.append(payload) }
      }
      #expect(found == whole)
      #expect(reader.isEmpty)
    }
  }

  @Test func refusesWhatIsNoFrame() throws {
    let version = Frame.version
    func error(_ bytes: [UInt8]) -> FrameError? {
      var reader = FrameReader()
      reader.append(bytes)
      do {
        _ = try reader.next()
        return nil
      } catch {
        return error
      }
    }
    #expect(error(Array("hello, world".utf8)) == .notAFrame)
    #expect(error([78, 66, 9, 0, 0, 0, 0, 0]) == .otherVersion(9))
    #expect(error([78, 66, version, 0, 255, 255, 255, 255]) == .tooLong(0xFFFF_FFFF))
    #expect(error([78, 66, version, 0, 4, 0, 0, 0, 1]) == nil)
  }
}

@Suite struct MessageCodingTests {
  @Test(arguments: [
    KernelReply.ready(processID: 42),
    .event(
      .progress(Progress(epoch: 1, epochs: 2, step: 3, steps: 4, loss: .infinity)),
      awaitsAcknowledgement: false),
    .event(
      .output(
        CellOutput(
          .image(Image(png: [0, 255, 128], width: 1, height: 2, alternativeText: "é\u{0}\n")))),
      awaitsAcknowledgement: true),
    .event(.inlineValue(number: 2, text: "{\"a\": 1}"), awaitsAcknowledgement: false),
    .event(
      .uncaughtError(UncaughtError(description: "x", typeName: "E", line: 3)),
      awaitsAcknowledgement: true),
    .finished(seconds: 0.1 + 0.2, isLeftEarly: true, isCutShort: false), .inputRequested,
    .notLoaded(reason: "r"),
    .descendantEnded(processID: 7, status: -1), .snapshotDropped(processID: 7),
  ])
  func carriesRepliesUnchanged(reply: KernelReply) throws {
    let bytes = try MessageCoding.encode(reply)
    #expect(try MessageCoding.decode(KernelReply.self, from: bytes) == reply)
  }

  @Test func carriesNumbersThatJSONLacks() throws {
    let reply = KernelReply.finished(seconds: .nan, isLeftEarly: false, isCutShort: true)
    let decoded = try MessageCoding.decode(
      KernelReply.self, from: MessageCoding.encode(reply))
    guard case .finished(let seconds, false, true) = decoded else {
      Issue.record("another message")
      return
    }
    #expect(seconds.isNaN)
  }

  @Test(arguments: [
    KernelRequest.run(
      library: "/tmp/ü.so", entryPoint: "main", lines: NoteLines(),
      figureSize: FigureSize(width: 480), trainingMemory: .renew), .interrupt,
    .end, .acknowledge, .input("ä"), .input(nil),
    .takeSnapshot(despiteThreads: true), .decide(.resume, processID: 1),
    .decide(.goOn, processID: 2), .decide(.discard, processID: 3),
  ])
  func carriesRequestsUnchanged(request: KernelRequest) throws {
    let bytes = try MessageCoding.encode(request)
    #expect(try MessageCoding.decode(KernelRequest.self, from: bytes) == request)
  }
}
