import Testing

@testable import NotebookDocument

/// MyST's roles.
@Suite struct RoleTests {
  @Test(arguments: [
    ("{math}`x^2`", "math \"x^2\""), ("{eq}`eq-a`", "reference eq-a parenthesized"),
    ("{numref}`fig-a`", "reference fig-a\n"), ("{ref}`own`", "link #own\n"),
    ("{ref}`some words <own>`", "link #own\n      └─ text \"some words\""),
    ("{doc}`a/page`", "link a/page.md\n"),
    ("{doc}`it <page.md>`", "link page.md\n      └─ text \"it\""),
    ("{kbd}`Ctrl`", "html \"<kbd>Ctrl</kbd>\""), ("{sub}`2`", "html \"<sub>2</sub>\""),
    ("{term}`words <target>`", "text \"words\""), ("{other}`x`", "code \"x\""),
    ("{.python}`x`", "code \"x\""), ("{math}`x", "text \"{math}`x\""),
    ("{cite}`a`", "code \"a\""),
  ])
  func isWhatItIsHere(_ role: String, _ expected: String) {
    let drawing = tree("\(role)\n")
    #expect(drawing.contains(expected), "\(drawing)")
  }

  @Test func wordsAroundTheNumberAreTheAuthors() {
    let drawing = tree("See {numref}`Fig. %s! <fig-a>` there")
    #expect(
      drawing.contains("text \"See Fig. \"") && drawing.contains("text \"! there\""), "\(drawing)")
    #expect(drawing.contains("reference fig-a number"))
    #expect(tree("{numref}`the picture <fig-a>`").contains("link #fig-a"))
  }

  @Test func saysWhichRolesThereAreNot() {
    #expect(
      diagnostics("a {foo}`x`").hasPrefix("note.md:1:3: warning: there is no role 'foo' here"))
    #expect(
      diagnostics("{cite}`doe`").hasPrefix(
        "note.md:1:1: warning: '{cite}`doe`' cites a work, and the note has no bibliography"))
  }

  @Test func formulasHaveNamesInParentheses() {
    #expect(tree("$$x$$ (eq2)").contains("#eq2") && tree("$$\nx\n$$ (eq2)").contains("#eq2"))
    for note in ["$$\nx\n$$ (eq:a)", "$$x$$ (eq:a)", "Text\n$$x$$ (eq:a)"] {
      #expect(tree(note).contains("#eq:a"), "\(tree(note))")
    }
    #expect(!tree("$$x$$ (see)").contains("#") && !tree("$$x$$ (a-b) c").contains("#"))
  }

  @Test func citesWhereThereIsABibliography() {
    let front = "---\nbibliography: a.bib\n---\n"
    #expect(tree(front + "{cite}`a, b`").contains("citation @a; @b"))
    #expect(tree(front + "{cite:t}`a`").contains("citation narrative @a"))
  }
}
