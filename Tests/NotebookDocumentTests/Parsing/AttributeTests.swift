import Testing

@testable import NotebookDocument

@Suite struct AttributeTests {
  @Test func givesImagesTheirAttributes() {
    #expect(
      tree("![Tide, $h$](a.png){#fig-a .lightbox width=50% fig-alt=\"A *blue* square\"}")
        == """
        note
        └─ paragraph
           └─ image a.png "A *blue* square" 50% #fig-a

        """)
    #expect(tree("![c](a.png){width=\"3cm\" height=2in}").contains("image a.png \"c\" 113x192"))
    #expect(tree("![c](a.png){width=wide}").contains("image a.png \"c\"\n"))
  }

  @Test func keepsTheMarkupOfACaption() {
    guard case .paragraph(let content) = block("![a *b* $c$](d.png)"),
      case .image(let picture) = content[0]
    else {
      Issue.record("no image")
      return
    }
    #expect(picture.alternativeText == "a b c" || picture.alternativeText == "a b $c$")
    #expect(picture.caption.count == 4)
  }

  @Test func marksHeadings() {
    #expect(tree("## A {.unnumbered}").contains("heading 2 #a unnumbered\n   └─ text \"A\""))
    #expect(tree("## B {-}").contains("heading 2 #b unnumbered"))
    #expect(tree("## C {#sec-c .x key=v} ##").contains("heading 2 #sec-c\n"))
    #expect(tree("Title {#own}\n===").contains("heading 1 #own\n"))
    // Pandoc's closing marks before the attributes.
    #expect(tree("## A ## {#a}").contains("heading 2 #a\n   └─ text \"A\"\n"))
    #expect(tree("## `x` ## {#a}").contains("└─ code \"x\"\n"))
    #expect(tree("## ## {#a}").contains("heading 2 #a\n"))
    #expect(tree("## C# {#a}").contains("text \"C#\""))
    #expect(tree("## A \\## {#a}").contains("text \"A ##\""))
    #expect(tree("A ## {#own}\n===").contains("text \"A ##\""))
    #expect(tree("# The set {1, 2}").contains("text \"The set {1, 2}\""))
  }

  @Test func readsSpans() {
    #expect(
      tree("[a *b* c]{.underline #x} and [d](e){.f} and [g]")
        == """
        note
        └─ paragraph
           ├─ span #x .underline
           │  ├─ text "a "
           │  ├─ emphasis
           │  │  └─ text "b"
           │  └─ text " c"
           ├─ text " and "
           ├─ link e
           │  └─ text "d"
           └─ text " and [g]"

        """)
  }

  @Test func leavesBracesThatAreNoAttributes() {
    let note = "the set {1, 2} and {x} and a{.b} c and *[d*]{.e}"
    #expect(!tree(note).contains("span"))
    #expect(tree(note).contains("{1, 2} and {x} and a{.b} c"))
  }

  @Test(
    arguments: [
      ("300", Length.pixels(300)), ("300px", .pixels(300)), ("50%", .percent(50)),
      ("2in", .pixels(192)), ("2.54cm", .pixels(96)), ("wide", nil), ("0", nil),
    ] as [(String, Length?)])
  func readsLengths(_ text: String, _ length: Length?) {
    #expect(Length(text) == length)
  }
}

