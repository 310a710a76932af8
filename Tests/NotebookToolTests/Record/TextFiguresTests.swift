import Testing

@testable import NotebookWorkflow

@Suite struct TextFiguresTests {
  @Test(arguments: [
    ("loss 0.25 after 3 epochs", ["0.25", "3"], "loss  after  epochs"),
    ("1,234,567 and -2.5e-3", ["1,234,567", "-2.5e-3"], " and "),
    ("\u{2212}7 or 6e+2", ["-7", "6e+2"], " or "),
    ("a1, 2.", ["1", "2"], "a, ."),
    ("3 e", ["3"], " e"),
    ("none", [], "none"),
    ("", [], ""),
  ])
  func takesNumbersOutOfText(text: String, numbers: [String], words: String) {
    let figures = TextFigures(text)
    #expect(figures.numbers.map(\.text) == numbers)
    #expect(figures.words == words)
  }

  @Test func knowsTheValuesOfNumbers() {
    let figures = TextFigures("1,234.5 -2e-3 \u{2212}4")
    #expect(figures.numbers.map(\.value) == [1234.5, -0.002, -4])
  }

  @Test(arguments: [
    "took 3.2 s", "took 14 ms", "took 2 min", "took 8 seconds", "took 5µs",
    "took 5 \u{3BC}s", "took 5 us", "took 3 minutes", "took 0.5 hours", "took 12 milliseconds",
  ])
  func leavesOutTimes(text: String) {
    #expect(TextFigures(text).numbers.isEmpty)
  }

  @Test func timesAreTheSameWordWhateverTheirUnits() {
    let texts = ["took 85 ms", "took 1.2 s", "took 2 min 4 s", "took 1 h 3 min", "took 35.2 µs"]
    #expect(Set(texts.map { TextFigures($0).words }).count == 1)
    #expect(TextFigures("1 s, 2 s").words != TextFigures("1 s").words)
    #expect(TextFigures("took 3 samples").words != TextFigures("took 3 s").words)
  }

  @Test func doesNotTakeOtherWordsForUnitsOfTime() {
    #expect(TextFigures("3 samples, 4 message, 5 hats").numbers.map(\.value) == [3, 4, 5])
  }
}
