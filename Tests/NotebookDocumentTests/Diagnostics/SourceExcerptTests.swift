import Testing

@testable import NotebookDocument

@Suite struct SourceExcerptTests {
  @Test func quotesAShortLineWhole() {
    let excerpt = SourceExcerpt("let a\t= 漢 b", column: 13)
    #expect(excerpt.text == "let a    = 漢 b")
    #expect(excerpt.padding?.count == 14)
    #expect(SourceExcerpt("a", column: nil).padding == nil)
  }

  @Test func quotesThePartOfALongLineAroundTheMark() throws {
    let line = String(repeating: "é", count: 500) + "!" + String(repeating: "b", count: 500)
    let excerpt = SourceExcerpt(line, column: 1_001)
    #expect(excerpt.text.hasPrefix("…é") && excerpt.text.hasSuffix("b…"))
    let padding = try #require(excerpt.padding)
    #expect(Array(excerpt.text)[padding.count] == "!")
    #expect(excerpt.text.count < 250)
    #expect(SourceExcerpt(line, column: 1).padding == "")
    #expect(SourceExcerpt(line, column: 9_999).text.hasSuffix("b"))
  }

  @Test func aThousandReferencesToNothingStayReadable() {
    let note = (0..<1_000).map { "@fig-\($0)" }.joined(separator: " ")
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.diagnostics.count == 1_000)
    let text = DiagnosticPrinter(source: notebook.source).text(of: notebook.diagnostics)
    #expect(text.utf8.count < 1_000_000)
  }
}