@Suite struct DivisionTests {
  @Test func makesCalloutsOfQuartosBlocks() {
    #expect(
      tree("::: {.callout-tip collapse=\"true\"}\n## Mind *this*\nBody\n\n- item\n:::\n\nafter")
        == """
        note
        ├─ callout tip closed
        │  ├─ title
        │  │  ├─ text "Mind "
        │  │  └─ emphasis
        │  │     └─ text "this"
        │  ├─ paragraph
        │  │  └─ text "Body"
        │  └─ list
        │     └─ item
        │        └─ paragraph
        │           └─ text "item"
        └─ paragraph
           └─ text "after"

        """)
  }

  @Test(arguments: [
    "::: note\nx\n:::", ":::{note} Title\nx\n:::", ":::note Title\nx\n:::",
    ":::note[Title]\nx\n:::",
    "::: {.callout-note title=\"Title\"}\nx\n:::", "> q\n\n::::: note :::::\nx\n:::::",
  ])
  func knowsTheNotationOfOtherTools(_ note: String) {
    let drawing = tree(note)
    #expect(drawing.contains("callout note") && !drawing.contains(":::"))
    #expect(drawing.contains("text \"Title\"") == note.contains("Title"))
  }

  @Test func nestsColumns() {
    let drawing = tree(
      ":::: {.columns}\n::: {.column width=\"40%\"}\nleft\n:::\n::: {.column}\nright\n:::\n::::")
    #expect(drawing.contains("division .columns\n   ├─ division .column width=40%"))
    #expect(drawing.contains("text \"right\""))
  }

  @Test(arguments: [
    ("when-format=pdf", false), ("when-format=html", true), ("unless-format=html", false),
    ("when-meta=draft", true), ("when-meta=other", false), ("unless-meta=other", true),
    ("when-profile=x", false), ("unless-profile=x", true),
  ])
  func conditionsHoldForSpansAndDivisions(_ condition: String, _ isShown: Bool) {
    let front = "---\ndraft: true\n---\n"
    for (name, isVisible) in [("content-visible", isShown), ("content-hidden", !isShown)] {
      let span = tree(front + "a [*in* it]{.\(name) \(condition)} b")
      #expect(span.contains("\" it\"") == isVisible, "\(span)")
      let division = tree(front + "::: {.\(name) \(condition)}\nin it\n:::")
      #expect(division.contains("\"in it\"") == isVisible, "\(division)")
    }
  }

  @Test func showsWhatIsMeantForHTML() {
    let note =
      "::: {.content-visible when-format=\"html\"}\nA\n:::\n\n::: {.content-visible when-format=\"pdf\"}\nB\n:::\n\n::: {.content-hidden when-format=\"html\"}\nC\n:::"
    let drawing = tree(note)
    #expect(drawing.contains("\"A\"") && !drawing.contains("\"B\"") && !drawing.contains("\"C\""))
  }

  @Test func saysWhichIsNeverClosed() {
    #expect(
      diagnostics("a\n\n::: note\nb").contains(
        "note.md:3: warning: the ':::' that opens here is never closed"))
    #expect(tree("a\n\n:::\n\nb").contains("text \":::\""))
  }

  @Test func runsCellsInDivisions() {
    let notebook = Notebook.parse(
      source: "::: note\n```swift\nlet a = 1\n```\n:::\n", path: "note.md")
    #expect(notebook.cells.map(\.firstLine) == [3] && notebook.diagnostics.isEmpty)
  }

  @Test func readsClassesAndIdentifiersGivenAsValues() {
    #expect(tree("[a]{class=\"b c\" id=d k=\"&eacute;\"}").contains("span #d .b .c k=é"))
  }

  @Test func givesAttributesToEmphasis() {
    #expect(tree("*a*{.underline} **b**{#c}").contains("span .underline"))
    #expect(tree("*a*{.underline} **b**{#c}").contains("span #c"))
    #expect(tree("2*{a}").contains("text \"2*{a}\""))
  }

  @Test func dropsAttributesOfKramdownsBlocks() {
    #expect(block("text\n{: .fs-6 }") == .paragraph([.text("text")]))
  }

  @Test func divisionsEndBelowRawHTML() {
    let note = "::: {.callout-note}\n<details>\n\ntext\n\n</details>\n:::\n\nafter"
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.diagnostics.isEmpty && notebook.blocks.count == 2)
    #expect(notebook.treeDescription.contains("└─ paragraph\n   └─ text \"after\""))
    // What is verbatim stays so.
    #expect(tree("<pre>\n:::\n</pre>").contains(":::"))
  }

  @Test func divisionsBeginInTheFirstLineOfAnItem() {
    let note =
      ":::: {.a}\n\n- ::: {.b}\n  text b\n  :::\n  ::: {.c}\n  text c\n  :::\n\n::::\n\n1. ::: x\n   one\n   :::\n2. two"
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.diagnostics.isEmpty)
    let tree = notebook.treeDescription
    #expect(tree.ranges(of: "─ item").count == 3 && tree.ranges(of: "division").count == 4)
    #expect(!tree.contains(":::"))
  }

  @Test func commentsInHTMLEndWithTheirLastLine() {
    let note =
      "<!-- ::: {#fig-a}\n\ntext\n::: -->\n\n::: {#fig-a}\n\n![](a.png)\n\ncaption\n:::\n\n@fig-a"
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.treeDescription.contains("reference fig-a"))
    #expect(tree("<pre>\n$$</pre>\n\n$$x$$").ranges(of: "math").count == 1)
  }
}
