import Foundation
import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import ReportRendering

@Suite struct FolderIndexTests {
  @Test func summarizesANote() throws {
    try withTemporaryFolder { folder in
      for name in ["b", "c d"] {
        try "x".write(toFile: "\(folder)/\(name).md", atomically: true, encoding: .utf8)
      }
      let long = String(repeating: "word ", count: 100)
      let note = Notebook.parse(
        source: """
          ---
          title: On $\\gamma$
          tags: [t, u]
          ---
          ## Part *one*

          [b](b.md#x) and [[c d]], [[b]], [web](https://a.b/c.md) \(long)
          """, path: folder + "/a.md")
      let summary = NoteSummary(of: note)
      #expect(summary.title == "On γ" && summary.tags == ["t", "u"])
      #expect(summary.headings == ["Part one"])
      #expect(
        summary.summary.hasPrefix("b and c d, b, web word") && summary.summary.hasSuffix("word …"))
      #expect(summary.summary.count <= 242)
      #expect(summary.linkedNotes == [folder + "/b.md", folder + "/c d.md"])
    }
  }

  @Test func listsNotesWithStateClaimsAndTime() {
    let summary = NoteSummary(of: Notebook.parse(source: "# A <b>\n\nFirst.\n\n## H", path: "a.md"))
    let run = RunResult(
      state: .failed(cells: 0, claims: 1),
      cells: [
        CellResult(
          number: 1, state: .completed,
          items: [
            .claim(Claim(sentence: "s", holds: false, line: 1)),
            .claim(Claim(sentence: "t", holds: true, line: 1)),
          ])
      ], information: .sample)
    let html = FolderIndex(
      title: "notes & more",
      entries: [
        .init(summary: summary, address: "a.html", run: run),
        .init(summary: summary, address: nil, run: nil),
      ]
    ).html()
    #expect(html.contains("<h1>notes &amp; more</h1>"))
    #expect(html.contains("<a href=\"a.html\">A</a>"))
    #expect(html.contains("<span class=\"state bad\">1 claim is false</span>"))
    #expect(html.contains("Claims: 1 of 2 hold · 1 s"))
    #expect(html.contains("<span class=\"state bad\">not run</span>"))
    #expect(html.contains("data-words=\"H\""))
    #expect(html.contains("script-src '\(ContentPolicy.source(of: PageScript.index))'"))
  }

  @Test func showsTheDescriptionAndTags() {
    let source = "---\nsubtitle: S\ndescription: About *it* & that\ntags: [a, b]\n---\n# T\n\nText."
    let note = Notebook.parse(source: source, path: "a.md")
    #expect(note.diagnostics.isEmpty)
    let index = FolderIndex(
      title: "notes", entries: [.init(summary: NoteSummary(of: note), address: nil, run: .sample)]
    ).html()
    #expect(index.contains("<p>About it &amp; that</p>"))
    #expect(index.contains("#a</span> <span class=\"tag\">#b</span>"))
    let page = ReportRenderer().render(notebook: note, run: .sample).html
    #expect(page.contains("<meta name=\"description\" content=\"About it &amp; that\">"))
    let odd = Notebook.parse(source: "---\ndescription: {a: b}\n---\nText.", path: "a.md")
    #expect(odd.diagnostics.isEmpty && NoteSummary(of: odd).summary == "Text.")
  }

  @Test func saysOfANoteWithoutCellsWhatItsPageSays() {
    let note = Notebook.parse(source: "text", path: "a.md")
    let index = FolderIndex(
      title: "notes", entries: [.init(summary: NoteSummary(of: note), address: nil, run: .sample)]
    ).html()
    let page = ReportRenderer().render(notebook: note, run: .sample).html
    for html in [index, page] {
      #expect(html.contains("<span class=\"state good\">nothing to run</span>"))
    }
  }
}
