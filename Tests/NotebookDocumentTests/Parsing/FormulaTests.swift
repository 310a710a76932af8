import Testing

@testable import NotebookDocument

@Suite struct DollarTests {
  @Test(
    arguments: [
      ("It costs $5 and $x$ is math.", ["x"]), ("$a$ and $b$", ["a", "b"]),
      ("2000$. And $ 4 $ and $4\n$.", []), ("$a$1 and $b$", ["b"]),
      ("$\\text{if $x$}$", ["\\text{if $x$}"]), ("a `$b` c$ $d$", ["d"]),
      ("costs $5 for `$HOME`", []), ("$x = \\$5$", ["x = \\$5"]), ("($x$), \"$y$\"", ["x", "y"]),
    ] as [(String, [String])])
  func followsPandocsRule(_ note: String, _ formulas: [String]) {
    #expect(Self.formulas(note) == formulas)
  }

  static func formulas(_ note: String) -> [String] {
    var found: [String] = []
    ProseWalk.visit(
      Notebook.parse(source: note, path: "note.md").blocks,
      inline: { if case .math(let formula) = $0 { found.append(formula.tex) } })
    return found
  }

  @Test func saysWhyAFormulaWithASpaceIsText() {
    #expect(
      diagnostics("rate $ 0.01$ holds") == """
        note.md:1:6: note: '$ 0.01$' is text, not a formula
         1 | rate $ 0.01$ holds
           |      ^
          no space may follow the '$' that opens a formula

        """)
    #expect(
      diagnostics("so $x_i $ holds").contains("no space may stand before the '$' that closes"))
    #expect(diagnostics("It costs $5 and $x$; from $ 5 to $ 6, $PATH and $HOME $x$").isEmpty)
  }

  @Test func warnsWhereAFormulaIsNeverClosed() {
    #expect(
      diagnostics("see $\\alpha and more") == """
        note.md:1:5: warning: the formula that begins here is never closed
         1 | see $\\alpha and more
           |     ^
          '$' must follow in the same paragraph; '\\$' is a dollar sign

        """)
    #expect(diagnostics("$HOME and US$ 5 and $5").isEmpty)
  }
}

@Suite struct LaTeXTests {
  @Test func readsParenthesesAndBrackets() {
    #expect(tree("a \\(x_1\\) b").contains("math \"x_1\""))
    #expect(tree("\\[\nE = mc^2\n\\] {#eq-e}").contains("display math \"\\nE = mc^2\\n\" #eq-e"))
    #expect(tree("\\[ a = b \\].").contains("display math \" a = b \""))
  }

  @Test func leavesEscapedBracketsAlone() {
    #expect(block("see \\[1\\]") == .paragraph([.text("see [1]")]))
    #expect(block("\\[1\\]") == .paragraph([.text("[1]")]))
    #expect(block("\\(\\)") == .paragraph([.text("()")]))
  }

