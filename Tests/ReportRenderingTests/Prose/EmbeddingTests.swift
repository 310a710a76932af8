import Foundation
import NotebookDocument
import ReportRendering
import RunResults
import Testing

@Suite struct EmbeddingTests {
  private static let other = """
    # Other

    Intro.

    ## Wanted {#sec-wanted}

    Text with $x^2$, a note[^n], `{swift} 1 + 1` and ![[Other]].

    ```swift
    //| label: fig-a
    let a = 1
    ```

    ### Below

    Still in it. ^mark

    ## Later

    Not wanted.

    [^n]: A footnote.
    """

  private func page(of note: String) throws -> (html: String, diagnostics: [Diagnostic]) {
    try withTemporaryFolder { folder in
      try Data(Self.other.utf8).write(to: URL(filePath: folder + "/Other.md"))
      let rendered = render(note, path: folder + "/note.md")
      return (body(of: rendered.html), rendered.diagnostics)
    }
  }

  @Test func aSectionIsShownWithItsCellsAsCodeAndNothingAfterIt() throws {
    let (html, diagnostics) = try page(of: "Before.\n\n![[Other#Wanted]]\n")
    #expect(
      diagnostics.map { "\($0.line ?? 0): \($0.message)" } == [
        "3: the value of '1 + 1' in note 'Other' is not known here"
      ])
    #expect(
      html.contains("<section class=\"embedded\" role=\"group\" aria-label=\"Other: Wanted\">"))
    for text in ["Wanted", "class=\"katex\"", "<code>1 + 1</code>", "Still in it."] {
      #expect(html.contains(text), "\(text)")
    }
    #expect(html.contains("class=\"k\">let</span>"))
    #expect(!html.contains("Not wanted"))
    #expect(!html.contains("Intro"))
    // Nothing in it may have an id: the page has its own.
    #expect(!html.contains("id=\"sec-wanted\""))
    #expect(html.contains("A footnote.") && html.contains("id=\"fn-1\""))
  }

  @Test func aWholeNoteAndABlockAreShown() throws {
    let (whole, _) = try page(of: "![[Other]]\n")
    #expect(whole.contains("Intro.") && whole.contains("Not wanted."))
    let (block, _) = try page(of: "![[Other#^mark]]\n")
    #expect(block.contains("Still in it.") && !block.contains("Intro."))
  }

  @Test func valuesOfAnotherNoteAreThoseOfItsOwnRun() throws {
    try withTemporaryFolder { folder in
      let other = "Value `{swift} deep` and `{swift} deeper`.\n\n# More\n\n`{swift} last`"
      try Data(other.utf8).write(to: URL(filePath: folder + "/other.md"))
      func page(_ note: String, known: [Int: String]) -> (html: String, problems: [String]) {
        var renderer = ReportRenderer()
        renderer.recordedValues = { path, notebook in
          #expect(path.hasSuffix("/other.md") && notebook.inlineExpressions.count == 3)
          return known
        }
        let rendered = renderer.render(
          notebook: Notebook.parse(source: note, path: folder + "/note.md"),
          run: RunResult(
            state: .complete, cells: [], inlineResults: [0: "HOST"], information: .sample))
        return (body(of: rendered.html), rendered.diagnostics.map(\.message))
      }
      let whole = page("Own `{swift} 1`.\n\n![[other]]", known: [0: "5", 1: "6", 2: "7"])
      #expect(whole.html.contains("Value 5 and 6.") && whole.html.contains(">HOST<"))
      #expect(whole.problems.isEmpty)
      let part = page("![[other]]", known: [0: "5"])
      #expect(part.html.contains("Value 5 and <code>deeper</code>."))
      #expect(
        part.problems == ["the value of 'deeper' and of 1 more in note 'other' is not known here"])
      // The note's own values are known in its own parts too, and are not those of printed text.
      let own = page("# A\n\nIt is `{swift} 1`.\n\n# B\n\n![[#A]]", known: [:])
      #expect(own.html.contains("It is HOST.") && own.problems.isEmpty)
    }
  }

  @Test func expressionsInPrintedTextAreNotThoseOfTheNote() {
    let html = body(
      of: render(
        "`{swift} 1`\n\n```swift\n//| output: asis\n```",
        [[.standardOutput("Printed `{swift} a + b`.")]], inline: [0: "HOST"]
      ).html)
    #expect(html.ranges(of: "HOST").count == 1 && html.contains(">a + b</code>"))
  }

  @Test func theNoteItselfIsNotShownWithoutEnd() throws {
    let (html, _) = try page(of: "# Here\n\nOnce.\n\n## Part\n\nPiece.\n\n## End\n\n![[#Part]]\n")
    #expect(html.ranges(of: "Piece.").count == 2)
    #expect(html.ranges(of: "Once.").count == 1)
  }

  @Test func whatIsNotThereIsSaidAtItsLine() throws {
    let (html, diagnostics) = try page(of: "![[Other#Lost]]\n\n![[Nowhere]]\n")
    #expect(diagnostics.map(\.line) == [1, 3])
    #expect(diagnostics.first?.message == "note 'Other' has no heading or block 'Lost'")
    #expect(diagnostics.last?.message == "there is no note 'Nowhere'")
    #expect(html.contains("unresolved"))
  }

  @Test(.enabled("KaTeX is not installed") { MathematicsTests.isInstalled })
  func macrosOfAnIncludedFileHoldAfterIt() throws {
    try withTemporaryFolder { folder in
      try "$$\n\\newcommand{\\loss}{L}\n$$".write(
        toFile: folder + "/_macros.tex", atomically: true, encoding: .utf8)
      func rendered(_ note: String) -> (html: String, problems: [String]) {
        let notebook = NoteFiles.notebook(source: Array(note.utf8), path: folder + "/note.md")
        let page = ReportRenderer().render(
          notebook: notebook, run: .init(state: .notRun, cells: [], information: .sample))
        return (page.html, (notebook.diagnostics + page.diagnostics).map(\.message))
      }
      #expect(rendered("{{< include _macros.tex >}}\n\n$\\loss$").problems.isEmpty)
      #expect(
        rendered("{{< include _no.tex >}}").problems == ["there is no file '_no.tex' to include"])
      try
        "## Part {#sec-part}\n\n![c *d*](a.png){#fig-part}\n\n|a|\n|-|\n\n: T {#tbl-part}\n\n|b|\n|-|\n\n: U\n"
        .write(toFile: folder + "/_part.md", atomically: true, encoding: .utf8)
      try onePixel.write(to: URL(filePath: folder + "/a.png"))
      let part = rendered("See @sec-part, @fig-part, @tbl-part.\n\n{{< include _part.md >}}")
      #expect(part.problems.isEmpty)
      #expect(part.html.contains("<h2 id=\"sec-part\"") && part.html.contains("id=\"fig-part\""))
      #expect(part.html.contains("<b>Table 1.</b> T") && part.html.contains("<b>Table 2.</b> U"))
      // In another note, nothing of it has a number, and all is shown.
      let embedded = rendered("![[_part]]")
      #expect(embedded.html.contains("<figcaption>c <em>d</em></figcaption>"))
      #expect(embedded.html.contains("<figcaption>T</figcaption>"))
    }
  }

  @Test func notesAreEmbeddedWhereverTheyStand() throws {
    try withTemporaryFolder { folder in
      try "Guest text ^b".write(
        toFile: folder + "/guest.md", atomically: true, encoding: .utf8)
      for note in [
        "![[guest]]\n![[guest#^b]]", "- ![[guest]]\n- ![[guest]]", "a ![[guest]] b\n![[guest]]",
        "> ![[guest]]\n> ![[guest]]",
      ] {
        let html = body(of: render(note, path: folder + "/note.md").html)
        #expect(html.ranges(of: "<section class=\"embedded\"").count == 2, "\(note)")
        #expect(html.ranges(of: "Guest text").count == 2)
      }
    }
  }

  @Test func footnotesOfEmbeddedNotesKeepTheirFilesAndMacros() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/sub", withIntermediateDirectories: true)
      try """
      $\\newcommand{\\own}{y^2}$ Text[^n].

      [^n]: A [link](beside.md), $\\own$, ![a](lost.png) and another[^m].

      [^m]: Deeper [link](gone.md).
      """.write(toFile: folder + "/sub/guest.md", atomically: true, encoding: .utf8)
      try "Beside".write(toFile: folder + "/sub/beside.md", atomically: true, encoding: .utf8)
      let page = render(
        "First[^a].\n\n![[guest]]\n\nLast[^b].\n\n[^a]: A.\n\n[^b]: B.\n", path: folder + "/note.md"
      )
      #expect(
        page.diagnostics.map { "\($0.file.split(separator: "/").last ?? ""):\($0.line ?? 0)" }
          .sorted() == ["guest.md:3", "guest.md:5"])
      let html = body(of: page.html)
      #expect(!html.contains("class=\"formula-error\"") && html.contains("beside"))
      let notes = html.components(separatedBy: "<li id=\"fn-").dropFirst()
      #expect(notes.map { String($0.prefix(1)) } == ["1", "2", "3", "4"])
      #expect(notes.dropFirst(3).first?.contains("B.") == true)
    }
  }

  /// A footnote that embeds the note which it belongs to ends all the same.
  @Test func footnotesEmbedNoNoteThatEmbedsThemAgain() throws {
    try withTemporaryFolder { folder in
      let guest = "Text[^n].\n\n[^n]: ![[guest]]\n"
      try guest.write(toFile: folder + "/guest.md", atomically: true, encoding: .utf8)
      for note in ["![[guest]]", guest.replacing("guest", with: "note")] {
        try note.write(toFile: folder + "/note.md", atomically: true, encoding: .utf8)
        let html = body(of: render(note, path: folder + "/note.md").html)
        #expect(html.contains("Text") && html.contains("id=\"fn-1\""))
      }
    }
  }

  @Test func problemsOfEmbeddedNotesAreReportedInTheirFiles() throws {
    try withTemporaryFolder { folder in
      try "One\ntwo\n\n[[Nowhere]] and $\\badcmd$\nand ![x](no.png) [y](lost.md)".write(
        toFile: folder + "/guest.md", atomically: true, encoding: .utf8)
      let page = render("a\n\n![[guest]]\n\n[[Lost]]", path: folder + "/note.md")
      #expect(
        page.diagnostics.map { "\($0.file.split(separator: "/").last ?? ""):\($0.line ?? 0)" }
          .sorted() == ["guest.md:4", "guest.md:4", "guest.md:5", "guest.md:5", "note.md:5"])
    }
  }
}
