import NotebookDisplay
import Testing

@testable import NotebookCommands

@Suite struct TrainingBarTests {
  @Test func showsHowFarTheTrainingIs() {
    let progress = Progress(
      epoch: 3, epochs: 10, step: 50, steps: 100, loss: 0.66, metrics: [.init("accuracy", 0.78)],
      secondsLeft: 4.2)
    #expect(
      TrainingBar(progress, cells: 8).text
        == "epoch 3/10 ━━━━──── 50/100  loss 0.6600  accuracy 0.7800  4.20 s left")
  }

  @Test func staysWithinItsWidthWhateverTheSteps() {
    for (step, steps) in [(0, 0), (5, 0), (0, 10), (10, 10), (20, 10)] {
      let text = TrainingBar(Progress(epoch: 1, epochs: 1, step: step, steps: steps), cells: 6).text
      #expect(text.count { $0 == "━" || $0 == "─" } == 6)
    }
  }

  @Test func showsALossThatIsNoNumberAsItIs() {
    let progress = Progress(epoch: 1, epochs: 1, step: 1, steps: 1, loss: .nan)
    #expect(TrainingBar(progress).text.hasSuffix("loss nan"))
  }

  @Test(arguments: [
    (0.038, "38 ms"), (0.0999, "0.10 s"), (4.2, "4.20 s"), (12.34, "12.3 s"), (99.96, "1 min 40 s"),
    (124, "2 min 4 s"), (0, "0 ms"), (.infinity, "—"),
  ])
  func writesSecondsShortly(seconds: Double, text: String) {
    #expect(seconds.shortSeconds == text)
  }
}
