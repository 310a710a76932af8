import Testing

@testable import NotebookDocument

/// Forms of blocks that vaults and sites of other tools use.
@Suite struct BlockFormTests {
  @Test func readsTablesWhoseDelimiterRowBeginsWithADash() {
    let plain = tree("| a | b |\n|---|---|\n| 1 | 2 |")
    #expect(tree("a | b\n- | -\n1 | 2") == plain)
    #expect(tree("> a | b\n> - | -\n> 1 | 2").contains("table none none"))
    #expect(!tree("text\n- | -").contains("table"))
    #expect(!tree("- a | b\n- | -").contains("table"))
  }

  @Test func readsTheLanguageOfCodeInBraces() {
    #expect(block("```{.python #a}\nx\n```") != nil)
    #expect(tree("``` {.python .numberLines}\nx\n```").contains("code python"))
    #expect(tree("```{r, echo=FALSE}\nx\n```").contains("code r"))
    #expect(tree("```{.swift}\nlet a = 1\n```").contains("code swift"))
    #expect(Notebook.parse(source: "```{.swift}\nlet a = 1\n```", path: "a.md").cells.isEmpty)
  }

  @Test func numbersListingsThatAreOnlyShown() {
    let note = "```{#lst-a .python lst-cap=\"A *loop*\"}\nx\n```\n\n@lst-a"
    #expect(diagnostics(note).isEmpty)
    #expect(tree(note).contains("division #lst-a"))
  }

  @Test func labelsMayStandBehindTheLanguage() {
    #expect(
      tree("```python {#lst-a lst-cap=\"Cap\" .numberLines}\nx\n```\n").hasPrefix(
        "note\n└─ division #lst-a .numberLines lst-cap=Cap\n   ├─ code python"))
  }

  @Test func passesRawHTMLOnAndLeavesOtherFormatsOut() {
    #expect(block("```{=html}\n<b>x</b>\n```") == .html("<b>x</b>\n"))
    #expect(tree("```{=latex}\n\\newpage\n```") == "note\n")
    #expect(tree("a `<b>`{=html}b`</b>`{=html} c`\\x`{=latex}").contains("html \"<b>\""))
    #expect(!tree("a`\\x`{=latex}").contains("\\x"))
  }

  @Test func readsFormulasWithBlankLines() {
    #expect(
      tree("$$\n\\begin{cases} a \\\\\n\nb\n\\end{cases}\n$$\n\ntext").contains(
        "display math \"\\n\\\\begin{cases} a \\\\\\\\\\n\\nb\\n\\\\end{cases}\\n\""))
    #expect(diagnostics("$$\na = b\n\n$$\n\ntext $x$").isEmpty)
    #expect(diagnostics("$$\na = b\n\nText.\n\n$$\nc\n$$").contains("note.md:1:1: warning:"))
  }

  @Test func readsFormulasWhoseLinesBeginLikeAQuote() {
    #expect(tree("$$\na\n>\nb\n$$").contains("display math \"\\na\\n>\\nb\\n\""))
  }

  @Test func letsCodeEndWithTheQuoteAroundIt() {
    let text = diagnostics("> ```\n> code\n\ntext\n")
    #expect(text.isEmpty)
    #expect(diagnostics("> ```swift\n> let a = 1\n\ntext\n").contains("never closed"))
    #expect(diagnostics("text\n\n```\ncode\n").contains("never closed"))
  }

  @Test func readsTasksWhoseMarkStandsAlone() {
    let drawing = tree("- [x]\n  - inner\n- [ ]\n  > quote")
    #expect(drawing.contains("task done") && drawing.contains("task open"))
    #expect(tree("- [x]").contains("text \"[x]\""))
  }

  @Test func dropsACommentThatBeginsAtTheVeryEnd() {
    #expect(block("text\n\n%%\n") == .paragraph([.text("text")]))
  }

  @Test func placesWrongOptionsBehindCharactersOfSeveralBytes() {
    let text = diagnostics("```swift\n//| {fig-cap: é漢, echo: banana}\nlet a = 1\n```")
    #expect(text.contains("note.md:2:28: error: 'echo' must be"))
    let notebook = Notebook.parse(
      source: "---\nparams: {é: 1, b c: 2}\n---\n", path: "note.md")
    #expect(notebook.diagnostics.first?.column == 17)
  }

  @Test func tildesDefineAsColonsDo() {
    let colons = "Term\n: One.\n: Two.\n\nOther\n\n: First.\n\n    Second.\n"
    let tildes = colons.replacing("\n:", with: "\n~")
    #expect(tree(tildes) == tree(colons))
    #expect(tree("a ~ b\n~~c~~ d").contains("definition") == false)
  }

  @Test func linesOfALineBlockStayLines() {
    let blocks = Notebook.parse(source: "| The *first*\n|   second\n|\n| last $x$", path: "n.md")
      .blocks
    guard case .paragraph(let content) = blocks.first?.kind else {
      Issue.record("no paragraph: \(blocks)")
      return
    }
    #expect(content.count { $0 == .lineBreak } == 3)
    #expect(
      content.contains(.text("\u{A0}\u{A0}second")) && content.contains(.emphasis([.text("first")]))
    )
    let indented = Notebook.parse(source: "|   *first*\n| second", path: "n.md").blocks
    if case .paragraph(let content) = indented.first?.kind {
      #expect(content.first == .text("\u{A0}\u{A0}"))
    } else {
      Issue.record("no paragraph: \(indented)")
    }
    // Rows without a table are no lines of a verse.
    #expect(!tree("| a | b |\n| c | d |").contains("line break"))
    #expect(tree("|x| is absolute") == tree("\\|x\\| is absolute"))
  }

  @Test func identifiersOnALineBeforeTextNameWhatStandsAbove() {
    let note =
      "## Heading\n^one\nText that follows.\n\n- item\n\n^two\nMore.\n\n[[#^one]] [[#^two]]"
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.diagnostics.isEmpty && !notebook.treeDescription.contains("text \"^one"))
    #expect(notebook.blocks.map(\.identifier) == ["one", nil, "two", nil, nil])
    #expect(
      Notebook.parse(source: "^first\nText", path: "n.md").blocks.map(\.identifier) == ["first"])
    // A power is no name.
    #expect(tree("^2 and\nmore").contains("^2 and"))
  }

  @Test func textBehindAnEmbeddedNoteHasItsOwnLine() {
    let note = "first\nbefore ![[part]]\nbehind\n\n![[part]] beside"
    let blocks = Notebook.parse(source: note, path: "n.md").blocks
    #expect(blocks.map(\.line) == [1, 2, 3, 5, 5])
  }

  @Test func spacesThatAreWrittenByNameAreParagraphs() {
    for space in ["&nbsp;", "&emsp;"] {
      #expect(tree("a\n\n\(space)\n\nb").ranges(of: "paragraph").count == 3, "\(space)")
    }
    let notebook = Notebook.parse(source: "&nbsp;\n^space\n\n[[#^space]]", path: "n.md")
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.blocks.map(\.identifier) == ["space", nil])
  }

  @Test func identifiersBelowWhatLeavesNothingNameWhatStandsAbove() {
    let nothing = "{{< pagebreak >}} {{< pagebreak >}}\n^one"
    #expect(Notebook.parse(source: nothing, path: "n.md").blocks.isEmpty)
    #expect(
      Notebook.parse(source: "Text.\n\n" + nothing, path: "n.md").blocks.map(\.identifier)
        == ["one"])
  }
}
