import Testing

@testable import NotebookDocument

/// `{{< include file >}}` in the middle of something.
@Suite struct IncludedTextTests {
  private func notebook(_ note: String) -> Notebook {
    var environment = NoteEnvironment()
    environment.file = { name in
      let texts = [
        "parts/eq.tex": "E = mc^2\n",
        "part.md":
          "---\ntitle: x\n---\n# Part\n\n```swift\nlet a = 41\n```\n\nend[^1]\n\n[^1]: note\n",
        "loop.md": "a\n\n{{< include loop.md >}}\n", "outer.md": "{{< include part.md >}}",
        "plain.md": "# Part\n\n```swift\nlet a = 41\n```\n\nend\n",
      ]
      return texts[name].map { NoteEnvironment.File(path: "/n/" + name, bytes: Array($0.utf8)) }
    }
    return Notebook.parse(source: Array(note.utf8), path: "note.md", environment: environment)
  }

  @Test(arguments: [
    "$$\n{{< include parts/eq.tex >}}\n$$", "a $${{< include parts/eq.tex >}}$$",
    "```math\n{{< include parts/eq.tex >}}\n```",
    "- item\n\n  $$\n  {{< include parts/eq.tex >}}\n  $$",
    "so $${{<include parts/eq.tex>}}$$ is",
  ])
  func standsInFormulas(_ note: String) {
    let notebook = notebook(note)
    #expect(notebook.treeDescription.contains("E = mc^2"))
    #expect(notebook.diagnostics.isEmpty && notebook.filesRead == ["/n/parts/eq.tex"])
  }

