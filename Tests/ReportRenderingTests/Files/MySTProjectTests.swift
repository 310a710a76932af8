import Foundation
import RunResults
import Testing

@testable import NotebookDocument
@testable import ReportRendering

/// Notes of a MyST project or a Jupyter Book, which refer to each other.
@Suite struct MySTProjectTests {
  private static let files = [
    "a/other.md":
      "(start)=\n# The *other* note\n\n(here)=\n## A section\n\n```{figure} p.png\n:name: f-plot\n\nC\n```\n",
    "book.ipynb": "{}", "a/p.png": "",
    "works/refs.bib": "@book{w, author={Ada Moor}, title={T}, year=2001}",
    "_build/x.bib": "@book{w, author={No One}, title={T}, year=1999}",
  ]

  private func page(
    _ note: String, settings: [String: String]
  ) throws -> (html: String, diagnostics: [Diagnostic]) {
    try withTemporaryFolder { folder in
      for (name, text) in Self.files.merging(settings, uniquingKeysWith: { $1 }) {
        let url = URL(filePath: folder + "/" + name)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try (name.hasSuffix(".png") ? onePixel : Data(text.utf8)).write(to: url)
      }
      let notebook = NoteFiles.notebook(
        source: Array(note.utf8), path: folder + "/note.md")
      let run = RunResult(state: .notRun, cells: [], information: .sample)
      let rendered = ReportRenderer().render(notebook: notebook, run: run)
      return (body(of: rendered.html), notebook.diagnostics + rendered.diagnostics)
    }
  }

  @Test(arguments: [
    ["myst.yml": "project: {}"], ["_toc.yml": "root: note", "_config.yml": "title: B"],
  ])
  func rolesLeadToOtherNotes(_ settings: [String: String]) throws {
    let (html, diagnostics) = try page(
      "{ref}`here`, {ref}`words <here>`, {ref}`start`, {numref}`f-plot`, [](#here), {doc}`a/other`",
      settings: settings)
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    #expect(html.ranges(of: "<a href=\"a/other.html#here\">A section</a>").count == 2)
    #expect(html.contains("<a href=\"a/other.html#here\">words</a>"))
    #expect(html.contains("<a href=\"a/other.html#start\">The other note</a>"))
    #expect(html.contains("href=\"a/other.html#f-plot\""))
    #expect(html.contains("<a href=\"a/other.html\">The other note</a>"))
  }

  @Test func whatNothingIsCalledIsReported() throws {
    let (_, diagnostics) = try page("{ref}`nowhere`", settings: ["myst.yml": "project: {}"])
    #expect(diagnostics.map(\.message) == ["no heading is called 'nowhere'"])
  }

  @Test func labelsOfCellsThatDoNotRunAreSaidToBeThose() throws {
    let (html, diagnostics) = try page(
      "text\n\nsee {numref}`glued`",
      settings: [
        "myst.yml": "project: {}", "b.md": "```{glue:figure} x\n:name: glued\n\nC\n```",
      ])
    #expect(diagnostics.map(\.line) == [3])
    #expect(
      diagnostics.map(\.message) == [
        "'glued' is the label of a cell in glue:figure, which does not run here"
      ])
    #expect(html.contains("<a class=\"ref\" href=\"b.html\">"))
  }

  @Test func contentsLeadToNotesAndNotebooks() throws {
    let (html, diagnostics) = try page(
      "```{toctree}\na/other\nbook\nWords <a/other>\n```", settings: ["myst.yml": "project: {}"])
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    #expect(html.contains("<a href=\"a/other.html\">The other note</a>"))
    #expect(html.contains("<a href=\"book.ipynb\">book</a>") && html.contains(">Words</a>"))
  }

  @Test func allWorksOfAProjectAreKnown() throws {
    let (html, diagnostics) = try page("{cite}`w`", settings: ["myst.yml": "project: {}"])
    #expect(diagnostics.isEmpty && html.contains("Moor 2001"), "\(diagnostics)")
  }
}