  @Test func readsBareEnvironments() {
    let drawing = tree("before\n\n\\begin{align*}\na &= b \\\\\n  &= c\n\\end{align*}\n\nafter")
    #expect(
      drawing.contains(#"display math "\\begin{align*}\na &= b \\\\\n&= c\n\\end{align*}""#))
    #expect(!tree("\\begin{itemize}\n\\item a\n\\end{itemize}").contains("math"))
  }

  @Test func takesLabelsAndTags() {
    #expect(tree("$$x \\label{eq:one}$$ and \\eqref{eq:one}, \\ref{eq:one}").contains("#eq:one"))
    let formula = Formula(tex: "", isDisplayed: true, line: 1, column: 1)
    var labelled = formula
    labelled.tex = "a \\label{x} \\\\ b \\label{y}"
    labelled.takeLabels()
    #expect(labelled.rowLabels == ["x", "y"] && labelled.tex.contains("\\label{x}"))
    var tagged = formula
    tagged.tex = "a \\tag{A} \\label{x}"
    tagged.takeLabels()
    #expect(tagged.tag == "A" && tagged.label == "x" && !tagged.tex.contains("\\label"))
  }

  @Test func keepsRelationsAtTheBeginningOfALine() {
    #expect(tree("$$\na\n> b\n$$").contains(#"display math "\na\n> b\n""#))
    #expect(tree("> $$\n> a\n> > b\n> $$").contains(#"display math "\na\n> b\n""#))
  }

  @Test func warnsOfReferencesToNothing() {
    #expect(tree("$\\eqref{eq:a}$ $ \\ref{eq:a}$").contains("reference eq:a parenthesized"))
    #expect(tree("$\\eqref{eq:a} + x$").contains("math"))
    #expect(
      diagnostics("$$\nx \\overset{\\eqref{eq:no}}{=} y\n$$").contains(
        "note.md:1:1: warning: nothing is labelled 'eq:no'"))
    let text = diagnostics("as in \\eqref{eq:none}")
    #expect(text.hasPrefix("note.md:1:7: warning: nothing is labelled 'eq:none'"))
    #expect(text.contains("a displayed formula takes a label by '\\label{eq:none}'"))
  }

  @Test func keepsLinesOfFormulasApart() {
    #expect(
      tree("$a = b$,\n$c = d$.\nText $e$\n$f$")
        == """
        note
        └─ paragraph
           ├─ math "a = b"
           ├─ text ","
           ├─ line break
           ├─ math "c = d"
           ├─ text "."
           ├─ soft break
           ├─ text "Text "
           ├─ math "e"
           ├─ soft break
           └─ math "f"

        """)
  }

  @Test func readsFormulasInRawHTML() {
    let drawing = tree("<div>\n$$\na\n= b\n$$\n</div>\n\n<center>\n$$x$$\n</center>")
    #expect(
      drawing.contains(#"display math "\na\n= b\n""#) && drawing.contains("display math \"x\""))
    #expect(tree("<pre>\n$$\na\n$$\n</pre>").contains(#"html "<pre>\n$$\na\n$$\n</pre>"#))
  }

  @Test(arguments: [
    "the loss $$\nL\n= c\n$$ holds", "the loss $$L\n- c\n$$", "- a `$$` $$\n  x\n  $$ b",
    "> so $$\n> x\n> $$", "$$a$$ and $$\nb\n$$",
  ])
  func beginBehindText(_ note: String) {
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.diagnostics.isEmpty)
    let tree = notebook.treeDescription
    #expect(tree.contains("math") && !tree.contains("$$\\n") && !tree.contains("heading"))
  }

  @Test(arguments: ["it costs $$\nand more", "`a $$` b\n\nc", "a \\$$ b\nc"])
  func doubledDollarsThatNothingClosesStayText(_ note: String) {
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.diagnostics.isEmpty && notebook.treeDescription.contains("$$"))
  }

  @Test func definitionsInHiddenBlocksHold() {
    let blocks = Notebook.parse(
      source: "::: {.content-hidden}\nSecret $x$.\n\n$$\n\\newcommand{\\a}{b}\n$$\n:::\n\n$\\a$",
      path: "n.md"
    ).blocks
    #expect(blocks.count == 2)
    if case .math(let formula) = blocks.first?.kind {
      #expect(formula.tex.contains("newcommand"))
    } else {
      Issue.record("the definition is gone")
    }
  }

  @Test(arguments: ["Text \\[ a = b \\] inside.", "- \\[ a = b \\]", "Text\n\\[ a = b\n\\]\nmore"])
  func bracketsWithSpacesInThemAreFormulas(_ note: String) {
    #expect(tree(note).contains("display math \" a = b"), "\(tree(note))")
  }

  @Test(arguments: ["see \\[1\\]", "\\[ \\] open", "\\[sic\\]", "a \\[ b", "a \\[ b\\]"])
  func bracketsWithoutThemAreText(_ note: String) {
    #expect(!tree(note).contains("math"), "\(tree(note))")
  }
}
