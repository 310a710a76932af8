import Testing

@testable import NotebookDocument

/// Cells of other tools.
@Suite struct OtherCellTests {
  private func tree(_ note: String) -> String {
    Notebook.parse(source: note, path: "note.md").treeDescription
  }

  @Test(arguments: [
    "```{python}\n#| label: fig-loss\n#| fig-cap: \"Loss\"\nplot()\n```",
    "```{python}\n#| label: \"fig-loss\"\nplot()\n```", "```{r fig-loss}\nplot()\n```",
    "```{r fig-loss, fig.cap='Loss'}\nplot()\n```",
    "```{r, echo = FALSE, label = \"fig-loss\"}\nplot()\n```",
    "```{ojs}\n//| label: fig-loss\nplot()\n```",
    "```{python label=\"fig-loss\"}\nplot()\n```", "```{python}\n# | label: fig-loss\nplot()\n```",
  ])
  func referencesToThemAreWarnings(_ cell: String) {
    let notebook = Notebook.parse(source: "See @fig-loss.\n\n\(cell)", path: "note.md")
    #expect(notebook.diagnostics.map(\.severity) == [.warning])
    #expect(
      notebook.diagnostics.first?.message.hasPrefix("'fig-loss' is the label of a cell in") == true)
    #expect(notebook.diagnostics.first?.line == 1 && notebook.diagnostics.first?.column == 5)
  }

  @Test func theirOptionsAreNotShown() {
    let shown = tree("```{python}\n#| label: a\n#| code-fold: true\nx = 1  #| no option\n```")
    #expect(shown.contains("x = 1  #| no option") && !shown.contains("code-fold"))
  }

  @Test func labelsOfNothingStayErrors() {
    let notebook = Notebook.parse(
      source: "@fig-x\n\n```{python}\n#| label: fig-y\n```", path: "note.md")
    #expect(notebook.diagnostics.map(\.severity) == [.error])
  }

  @Test func theirListingsAreNumbered() {
    let python =
      "```{python}\n#| lst-label: lst-net\n#| lst-cap: \"A *small* net, is it\"\nx\n```"
    let pandoc = "```{#lst-net .python lst-cap=\"A *small* net, is it\"}\nx\n```"
    #expect(tree(python + "\n\n@lst-net").contains("reference lst-net"))
    #expect(Notebook.parse(source: python + "\n\n@lst-net", path: "n.md").diagnostics.isEmpty)
    #expect(tree(python).contains("is it") && tree(python).contains("emphasis"))
    #expect(
      tree(python).contains("division #lst-net") && tree(pandoc).contains("division #lst-net"))
  }

  @Test(arguments: [
    ("Mean `{python} x.mean()`.", "Python", 6), ("So `{r} 1 + 1`.", "R", 4),
    ("Is `r mean(x)`.\n\n```{r}\nx <- 1\n```", "R", 4),
    ("Is `r mean(x)`.\n\n``` {.r}\nx <- 1\n```\n\n```{r, echo=FALSE}\n```", "R", 4),
  ]) func valuesOfOtherToolsAreSaidNotToBeComputed(text: String, language: String, column: Int) {
    let notebook = Notebook.parse(source: text, path: "note.md")
    #expect(
      notebook.diagnostics.map(\.message) == [
        "a value in \(language) is not computed here: its code is shown"
      ])
    let found = notebook.diagnostics.first
    #expect(found?.severity == .warning)
    #expect(found?.line == 1 && found?.column == column)
    #expect(found?.explanation == "`{swift} …` is a value that is computed")
    #expect(notebook.inlineExpressions.isEmpty)
  }

  @Test(arguments: [
    "A radius `r = 0.5`, `python train.py`, `{a} b`.", "`{python}` and `r`.\n\n```{r}\n```",
    "`` `{python} x` ``", "```{python}\n```\n\n`r x`",
  ]) func codeThatIsOnlyShownIsNoValue(text: String) {
    #expect(Notebook.parse(source: text, path: "note.md").diagnostics.isEmpty)
  }
}
