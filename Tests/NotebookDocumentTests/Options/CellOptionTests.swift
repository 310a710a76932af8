import Testing

@testable import NotebookDocument

@Suite struct CellOptionTests {
  private func cell(_ options: String) -> CellOptions? {
    Notebook.parse(source: "```swift\n\(options)\nlet a = 1\n```", path: "note.md").cells.first?
      .options
  }

  @Test func readsEveryOption() {
    let options = cell(
      """
      //| label: fig-loss
      //| fig-cap: "Loss: falling"
      //| fig-alt: It falls
      //| fig-width: 5
      //| fig-height: 2.5
      //| tbl-cap: 'Table'
      //| lst-cap: The code
      //| lst-label: lst-loss
      //| echo: fenced
      //| eval: false
      //| output: asis
      //| include: false
      //| warning: false
      //| error: true
      //| runtime-error: true
      //| compile-error: true
      //| code-fold: show
      //| code-summary: Setup
      //| code-line-numbers: true
      //| timeout: 2.5
      //| tags: [a, b]
      """)
    var expected = CellOptions()
    expected.label = "fig-loss"
    expected.figureCaption = "Loss: falling"
    expected.figureAlternativeText = "It falls"
    expected.figureWidth = 5
    expected.figureHeight = 2.5
    expected.tableCaption = "Table"
    expected.listingCaption = "The code"
    expected.listingLabel = "lst-loss"
    expected.echo = .fenced
    expected.evaluates = false
    expected.rendersOutputAsMarkdown = true
    expected.isIncluded = false
    expected.showsWarnings = false
    expected.toleratesError = true
    expected.requiresError = true
    expected.expectsCompileError = true
    expected.codeFold = .open
    expected.codeSummary = "Setup"
    expected.numbersLines = true
    expected.timeout = 2.5
    expected.tags = ["a", "b"]
    #expect(options == expected)
  }

