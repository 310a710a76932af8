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
        == "epoch 3/10 ━━━━──── 50/100  loss 0.6600  accuracy 0.7800  4.2 s left")
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

  @Test func staysALineWhateverTheNumbersAre() {
    let numbers = [1e300, -1e300, .leastNonzeroMagnitude, -0.0, .nan, .infinity, -.infinity]
    for number in numbers {
      for count in [Int.min, -1, 0, 1, .max] {
        let progress = Progress(
          epoch: count, epochs: .max, step: count, steps: .max, loss: number,
          metrics: [.init("accuracy", number)], secondsLeft: number)
        let text = TrainingBar(progress).text
        #expect(text.count { $0 == "━" || $0 == "─" } == 16)
        #expect(text.contains("loss \(number)") || number.magnitude < 1e-300, "\(text)")
      }
    }
  }
}
