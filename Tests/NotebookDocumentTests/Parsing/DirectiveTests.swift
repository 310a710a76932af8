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

  @Test func leavesOtherDirectivesAsCode() {
    #expect(tree("```{toctree}\na\n```").contains("code toctree"))
    #expect(tree("```{python}\nx\n```").contains("code python"))
    #expect(tree("```{index} a\n```\n\nText.") == "note\n└─ paragraph\n   └─ text \"Text.\"\n")
  }
}
