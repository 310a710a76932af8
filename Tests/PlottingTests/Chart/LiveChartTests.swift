import NotebookDisplay
import Synchronization
import Testing

@testable import Plotting

@Suite(.serialized) struct LiveChartTests {
  @Test func replacesItsPictureAndKeepsTheLastState() throws {
    let received = Mutex<[CellOutput]>([])
    DisplaySink.install { event in
      if case .output(let output) = event { received.withLock { $0.append(output) } }
    }
    defer { DisplaySink.install(nil) }
    let live = LiveChart("loss")
    for step in 0..<1000 { live.log(step: step, ["with BN": 1 / Double(step + 1)]) }
    live.finish()
    let outputs = received.withLock(\.self)
    // The first value is drawn at once; a loop of a few milliseconds is not drawn a thousand times.
    #expect(outputs.count >= 2 && outputs.count < 100)
    #expect(Set(outputs.map(\.identifier)).count == 1 && outputs[0].identifier != nil)
    guard case .figure(let figure)? = outputs.last?.content else {
      Issue.record("no figure")
      return
    }
    #expect(figure.description.contains("0 to 999"))
  }

  @Test func hasAnIdentifierOfItsOwn() {
    let received = Mutex<Set<String?>>([])
    DisplaySink.install { event in
      if case .output(let output) = event {
        received.withLock { _ = $0.insert(output.identifier) }
      }
    }
    defer { DisplaySink.install(nil) }
    for _ in 0..<2 { LiveChart("loss").log(step: 1, ["a": 1]) }
    let count = received.withLock { $0.count }
    #expect(count == 2)
  }
}
