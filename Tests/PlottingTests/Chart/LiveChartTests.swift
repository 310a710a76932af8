import NotebookDisplay
import Testing

@testable import Plotting

@Suite struct LiveChartTests {
  @Test func replacesItsPictureAndKeepsTheLastState() throws {
    let outputs = outputs {
      let live = LiveChart("loss")
      for step in 0..<1000 { live.log(step: step, ["with BN": 1 / Double(step + 1)]) }
      live.finish()
    }
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
    let outputs = outputs {
      for _ in 0..<2 { LiveChart("loss").log(step: 1, ["a": 1]) }
    }
    #expect(Set(outputs.map(\.identifier)).count == 2)
  }

  /// What is displayed while a body runs.
  private func outputs(_ body: () -> Void) -> [CellOutput] {
    DisplaySink.events(from: body).compactMap { event in
      if case .output(let output) = event { output } else { nil }
    }
  }
}
