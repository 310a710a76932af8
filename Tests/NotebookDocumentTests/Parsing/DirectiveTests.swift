import Testing

@testable import NotebookDocument

/// MyST's directives, between backticks and between colons.
@Suite struct DirectiveTests {
  @Test func readsCallouts() {
    let callout = """
      note
      └─ callout warning #mind closed
         ├─ title
         │  ├─ text "A "
         │  └─ emphasis
         │     └─ text "title"
         └─ paragraph
            ├─ text "Of "
            └─ math "x"

      """
    #expect(
      tree("```{warning} A *title*\n:name: mind\n:class: dropdown\n\nOf $x$\n```") == callout)
    #expect(tree(":::{warning} A *title*\n:name: mind\n:class: dropdown\nOf $x$\n:::") == callout)
    #expect(tree(":::{admonition} Heed\n:class: tip\nx\n:::").contains("callout tip\n"))
    #expect(tree("````{note}\n```python\nx\n```\n````").contains("code python"))
  }

  @Test func readsFiguresFormulasAndCode() {
    for note in [
      "```{figure} a.png\n:name: fig-a\n:alt: drawn\n:width: 50%\n\nA *caption*\n```",
      ":::{figure} a.png\n:name: fig-a\n:alt: drawn\n:width: 50%\n\nA *caption*\n:::",
    ] {
      #expect(tree(note).contains("image a.png \"drawn\" 50% #fig-a"))
    }
    #expect(tree("```{math}\n:label: eq-a\nx + y\n```").contains("display math \"x + y\" #eq-a"))
    #expect(
      tree("```{code-block} python\n:linenos:\nx = 1\n```").contains("code python \"x = 1\\n\""))
    #expect(tree("```{code-cell} ipython3\n:tags: [a]\n\nx\n```").contains("code ipython3"))
    #expect(tree("- ```{tip}\n  inside\n  ```").contains("callout tip\n"))
  }

  @Test func readsTheorems() {
    let theorem = tree("```{prf:theorem} Fermat\n:label: thm-f\nText.\n```")
    #expect(theorem.contains("division theorem #thm-f\n   ├─ title\n   │  └─ text \"Fermat\""))
    #expect(tree(":::{prf:proof}\nx\n:::").contains("division proof\n"))
    #expect(
      tree("```{exercise}\n:label: ex1\nx\n```")
        .contains("division exercise #ex1"))
  }

  @Test func knowsTheLinesOfItsText() {
    let text = diagnostics("```{note} T\n:class: x\n\n@fig-none\n```")
    #expect(text.contains("note.md:4:1: error: nothing is labelled 'fig-none'"))
  }

  @Test func readsOptionsInYAML() {
    let note = "```{figure} a.png\n---\nname: \"fig-a b\"\nwidth: 50%\n---\nCaption\n```"
    let drawing = tree(note)
    #expect(drawing.contains("50% #fig-a b") && drawing.contains("Caption"), "\(drawing)")
    #expect(!drawing.contains("name:"))
  }

  @Test func readsTables() {
    let pipes = tree("```{table} A *title*\n:name: t-a\n| a | b |\n|---|---|\n| 1 | 2 |\n```")
    #expect(pipes.contains("table none none #t-a") && pipes.contains("emphasis"))
    let note = "```{list-table} Title\n:header-rows: 1\n:name: t-b\n* - A\n  - B\n* - $x$\n```"
    let list = Notebook.parse(source: note, path: "note.md")
    guard case .table(let table)? = list.blocks.first?.kind else {
      Issue.record("no table: \(list.treeDescription)")
      return
    }
    #expect(table.label == "t-b" && table.caption == [.text("Title")])
    #expect(
      table.header == [
        [Block(.paragraph([.text("A")]), line: 4)], [Block(.paragraph([.text("B")]), line: 5)],
      ])
    #expect(table.rows.count == 1 && table.rows[0].count == 2 && table.rows[0][1].isEmpty)
  }

  @Test func readsListsOfContents() {
    let contents = tree(
      "```{toctree}\n:caption: Parts\n\nfirst\nSecond part <b/two>\nout <https://x.org>\nall/*\nself\n```"
    )
    #expect(contents.contains("strong"))
    for link in ["link first.md\n", "link b/two.md\n", "\"Second part\"", "link https://x.org\n"] {
      #expect(contents.contains(link), "\(contents)")
    }
    #expect(!contents.contains("all/") && !contents.contains("self"))
    #expect(tree("```{toctree}\n:hidden:\nfirst\n```") == "note\n")
  }

  @Test func namesOfCellsThatDoNotRunAreKnown() {
    for note in [
      "```{code-cell} python\n:name: f\nx\n```", "```{glue:figure} g\n:name: f\n```",
      ":::{glue:figure} g\n:name: f\n\nC\n:::",
    ] {
      let text = diagnostics(note + "\n\n{numref}`f`")
      #expect(text.contains("warning: 'f' is the label of a cell in "), "\(text)")
      #expect(!text.contains("nothing is labelled"))
    }
  }

  @Test func leavesOtherDirectivesAsCode() {
    #expect(tree("```{eval-rst}\na\n```").contains("code eval-rst"))
    #expect(tree("```{list-table}\n- a\n- b\n```").contains("code list-table"))
    #expect(tree("```{python}\nx\n```").contains("code python"))
    #expect(tree("```{index} a\n```\n\nText.") == "note\n└─ paragraph\n   └─ text \"Text.\"\n")
  }
}
