import Foundation
import RunResults
import Testing

@testable import NotebookDocument
@testable import ReportRendering

@Suite struct FileFindingTests {
  /// The page of a note in a folder with some files.
  private func page(
    _ note: String, at path: String = "note.md", files: [String: String],
    reportFolder: String? = nil
  ) throws -> (html: String, diagnostics: [Diagnostic]) {
    try withTemporaryFolder { folder in
      for (name, text) in files {
        let url = URL(filePath: folder + "/" + name)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        let data = name.hasSuffix(".png") ? onePixel : Data(text.utf8)
        try data.write(to: url)
      }
      var renderer = ReportRenderer()
      renderer.reportFolder = reportFolder.map { folder + "/" + $0 }
      let notebook = Notebook.parse(source: note, path: folder + "/" + path)
      let run = RunResult(state: .notRun, cells: [], information: .sample)
      let rendered = renderer.render(notebook: notebook, run: run)
      return (body(of: rendered.html), notebook.diagnostics + rendered.diagnostics)
    }
  }

  @Test func findsNotesAndImagesByNameBelowTheVault() throws {
    let (html, diagnostics) = try page(
      "[[Tides]] [[winds|w]] ![[map.PNG]] ![](Sea%20chart.png) [[sub/Deep#Last part]]",
      at: "notes/a/note.md",
      files: [
        ".obsidian/app.json": "{}", "notes/tides.md": "", "other/Winds.md": "",
        "attachments/Map.png": "", "files/Sea chart.png": "", "x/sub/deep.md": "# Last part",
      ])
    #expect(diagnostics.isEmpty)
    #expect(
      html.contains("href=\"../tides.html\"") && html.contains("href=\"../../other/Winds.html\""))
    #expect(html.contains("href=\"../../x/sub/deep.html#last-part\""))
    #expect(html.ranges(of: "data:image/png;base64").count == 2)
  }

  @Test func takesTheNearestOfSeveral() throws {
    let (html, _) = try page(
      "[[b]]", at: "near/note.md",
      files: [".notebook": "", "near/in/b.md": "", "far/away/off/b.md": ""])
    #expect(html.contains("href=\"in/b.html\""))
  }

  @Test func findsNotesByTheirAliases() throws {
    let (html, diagnostics) = try page(
      "[[Short name]]", files: ["long.md": "---\naliases: [short Name]\n---\n"])
    #expect(html.contains("href=\"long.html\"") && diagnostics.isEmpty)
  }

  @Test func readsPathsFromTheVaultsRoot() throws {
    let (html, diagnostics) = try page(
      "![a](/Week%203/x.png)", at: "deep/er/note.md",
      files: ["_quarto.yml": "", "Week 3/x.png": ""])
    #expect(html.contains("data:image/png") && diagnostics.isEmpty)
  }

  @Test func seesFilesFromTheReportsFolder() throws {
    let (html, diagnostics) = try page(
      "[a](data/x.csv) [b](other.md) <a href=\"data/x.csv\">c</a> [d](https://e.f)",
      files: ["data/x.csv": "", "other.md": ""], reportFolder: "output")
    #expect(html.ranges(of: "href=\"../data/x.csv\"").count == 2)
    #expect(html.contains("href=\"other.html\"") && html.contains("href=\"https://e.f\""))
    #expect(diagnostics.isEmpty)
  }

  @Test func reportsEveryDeadLinkOnceWithItsLine() throws {
    let (_, diagnostics) = try page(
      "[a](no.csv) [[gone]]\n\n[a](no.csv) ![](no.png)\n\n[b](other.md#nowhere) [c](lost.md)",
      files: ["other.md": "# Here"])
    #expect(
      diagnostics.map { "\($0.line ?? 0): \($0.message)" }.sorted() == [
        "1: there is no file 'no.csv'", "1: there is no note 'gone'",
        "3: there is no image 'no.png'",
        "5: note 'other.md' has no 'nowhere'", "5: there is no note 'lost.md'",
      ])
  }

  @Test func leadsToHeadingsWhateverTheirCase() throws {
    let (html, diagnostics) = try page("# Intro\n\n## The Results\n\n[x](#The-Results)", files: [:])
    #expect(html.contains("<a href=\"#the-results\">x</a>") && diagnostics.isEmpty)
  }

  @Test func identifiersGoBeforeTexts() throws {
    let (html, diagnostics) = try page(
      "# T\n\n## A\n\n## Custom {#a}\n\n[1](#a) [[#A]]", files: [:])
    #expect(html.contains("<a href=\"#a\">1</a>") && html.contains("<a href=\"#a-1\">A</a>"))
    #expect(diagnostics.isEmpty)
  }

  @Test func keepsTheFootnotesOfEveryNote() throws {
    let (html, diagnostics) = try page(
      "Host.[^1]\n\n![[a]]\n\n![[b#Part]]\n\nAgain.[^1]\n\n[^1]: Of the host.",
      files: [
        "a.md": "A.[^1]\n\n[^1]: Of a.", "b.md": "# B\n\n## Part\n\nB.[^1]^[In b.]\n\n[^1]: Of b.",
      ])
    #expect(diagnostics.isEmpty)
    let items = html.matches(of: #/<li id="fn-(\d)"><p>([^<]*)</p>/#).map { "\($0.1) \($0.2)" }
    #expect(items == ["1 Of the host.", "2 Of a.", "3 Of b.", "4 In b."])
    #expect(html.ranges(of: "href=\"#fn-1\"").count == 2)
  }

  @Test func endsTheMacrosOfAnEmbeddedNoteWithIt() throws {
    let (html, diagnostics) = try page(
      "$$\n\\newcommand{\\E}{\\mathbb{E}}\n$$\n\n![[other]]\n\n$\\E$",
      files: ["other.md": "$\\newcommand{\\E}{\\mathcal{F}} \\E$"])
    #expect(diagnostics.isEmpty)
    let text = html.components(separatedBy: "</section>")
    #expect(text.count == 2 && text[0].contains("mathcal") && text[1].contains("mathbb"))
    #expect(!html.contains("<div class=\"equation\">"), "definitions alone show nothing")
  }

  @Test func listsTheWorksCited() throws {
    let (html, diagnostics) = try page(
      "---\nbibliography: refs.bib\n---\nAs [see @b, p. 3; @a] and @a say; [@c].",
      files: [
        "refs.bib":
          "@article{a, author={Ada Moor and Bo Lind}, title={First}, journal={J. of X}, year=2001}\n@book{b, author={Cy Ek and Di Em and Ed Fo}, title={Second}, year=1999, publisher={P}}"
      ])
    #expect(html.contains("(see <a class=\"ref\" href=\"#work:b\">Ek et al. 1999</a>, p. 3; "))
    #expect(html.contains("Moor and Lind (<a class=\"ref\" href=\"#work:a\">2001</a>)"))
    #expect(html.contains("<b>c?</b>"))
    #expect(diagnostics.map(\.message) == ["the bibliography has no work 'c'"])
    let list = html.components(separatedBy: "id=\"works-cited\"").last ?? ""
    #expect(
      list.contains(
        "Ek, Cy, Di Em, and Ed Fo. 1999. <cite>Second</cite>. P.</li><li id=\"work:a\">Moor, Ada, and Bo Lind. 2001. “First.” <cite>J. of X</cite>."
      ))
  }

  @Test func listsTheWorksCitedInGerman() throws {
    let (html, _) = try page(
      "---\nbibliography: refs.bib\nlang: de\n---\nNach @a, [@b].",
      files: [
        "refs.bib":
          "@book{a, author={Ada Moor and Bo Lind}, title={Erstes}}\n@book{b, editor={Cy Ek and Di Em}, title={Zweites}, year=1999}"
      ])
    #expect(html.contains("Moor und Lind (<a class=\"ref\" href=\"#work:a\">o. J.</a>)"))
    #expect(html.contains("aria-label=\"Literatur\"") && html.contains(">Literatur<"))
    #expect(
      html.contains("Moor, Ada und Bo Lind. o. J.") && html.contains("Ek, Cy und Di Em, Hrsg. 1999")
    )
  }

  @Test func findsImagesWithAFragmentAndNotesWithCharacterReferences() throws {
    try withTemporaryFolder { folder in
      try onePixel.write(to: URL(fileURLWithPath: folder + "/a.png"))
      try onePixel.write(to: URL(fileURLWithPath: folder + "/b#c.png"))
      try "x".write(toFile: folder + "/caf\u{E9}.md", atomically: true, encoding: .utf8)
      try "x".write(toFile: folder + "/d&nbsp;.md", atomically: true, encoding: .utf8)
      let rendered = render(
        "![x](a.png#interface) ![y](b%23c.png) [[caf&eacute;]] [[d&nbsp;]]",
        path: folder + "/note.md")
      #expect(rendered.diagnostics.isEmpty)
      #expect(rendered.html.ranges(of: "src=\"data:image/png").count == 2)
    }
  }

  @Test func leadsLinksInDoubleBracketsIntoTheWeb() {
    let rendered = render("[[https://a.example/b#c|text]] [[javascript://x]]")
    #expect(rendered.html.contains("<a href=\"https://a.example/b#c\">text</a>"))
    #expect(rendered.diagnostics.map(\.message) == ["there is no note 'javascript://x'"])
  }

  @Test(arguments: ["", "> ", "- ", "1. *x* "])
  func reportsLinksAndImagesAtTheirOwnLines(_ start: String) throws {
    let indentation =
      start.hasPrefix(">") ? "> " : String(repeating: " ", count: start.prefix(3).count)
    let lines = [
      "first *line*", "second [a](gone.md)", "**third", "x ![p](no.png)** $a",
      "b$ [[Off]] [c](off.csv)",
    ]
    let (_, diagnostics) = try page(start + lines.joined(separator: "\n" + indentation), files: [:])
    #expect(
      diagnostics.map { "\($0.line ?? 0): \($0.message)" }.sorted() == [
        "2: there is no note 'gone.md'", "4: there is no image 'no.png'",
        "5: there is no file 'off.csv'", "5: there is no note 'Off'",
      ])
  }

  @Test func linksOfAnEmbeddedNoteLeadToItsOwnPlaces() throws {
    let (html, diagnostics) = try page(
      "## H2\n\n![[guest]]",
      files: [
        "guest.md": "See [[#H2]], [x](#h2) and [[#^blk]].\n\n## H2\n\nText ^blk\n\n[y](#nowhere)"
      ])
    #expect(html.ranges(of: "href=\"guest.html#h2\"").count == 2)
    #expect(html.contains("href=\"guest.html#block:blk\"") && !html.contains("<a href=\"#"))
    #expect(diagnostics.map(\.message) == ["note 'guest.md' has no 'nowhere'"])
  }

  @Test func theTextInBracketsIsTheCaption() throws {
    let (html, _) = try page(
      "![Of $x$ *here*](a.png \"tip\"){#fig-a}\n\n![alt](a.png \"title\")", files: ["a.png": ""])
    #expect(html.contains("<em>here</em></figcaption>") && html.contains("title=\"tip\""))
    #expect(html.contains("<figcaption>title</figcaption>"))
  }
}
