import NotebookDisplay
import Testing

@testable import KernelSupervision

@Suite struct OutputCaptureTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func joinsCharactersCutAnywhere() {
    let text = "aé€𝄞z"
    for cut in 0...text.utf8.count {
      var capture = OutputCapture(limit: 100)
      var events = capture.take(bytes(text).prefix(cut), from: .standardOutput)
      events += capture.take(bytes(text).dropFirst(cut), from: .standardOutput)
      events += capture.finish(isCrash: false).events
      let joined = events.map { if case .standardOutput(let part) = $0 { part } else { "?" } }
      #expect(joined.joined() == text)
    }
  }

  @Test func holdsTheLastSentenceOfADyingProgram() {
    var capture = OutputCapture(limit: 100)
    let events = capture.take(bytes("log\nnote.md:3: Fatal error: no"), from: .standardError)
    #expect(events == [.standardError("log\n")])
    #expect(capture.take(bytes(" data\n"), from: .standardError).isEmpty)
    let end = capture.finish(isCrash: true)
    #expect(end.reason == "note.md:3: Fatal error: no data\n")
    #expect(end.events.isEmpty)
    #expect(capture.finish(isCrash: false).events.isEmpty)
  }

  @Test func letsGoOfASentenceThatIsFollowedByOthers() {
    var capture = OutputCapture(limit: 100)
    #expect(capture.take(bytes("Fatal error: joke\n"), from: .standardError).isEmpty)
    #expect(
      capture.take(bytes("on"), from: .standardOutput)
        == [.standardError("Fatal error: joke\n"), .standardOutput("on")])
    #expect(capture.finish(isCrash: true).reason == nil)
  }

  @Test func saysOnceHowMuchWasCut() {
    var capture = OutputCapture(limit: 10)
    var events: [KernelEvent] = []
    for _ in 0..<300 { events += capture.take(bytes("12345678"), from: .standardOutput) }
    #expect(events == [.standardOutput("12345678"), .standardOutput("12")])
    #expect(
      capture.finish(isCrash: false).events
        == [.remark("the cell printed 2.4 kB, of which the first 10 bytes are shown")])
    #expect(capture.finish(isCrash: false).events.isEmpty)
  }
}
