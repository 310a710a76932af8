import Testing

@testable import NotebookDocument

@Suite struct MathematicsTests {
  @Test func keepsUnderscoresOutOfEmphasis() {
    #expect(
      tree("$a_b$ and $c_d$") == """
        note
        └─ paragraph
           ├─ math "a_b"
           ├─ text " and "
           └─ math "c_d"

        """)
  }

  @Test(arguments: [
    "costs $5 and $6", "from $ 5 to $ 6", "a \\$b\\$ c", "only $one", "`$a$`", "20$ and 30$",
  ])
  func leavesDollarsThatAreNoFormula(_ note: String) {
    #expect(!tree(note).contains("math"))
  }

  @Test func letsAFormulaContainADollarInBraces() {
    #expect(tree("$\\text{$x$}$").contains(#"math "\\text{$x$}""#))
  }

  @Test func takesDisplayedFormulasWholeWhateverTheirLinesLookLike() {
    #expect(
      tree("before\n$$\na\n= c\n- b\n# d\n$$ {#eq-x}\nafter") == """
        note
        └─ paragraph
           ├─ text "before"
           ├─ soft break
           ├─ display math "\\na\\n= c\\n- b\\n# d\\n" #eq-x
           ├─ soft break
           └─ text "after"

        """)
  }

  @Test func removesQuoteMarksFromTheLinesOfAFormula() {
    #expect(tree("> $$\n> a\n> = b\n> $$").contains(#"display math "\na\n= b\n""#))
  }

  @Test func readsMathFences() {
    #expect(
      block("```math\nx^2\n```")
        == .math(Formula(tex: "x^2\n", isDisplayed: true, label: nil, line: 2, column: 1)))
  }

  @Test func warnsAboutADisplayedFormulaWithoutEnd() {
    #expect(
      diagnostics("text\n\n$$ a\n\nmore") == """
        note.md:3:1: warning: the displayed formula that begins here is never closed
         3 | $$ a
           | ^
          '$$' must follow before the next blank line

        """)
  }
}

@Suite struct TableTests {
  @Test func readsAlignmentEscapedBarsAndShortRows() {
    #expect(
      tree("| a | b\\|c |\n|:--|:-:|\n| 2*3 | 4*5 |\n| only |") == """
        note
        └─ table left center
           ├─ row
           │  ├─ cell
           │  │  └─ text "a"
           │  └─ cell
           │     └─ text "b|c"
           ├─ row
           │  ├─ cell
           │  │  └─ text "2*3"
           │  └─ cell
           │     └─ text "4*5"
           └─ row
              ├─ cell
              │  └─ text "only"
              └─ cell

        """)
  }

  @Test func takesTheCaptionFromTheParagraphBelow() {
    #expect(
      tree("|a|\n|-|\n|b|\n\n: What it is {#tbl-x}").contains("table none #tbl-x\n   ├─ caption\n"))
  }

  @Test func resolvesLinkDefinitionsInCells() {
    #expect(tree("|[a]|\n|-|\n\n[a]: /there").contains("link /there"))
  }

  @Test func reportsCellsBeyondTheColumns() {
    #expect(
      diagnostics("| a | b |\n|---|---|\n| 1 | 2 | more |\n| 1 | 2 | |\n| 1 |\n| x \\| y | z |\n")
        == """
        note.md:3: warning: this row has 3 cells, its table 2 columns: what is beyond is not shown
         3 | | 1 | 2 | more |
          a bar that is no edge of a cell is written '\\|'

        """)
  }

  @Test func isNoTableWhenTheColumnsDiffer() {
    #expect(!tree("| a | b |\n| - |").contains("table"))
  }

  @Test func keepsWikiLinksWithEscapedBarsWhole() {
    #expect(tree("| [[note\\|text]] | b |\n|-|-|").contains(#"wiki link note "text""#))
  }
}

