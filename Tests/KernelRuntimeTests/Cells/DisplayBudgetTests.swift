import KernelMessages
import NotebookDisplay
import Testing

@testable import KernelRuntime

@Suite struct DisplayBudgetTests {
  private func text(_ bytes: Int, id: String? = nil) -> CellOutput {
    CellOutput(.text(String(repeating: "x", count: bytes)), identifier: id)
  }

  @Test func letsOrdinaryOutputsThroughUnchanged() {
    var budget = DisplayBudget()
    for size in [0, 1, DisplayBudget.textLimit] {
      let part = budget.admit(text(size))
      #expect(part == text(size))
    }
    #expect(budget.omission == nil)
    let report = budget.newOmission()
    #expect(report == nil)
  }

  @Test func cutsALongTextAtAWholeCharacter() {
    var budget = DisplayBudget()
    // Characters of three bytes: the limit falls into the middle of one.
    let long = String(repeating: "数", count: DisplayBudget.textLimit)
    let part = budget.admit(CellOutput(.text(long)))
    guard case .text(let shown) = part?.content else {
      Issue.record("no text any more")
      return
    }
    #expect(shown == String(repeating: "数", count: DisplayBudget.textLimit / 3))
    #expect(
      budget.omission
        == .omitted(
          displayed: DisplayedAmount(outputs: 1, bytes: 3 * DisplayBudget.textLimit),
          sent: DisplayedAmount(outputs: 1, bytes: DisplayBudget.textLimit / 3 * 3)))
  }

  @Test func leavesOutAPictureThatDoesNotFitAndTakesASmallerOneAfterIt() {
    func picture(_ bytes: Int) -> CellOutput {
      CellOutput(
        .image(
          Image(
            png: [UInt8](repeating: 0, count: bytes), width: 1, height: 1, alternativeText: "")))
    }
    var budget = DisplayBudget()
    let part = budget.admit(picture(DisplayBudget.byteLimit + 1))
    #expect(part == nil)
    let next = budget.admit(picture(10))
    #expect(next == picture(10))
    #expect(budget.sent == DisplayedAmount(outputs: 1, bytes: 10))
    #expect(budget.displayed == DisplayedAmount(outputs: 2, bytes: DisplayBudget.byteLimit + 11))
  }

  @Test func countsWhatComesAfterTheLastOutputThatIsShown() {
    var budget = DisplayBudget()
    var reports = 0
    for number in 0..<(DisplayBudget.outputLimit + 2_500) {
      let isShown = budget.admit(text(1)) != nil
      #expect(isShown == ((number < DisplayBudget.outputLimit)))
      if budget.newOmission() != nil { reports += 1 }
    }
    #expect(budget.displayed.outputs == DisplayBudget.outputLimit + 2_500)
    #expect(budget.sent.outputs == DisplayBudget.outputLimit)
    // At the first one that is left out, and after each further thousand.
    #expect(reports == 3)
  }

  @Test func countsAnOutputThatReplacesItselfOnce() {
    var budget = DisplayBudget()
    for size in 0..<10_000 { _ = budget.admit(text(size, id: "live")) }
    #expect(budget.sent == DisplayedAmount(outputs: 1, bytes: 9_999))
    #expect(budget.omission == nil)
  }

  @Test func keepsReplacingALiveOutputWhenNothingElseFits() {
    var budget = DisplayBudget()
    _ = budget.admit(text(5, id: "live"))
    for _ in 0..<DisplayBudget.outputLimit { _ = budget.admit(text(1)) }
    let part = budget.admit(text(1))
    #expect(part == nil)
    let live = budget.admit(text(6, id: "live"))
    #expect(live == text(6, id: "live"))
  }
}