  @Test func severalFiguresHaveTheirCaptionsInAList() {
    let options = cell("//| fig-cap:\n//|   - One\n//|   - Two\n//| fig-alt: [a, b, c]")
    #expect(options?.figureCaption == "One" && options?.furtherFigureCaptions == ["Two"])
    #expect(
      options?.figureAlternativeText == "a" && options?.furtherAlternativeTexts == ["b", "c"])
    #expect(
      diagnostics("```swift\n//| fig-cap: {a: b}\n```").contains(
        "'fig-cap' must be a text, or a list of one for each figure, not a mapping"))
  }

  @Test func readsBothCommentMarksAndKeepsSwiftCompilable() throws {
    let notebook = Notebook.parse(
      source: "- a\n  ```{swift}\n  #| echo: false\n  let a = 1\n  ```", path: "note.md")
    let cell = try #require(notebook.cells.first)
    #expect(cell.options.echo == .hide)
    #expect(cell.code == "#| echo: false\nlet a = 1\n")
    #expect(cell.compilableCode == "// echo: false\nlet a = 1\n")
    #expect(cell.firstLine == 3 && cell.indentation == 2)
    #expect(cell.shownCode.text == "let a = 1" && cell.shownCode.firstLine == 4)
  }

  @Test func reportsAnUnknownOptionWithTheNearestOne() {
    #expect(
      diagnostics("```swift\n//| ehco: false\n```") == """
        note.md:2:5: error: unknown cell option 'ehco'
         2 | //| ehco: false
           |     ^
          known options are label, fig-cap, fig-alt, fig-width, fig-height, tbl-cap, lst-cap, lst-label, echo, eval, output, include, warning, error, runtime-error, compile-error, code-fold, code-summary, code-line-numbers, timeout, tags
          did you mean 'echo'?

        """)
  }

  @Test(arguments: [
    ("echo: banana", "'echo' must be true, false or fenced, not 'banana'"),
    ("eval: 1", "'eval' must be true or false, not '1'"),
    ("output: maybe", "'output' must be true, false or asis, not 'maybe'"),
    ("timeout: soon", "'timeout' must be a number of seconds greater than 0, not 'soon'"),
    ("timeout: -1", "'timeout' must be a number of seconds greater than 0, not '-1'"),
    ("label: a b", "'label' must be a name of letters, digits, '-' and '_', not 'a b'"),
    (
      "lst-label: fig-a",
      "'lst-label' must be a name that begins with 'lst-', of letters, digits, '-' and '_', not 'fig-a'"
    ),
    ("fig-width: 80%", "'fig-width' must be a number of inches from 1 to 20, not '80%'"),
    ("fig-height: 0", "'fig-height' must be a number of inches from 1 to 20, not '0'"),
    ("tbl-cap: [a]", "'tbl-cap' must be a text, not a list"),
    ("tags: {a: b}", "'tags' must be a list of names, not a mapping"),
    ("code-fold: hide", "'code-fold' must be true, false or show, not 'hide'"),
    ("error: \"true\"", "'error' must be true or false, without quotation marks"),
    (
      "timeout: '5'",
      "'timeout' must be a number of seconds greater than 0, without quotation marks"
    ),
    ("just words", "cell options are written 'key: value', not 'just words'"),
  ])
  func reportsAValueOfTheWrongKind(_ line: String, _ message: String) {
    let notebook = Notebook.parse(source: "text\n\n```swift\n//| \(line)\n```", path: "note.md")
    #expect(notebook.diagnostics.map(\.message) == [message])
    #expect(notebook.diagnostics.map(\.line) == [4])
    #expect(notebook.hasErrors)
  }

  @Test func asksForQuotesAroundAColon() {
    #expect(
      diagnostics("```swift\n//| fig-cap: Loss: a study\n```") == """
        note.md:2:18: error: cell options are not valid YAML: mapping values are not allowed in this context
         2 | //| fig-cap: Loss: a study
           |                  ^
          a value that contains ': ' must stand in quotes

        """)
  }

  @Test func reportsAnOptionGivenTwice() {
    #expect(
      diagnostics("```swift\n//| echo: true\n//| echo: false\n```").contains(
        "error: 'echo' is given twice"))
  }

  @Test func blankLinesMayStandBeforeAndBetweenOptions() {
    let notebook = Notebook.parse(
      source: "```swift\n\n//| echo: false\n  \n//| timeout: 3\n\nprint(1)\n```", path: "note.md")
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.cells[0].options.echo == .hide)
    #expect(notebook.cells[0].options.timeout == 3)
    #expect(notebook.cells[0].shownCode.text == "print(1)")
    #expect(notebook.cells[0].shownCode.firstLine == 7)
    #expect(
      diagnostics("```swift\n\n//| timeout: soon\n```").hasPrefix("note.md:3:14: error: 'timeout'"))
  }

  @Test func anOptionBelowCodeOrACommentIsToldOf() {
    let text = "```swift\n// comment\n//| eval: false\nprint(1) //| no option\n//| note: this\n```"
    #expect(
      diagnostics(text).hasPrefix("note.md:3: warning: the option 'eval' is not obeyed here"))
    let notebook = Notebook.parse(source: text, path: "note.md")
    #expect(notebook.diagnostics.count == 1)
    #expect(notebook.cells[0].options.evaluates)
  }

  @Test func aNoteWhoseExecutionIsOffRunsNoCell() {
    let notebook = Notebook.parse(
      source:
        "---\nexecute:\n  enabled: false\n---\n```swift\n1\n```\n```swift\n//| eval: true\n2\n```",
      path: "note.md")
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.cells.map(\.options.evaluates) == [false, false])
    #expect(
      diagnostics("---\nexecute: {enabled: maybe}\n---\n").contains(
        "'execute: enabled' must be true or false, not 'maybe'"))
  }

  @Test func refusesOptionsInBraces() {
    #expect(
      diagnostics("```{swift, echo=false}\n```").contains(
        "note.md:1: error: options of a cell are not written in braces"))
  }

  @Test func showsOtherLanguages() {
    #expect(block("```python\nx\n```") == .code(language: "python", text: "x\n"))
  }

  @Test func knowsTheTagsOfJupyterAndKeepsTheOthers() {
    let note = Notebook.parse(
      source: "```swift\n//| tags: [remove-input, raises-exception, mine]\nlet a = 1\n```\n",
      path: "note.md")
    var expected = CellOptions()
    expected.echo = .hide
    expected.toleratesError = true
    expected.tags = ["remove-input", "raises-exception", "mine"]
    #expect(note.cells[0].options == expected)
    #expect(note.diagnostics.isEmpty)
  }
}
