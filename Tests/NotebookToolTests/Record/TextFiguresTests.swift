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

  @Test(arguments: [
    "took 1.2 ± 0.3 ms", "1.2 +/- 0.3 s", "(1.2 ± 0.3) ms", "1 - 2 s", "in 1 - 2 s", "1-2 s",
    "1–2 min", "time: 1 – 2 s", "from 1 to 2 s", "between 1 and 2 s", "1.5...2 s", "1..<2 s",
    "[1.2, 1.4, 1.3] s", "took 3\u{A0}s", "took 3\u{202F}ms", "(-1 to 2) s",
  ])
  func aUnitBelongsToAllNumbersOfItsMeasure(text: String) {
    #expect(TextFigures(text).numbers.isEmpty, "\(TextFigures(text))")
  }

  @Test(arguments: [
    ("accuracy: 0.92 - 3s - loss: 0.25 - 2ms/step", [0.92, 0.25]), ("3/10 - 2 s", [3, 10]),
    ("0.92 and 2 s", [0.92]), ("epoch 3, 2 s", [3]), ("3 runs (5) s", [3]), ("2 × 3 s", [2]),
    ("loss 0.5 (3 epochs, 2) s", [0.5, 3, 2]), ("loss 0.5\n1 - 2 s", [0.5]), ("5) s", [5]),
  ])
  func otherNumbersBeforeATimeAreCompared(text: String, numbers: [Double]) {
    #expect(TextFigures(text).numbers.map(\.value) == numbers)
  }

  @Test func measuresAreTheSameWordsWhateverTheirNumbers() {
    #expect(TextFigures("(1.2 ± 0.3) ms").words == TextFigures("(999 ± 14) µs").words)
    #expect(TextFigures("1.2 ± 0.3 ms").words != TextFigures("1.2 ms").words)
    #expect(TextFigures("[1, 2] s").words != TextFigures("[1, 2, 3] s").words)
  }

  @Test func whatFollowsAPartOfATextIsItsUnit() throws {
    func part(_ value: String, before: String, after: String) -> TextFigures {
      let text = before + value + after
      let start = text.index(text.startIndex, offsetBy: before.count)
      return TextFigures(text, in: start..<text.index(start, offsetBy: value.count))
    }
    #expect(part("436", before: "about ", after: " s of 3").numbers.isEmpty)
    #expect(part("1.2", before: "", after: " ± 0.3 ms").numbers.isEmpty)
    #expect(part("436", before: "after 2 s ", after: " steps").numbers.map(\.value) == [436])
    #expect(part("5", before: "0.", after: "").numbers.map(\.value) == [5])
    #expect(part("a 5", before: "1 ", after: " s") == part("a 6", before: "2 ", after: " s"))
  }

  @Test func doesNotTakeOtherWordsForUnitsOfTime() {
    #expect(TextFigures("3 samples, 4 message, 5 hats").numbers.map(\.value) == [3, 4, 5])
  }
}
