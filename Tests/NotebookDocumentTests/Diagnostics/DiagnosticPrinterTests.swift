import Testing

@testable import NotebookDocument

@Suite struct DiagnosticPrinterTests {
  private func printed(_ note: String, _ diagnostic: Diagnostic, usesColor: Bool = false) -> String
  {
    let source = Notebook.parse(source: note, path: "note.md").source
    return DiagnosticPrinter(source: source, usesColor: usesColor).text(of: diagnostic)
  }

  @Test func pointsBelowTheColumnWhateverStandsBeforeIt() {
    let diagnostic = Diagnostic(.error, file: "note.md", line: 1, column: 7, "here")
    #expect(
      printed("\tä漢x", diagnostic) == """
        note.md:1:7: error: here
         1 |     ä漢x
           |        ^

        """)
  }

  @Test func indentsEveryLineOfTheExplanation() {
    let diagnostic = Diagnostic(
      .warning, file: "other.md", line: 7, "odd", explanation: "one\ntwo", fix: "three")
    #expect(printed("", diagnostic) == "other.md:7: warning: odd\n  one\n  two\n  three\n")
  }

  @Test func neverSendsControlCharactersOfTheNoteToATerminal() {
    let diagnostic = Diagnostic(.error, file: "note.md", line: 1, "odd")
    #expect(!printed("a\u{1B}[31mb", diagnostic).contains("\u{1B}"))
    #expect(printed("a", diagnostic, usesColor: true).contains("\u{1B}[31merror:\u{1B}[0m"))
  }

  @Test func suggestsOnlyNamesThatAreNear() {
    #expect(Spelling.nearest(to: "lable", among: ["label", "table"]) == "label")
    #expect(Spelling.nearest(to: "banana", among: ["label", "table"]) == nil)
  }
}