@Suite struct FootnoteTests {
  @Test func numbersFootnotesByTheirFirstReference() {
    #expect(
      tree("a[^two] b[^one] c[^two]\n\n[^one]: First.\n[^two]: Second,\n  goes on.\n\n    And on.")
        == """
        note
        ├─ paragraph
        │  ├─ text "a"
        │  ├─ footnote reference 1
        │  ├─ text " b"
        │  ├─ footnote reference 2
        │  ├─ text " c"
        │  └─ footnote reference 1
        ├─ footnote two
        │  ├─ paragraph
        │  │  ├─ text "Second,"
        │  │  ├─ soft break
        │  │  └─ text "goes on."
        │  └─ paragraph
        │     └─ text "And on."
        └─ footnote one
           └─ paragraph
              └─ text "First."

        """)
  }

  @Test func reportsUndefinedAndDoublyDefinedFootnotes() {
    #expect(
      diagnostics("a[^x] b[^y]\n\n[^y]: one\n\n[^y]: two") == """
        note.md:1:2: warning: footnote 'x' is not defined
         1 | a[^x] b[^y]
           |  ^
          a line '[^x]: text' defines it
        note.md:5: warning: footnote 'y' is defined twice; the first definition is used
         5 | [^y]: two
        note.md:3: note: first defined here
         3 | [^y]: one

        """)
  }

  @Test func reportsFootnotesThatNothingRefersTo() {
    #expect(
      diagnostics("a[^x]\n\n[^x]: one\n\n[^y]: two **b**\n\n[^z]: three\nText[^z].\n") == """
        note.md:5: warning: nothing refers to footnote 'y', which is not shown
         5 | [^y]: two **b**
          '[^y]' in the text refers to it
        note.md:7: warning: nothing refers to footnote 'z', which is not shown
         7 | [^z]: three
          its text goes on to the next empty line, and '[^z]' stands in it: leave a line empty \
        before the paragraph with the mark

        """)
    #expect(diagnostics("a[^X] ^[in place]\n\n[^x]: one[^y]\n\n[^y]: of one") == "")
  }

  @Test func refusesACellInAFootnote() {
    let text = diagnostics("a[^x]\n\n[^x]: b\n\n    ```swift\n    let a = 1\n    ```")
    #expect(text.contains("error: a cell cannot stand in a footnote"))
  }
}

@Suite struct ObsidianTests {
  @Test func readsLinksEmbedsMarksTagsAndComments() {
    #expect(
      tree("[[a|b]] [[a#H]] ![[i.png | 400]] ![x|40x30](i.png) ==m== ~~s~~ #t/u #1984 %%no%%end")
        == """
        note
        └─ paragraph
           ├─ wiki link a "b"
           ├─ text " "
           ├─ wiki link a#H
           ├─ text " "
           ├─ image i.png "" 400
           ├─ text " "
           ├─ image i.png "x" 40x30
           ├─ text " "
           ├─ mark
           │  └─ text "m"
           ├─ text " "
           ├─ strikethrough
           │  └─ text "s"
           ├─ text " "
           ├─ tag t/u
           └─ text " #1984 end"

        """)
  }

  @Test func readsCalloutsWithTitleFoldAndContent() {
    #expect(
      tree("> [!WARNING]- Mind *this*\n> text\n> > [!note]\n> > inner") == """
        note
        └─ callout warning closed
           ├─ title
           │  ├─ text "Mind "
           │  └─ emphasis
           │     └─ text "this"
           ├─ paragraph
           │  └─ text "text"
           └─ callout note
              └─ paragraph
                 └─ text "inner"

        """)
  }

  /// CommonMark sees a heading in the first two lines.
  @Test func aLineOfDashesBelowTheTitleOfACalloutIsItsContent() {
    #expect(
      tree(">[!abstract] Related\n>- ") == """
        note
        └─ callout abstract
           └─ title
              └─ text "Related"

        """)
    #expect(tree("> [!note:]\n> one").hasPrefix("note\n└─ callout note\n"))
    #expect(tree("> [!note]\n> ---\n> two").hasPrefix("note\n└─ callout note\n   ├─ rule\n"))
    #expect(tree("> Title\n> ---").contains("heading 2 #title"))
  }

  @Test func leavesMatricesAndComparisonsAlone() {
    #expect(
      block("[[1, 2], [3, 4]] a == b and c == d")
        == .paragraph([.text("[[1, 2], [3, 4]] a == b and c == d")]))
  }

  @Test func dropsCommentsOfSeveralLines() {
    #expect(block("%%\nnothing\n\n# here\n%%\n\nshown") == .paragraph([.text("shown")]))
  }

  @Test func marksBlocksByTheirIdentifiers() {
    #expect(tree("A claim ^c1").contains("paragraph ^c1"))
    #expect(diagnostics("A claim ^c1\n\n[[#^c1]] [[#^c2]]").contains("no block is marked '^c2'"))
  }

  @Test func looksForHeadingsThatLinksName() {
    let text = diagnostics("# Loss  curves\n\n[[#loss curves]] [[#Gain]]")
    #expect(text.contains("note.md:3:18: warning: no heading is called 'Gain'"))
    #expect(!text.contains("'loss"))
  }
}

