import Testing

@testable import NotebookCommands

@Suite struct SweepConsoleTests {
  @Test func whatACellHasThrownStaysOnItsLine() {
    #expect(
      SweepConsole.oneLine("failed: one\ntwo\r\n\nthree \u{1B}[2J")
        == "failed: one two three \u{FFFD}[2J")
    #expect(SweepConsole.oneLine("complete") == "complete")
  }
}
