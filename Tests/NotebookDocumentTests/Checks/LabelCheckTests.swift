import Testing

@testable import NotebookDocument

@Suite struct LabelCheckTests {
  @Test func knowsTheLabelsOfCalloutsAndTheorems() {
    #expect(
      diagnostics(
        "::: {#nte-a .callout-note}\nx\n:::\n\n::: {#thm-b}\ny\n:::\n\n@nte-a and @thm-b") == "")
  }

  @Test func refusesUnknownLabelsOfEveryKind() {
    for (label, remedy) in [
      ("tip-x", "a callout takes a label by '::: {#tip-x .callout-tip}'"),
      ("thm-x", "'::: {#thm-x}' begins the theorem"),
      ("def-x", "'::: {#def-x}' begins the definition"),
    ] {
      let text = diagnostics("See @\(label).")
      #expect(text.contains("note.md:1:5: error: nothing is labelled '\(label)'"))
      #expect(text.contains(remedy))
    }
  }

  @Test func namesBothPlacesOfALabel() {
    let text = diagnostics("::: {#tip-a .callout-tip}\nx\n:::\n\n::: {#tip-a .callout-tip}\ny\n:::")
    #expect(text.contains("note.md:5: error: label 'tip-a' is given twice"))
    #expect(text.contains("note.md:1: note: first given here"))
  }

  /// What a cell prints as Markdown may hold any label and heading; only the run tells.
  @Test func waitsForWhatCellsPrint() {
    let text = "@fig-gen, [[#Later]], [there](#later) and\n[[#^gone]]"
    let printing = "```swift\n//| output: asis\nprint(1)\n```\n\n"
    #expect(diagnostics(text).contains("nothing is labelled 'fig-gen'"))
    let rest = diagnostics(printing + text)
    #expect(!rest.contains("nothing is labelled") && !rest.contains("no heading"))
    #expect(rest.contains("no block is marked '^gone'"))
    #expect(diagnostics("```swift\n//| output: asis\n//| eval: false\n```\n\n@fig-a") != "")
  }

  /// As Obsidian writes a link to a heading that is one itself.
  @Test func findsHeadingsWithLinksInThem() {
    let note = "[[#Kinds CSS Selectors of it]]\n\n## Kinds [[CSS#Selectors|of it]]"
    #expect(diagnostics(note) == "")
    #expect(diagnostics("[[#Kinds of it]]\n\n## Kinds [[CSS#Selectors|of it]]") == "")
  }
}