  @Test func standsInThePlaceOfADirective() {
    let notebook = notebook("a\n\n```{include} part.md\n:start-line: 1\n```\n\nb")
    #expect(notebook.cells.map(\.code) == ["let a = 41\n"] && notebook.footnotes.count == 1)
    #expect(notebook.treeDescription.contains("heading 1 #part"))
    #expect(
      notebook.diagnostics.map { "\($0.line ?? 0): \($0.message)" } == [
        "4: this option of 'include' does nothing here"
      ])
    #expect(
      self.notebook("> ```{include} plain.md\n> ```\n\nb").treeDescription.contains("#part"))
    let shown = self.notebook("````markdown\n```{include} part.md\n```\n````")
    #expect(shown.cells.isEmpty && shown.treeDescription.contains("{include} part.md"))
    #expect(
      self.notebook("x\n\n```{include} no.md\n```").diagnostics.map(\.message) == [
        "there is no file 'no.md' to include"
      ])
  }

  @Test func aDirectiveShowsAFileAsCode() {
    let notebook = notebook("```{literalinclude} parts/eq.tex\n:language: latex\n```")
    #expect(
      notebook.treeDescription.contains("code latex \"E = mc^2"), "\(notebook.treeDescription)")
    #expect(
      self.notebook("```{literalinclude} no.py\n```").diagnostics.map(\.message) == [
        "there is no file 'no.py' to include"
      ])
  }

  @Test func formulasTakeTheirLabelsFromIt() {
    var environment = NoteEnvironment()
    environment.file = { _ in
      .init(path: "/n/a.tex", bytes: Array("E = mc^2 \\label{eq-energy}".utf8))
    }
    for formula in ["$$\n{{< include a.tex >}}\n$$", "```math\n{{< include a.tex >}}\n```"] {
      let notebook = Notebook.parse(
        source: Array("\(formula)\n\n@eq-energy".utf8), path: "n.md", environment: environment)
      #expect(notebook.diagnostics.isEmpty, "\(formula)")
    }
  }

  @Test(arguments: ["python", "{python}", "{.python}", "{#lst-a .python}"])
  func standsInShownCode(_ info: String) {
    let code = "```\(info)\n{{< include parts/eq.tex >}}\n```"
    #expect(notebook(code).treeDescription.contains("E = mc^2"))
  }

  @Test func standsNotInCodeThatHasNone() {
    let code = "```{.python shortcodes=false}\n{{< include parts/eq.tex >}}\n```"
    #expect(notebook(code).treeDescription.contains("{{< include parts/eq.tex >}}"))
  }

  @Test func whatIsMissingIsReportedAtItsLine() {
    let notebook = notebook("text\n\n$$\n{{< include no.tex >}}\n$$")
    #expect(
      notebook.diagnostics.map { "\($0.line ?? 0): \($0.message)" } == [
        "4: there is no file 'no.tex' to include"
      ])
    #expect(
      self.notebook("```math\n{{< include no.tex >}}\n```").diagnostics.map(\.line) == [2])
  }

  @Test(arguments: ["part.md", "outer.md"])
  func isPartOfTheNote(_ name: String) {
    let notebook = notebook("# First\n\n{{< include \(name) >}}\n\n```swift\nprint(a)\n```")
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.cells.map(\.code) == ["let a = 41\n", "print(a)\n"])
    #expect(
      notebook.cells.map(\.place) == [
        SourceLine(file: "/n/part.md", number: 7), SourceLine(number: 6),
      ])
    #expect(notebook.headingIndex.entries.map(\.identifier) == ["first", "part"])
    #expect(notebook.footnotes.count == 1)
  }

  @Test func liesInTheQuoteOrItemThatNamesIt() {
    for start in ["- ", "> ", "> 1. ", "-\t"] {
      let notebook = notebook(start + "{{< include plain.md >}}\n\nafter")
      #expect(notebook.cells.count == 1 && notebook.blocks.count == 2, "\(start)")
      #expect(notebook.cells.first?.place == SourceLine(file: "/n/plain.md", number: 4))
      #expect(notebook.cells.first?.indentation == 0)
      #expect(notebook.diagnostics.isEmpty)
    }
  }

  @Test func standsNotInCode() {
    #expect(notebook("`{{< include part.md >}}`").cells.isEmpty)
    #expect(
      notebook("```markdown\n{{{< include part.md >}}}\n```").treeDescription.contains("{{{<"))
  }

  @Test func filesThatIncludeThemselvesEnd() {
    let notebook = notebook("{{< include loop.md >}}\n\nend")
    #expect(notebook.treeDescription.contains("end"))
    #expect(
      notebook.diagnostics.map { "\($0.file):\($0.line ?? 0): \($0.message)" } == [
        "/n/loop.md:3: 'loop.md' is not included: it lies 8 files deep, or includes itself"
      ])
  }

  @Test func problemsInItStandInItsOwnFile() throws {
    var environment = NoteEnvironment()
    environment.file = { _ in
      .init(
        path: "/n/a.md", shownPath: "a.md",
        bytes: Array(
          """
          ---
          title: x
          ---
          long text before it

          and @fig-none there

          ```swift
          //| ecoh: false
          let `a` = 1
          ```

          And `{swift} a`.
          """.utf8))
    }
    let notebook = Notebook.parse(
      source: Array("a\n\n{{< include a.md >}}\n\nb\nc\nd".utf8), path: "n.md",
      environment: environment)
    #expect(
      notebook.diagnostics.map { "\($0.file):\($0.line ?? 0):\($0.column ?? 0)" } == [
        "a.md:6:5", "a.md:9:5",
      ])
    let source = notebook.source
    #expect(source.text(ofLine: 9, in: "a.md") == "//| ecoh: false")
    #expect(source.text(ofLine: 3, in: "n.md") == "{{< include a.md >}}")
    #expect(source.text(ofLine: 30, in: "n.md") == nil && source.lineCount == 7)
    let expression = try #require(notebook.inlineExpressions.first)
    #expect(source.place(ofLine: expression.line) == SourceLine(file: "a.md", number: 13))
    #expect(expression.column == 14)
    let printed = DiagnosticPrinter(source: source).text(of: notebook.diagnostics[1])
    #expect(printed.contains("a.md:9:5: error: unknown cell option 'ecoh'\n 9 | //| ecoh: false\n"))
  }
}