@Suite struct ProseTests {
  @Test func readsDefinitionLists() {
    #expect(
      tree("One\n: first\n: second\nTwo\n: third") == """
        note
        └─ definitions
           ├─ term
           │  └─ text "One"
           ├─ description
           │  └─ text "first"
           ├─ description
           │  └─ text "second"
           ├─ term
           │  └─ text "Two"
           └─ description
              └─ text "third"

        """)
  }

  @Test func readsTasks() {
    let drawing = tree("- [ ] a\n- [x] b\n- [] c")
    #expect(
      drawing.contains("task open") && drawing.contains("task done") && drawing.contains("item"))
  }

  @Test func linksAddressesWithoutTheirPunctuation() {
    #expect(tree("(see https://a.b/c_(d)).").contains("link https://a.b/c_(d)\n"))
    #expect(tree("[https://a.b](https://c.d/$e$)").contains("link https://c.d/$e$"))
    #expect(!tree("`https://a.b` xhttps://a.b").contains("link"))
  }

  @Test func keepsIslandsOutOfAttributes() {
    #expect(
      tree(#"<img alt="$5$" src="a_$b$.png"> and $c$"#).contains(
        #"html "<img alt=\"$5$\" src=\"a_$b$.png\">""#))
  }

  @Test func numbersEqualHeadingsApart() {
    let drawing = tree("# Same\n\n## Same\n\n## Ünlike, isn't it?\n\n## Own {#sec-own}")
    #expect(
      drawing.contains("#same\n") && drawing.contains("#same-1")
        && drawing.contains("#ünlike-isnt-it"))
    #expect(drawing.contains("heading 2 #sec-own"))
  }

  @Test func findsReferencesAndTheirPlaces() {
    #expect(
      diagnostics("# A {#sec-a}\n\nsee @sec-b, [@sec-a], me@fig-x.org") == """
        note.md:3:5: error: nothing is labelled 'sec-b'
         3 | see @sec-b, [@sec-a], me@fig-x.org
           |     ^
          a cell takes a label by '//| label: sec-b', a heading, formula, table or image by '{#sec-b}'
          did you mean '@sec-a'?

        """)
  }

  @Test func reportsALabelGivenTwice() {
    #expect(
      diagnostics("```swift\n//| label: fig-a\n```\n\n![b](c.png){#fig-a}") == """
        note.md:5: error: label 'fig-a' is given twice
         5 | ![b](c.png){#fig-a}
        note.md:2: note: first given here
         2 | //| label: fig-a

        """)
  }

  @Test func findsInlineExpressionsAtTheirPlaces() {
    let notebook = Notebook.parse(
      source: "```swift\nlet a = 1\n```\n\nsays `{swift} a + 1` and `{swift}`", path: "n.md")
    #expect(
      notebook.inlineExpressions == [
        InlineExpression(number: 0, code: "a + 1", line: 5, column: 15, precedingCells: 1)
      ])
  }
}
