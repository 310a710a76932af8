import Foundation
import NotebookDocument
import ReportRendering
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
    #expect(diagnostics.isEmpty)
    #expect(html.contains("<section class=\"embedded\" aria-label=\"Other\">"))
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
      let rendered = render("{{< include _macros.tex >}}\n\n$\\loss$", path: folder + "/note.md")
      #expect(rendered.diagnostics.isEmpty)
      let missing = render("{{< include _no.tex >}}", path: folder + "/note.md")
      #expect(missing.diagnostics.map(\.message) == ["there is no note '_no.tex'"])
    }
  }
}
