import Testing

@testable import NotebookDocument

/// What people write beyond CommonMark, each as its own tool shows it.
@Suite struct WritingTests {
  @Test func readsDefinitionsOfSeveralBlocks() {
    #expect(
      tree("Term\n\n:   One.\n\n    Two.\n\n    - item\n\n:   Other\n\nNext\n: third")
        == """
        note
        └─ definitions
           ├─ term
           │  └─ text "Term"
           ├─ description
           │  ├─ paragraph
           │  │  └─ text "One."
           │  ├─ paragraph
           │  │  └─ text "Two."
           │  └─ list
           │     └─ item
           │        └─ paragraph
           │           └─ text "item"
           ├─ description
           │  └─ text "Other"
           ├─ term
           │  └─ text "Next"
           └─ description
              └─ text "third"

        """)
  }

  @Test func readsInlineNotes() {
    #expect(
      tree("a^[note *here* [b](c)] d[^x]\n\n[^x]: other")
        == """
        note
        ├─ paragraph
        │  ├─ text "a"
        │  ├─ footnote reference 1
        │  ├─ text " d"
        │  └─ footnote reference 2
        ├─ footnote 1
        │  └─ paragraph
        │     ├─ text "note "
        │     ├─ emphasis
        │     │  └─ text "here"
        │     ├─ text " "
        │     └─ link c
        │        └─ text "b"
        └─ footnote x
           └─ paragraph
              └─ text "other"

        """)
  }

  @Test func keepsBackslashesBeforeOurOwnElements() {
    #expect(
      block("\\#tag \\==x== \\[[x]] \\@fig-x \\%%a%% \\^[b] \\~~c~~ \\$5 and \\$6")
        == .paragraph([.text("#tag ==x== [[x]] @fig-x %%a%% ^[b] ~~c~~ $5 and $6")]))
  }

  @Test func readsStatesOfTasks() {
    let drawing = tree("- [ ] a\n- [x] b\n- [/] c\n- [-] d\n- [ ] **e**\n- [1] f")
    for word in ["task open", "task done", "other(\"/\")", "other(\"-\")", "item"] {
      #expect(drawing.contains(word))
    }
    #expect(drawing.contains("text \"[1] f\""))
  }

  @Test(arguments: [
    ("www.commonmark.org/help", "http://www.commonmark.org/help"),
    ("Visit www.commonmark.org.", "http://www.commonmark.org"),
    (
      "www.google.com/search?q=Markup+(business)",
      "http://www.google.com/search?q=Markup+(business)"
    ),
    (
      "(www.google.com/search?q=Markup+(business))",
      "http://www.google.com/search?q=Markup+(business)"
    ),
    ("www.google.com/search?q=commonmark&hl;", "http://www.google.com/search?q=commonmark"),
    ("ftp://foo.bar.baz", "ftp://foo.bar.baz"), ("foo@bar.baz", "mailto:foo@bar.baz"),
    ("hello+xyz@mail.example.", "mailto:hello+xyz@mail.example"),
    ("mailto:foo@bar.baz.", "mailto:foo@bar.baz"), ("xmpp:foo@bar.baz", "xmpp:foo@bar.baz"),
    ("xmpp:foo@bar.baz/txt@bin.com/more", "xmpp:foo@bar.baz/txt@bin.com"),
    ("xmpp:foo@bar.baz/.", "xmpp:foo@bar.baz"), ("xmailto:a@b.c", "mailto:a@b.c"),
  ])
  func linksAddressesAsGitHubDoes(_ text: String, _ destination: String) {
    #expect(tree(text).contains("link \(destination)\n"))
  }

  @Test(arguments: [
    "www.a_b.c_d", "mailto:a.b-c_d@a.b_", "a.b-c_d@a.b-", "a.b-c_d@a.b_",
    "hello@mail+xyz.example me@fig-x", "`a@b.org`",
  ])
  func leavesWhatIsNoAddress(_ text: String) {
    #expect(!tree(text).contains("link"))
  }

  @Test(arguments: [
    ("&#35;tag", "#tag"), ("&#x23;tag", "#tag"), ("&num;tag", "#tag"), ("&#61;=x==", "==x=="),
    ("&equals;&equals;x==", "==x=="), ("&#126;~x~~", "~~x~~"), ("x&#94;2^", "x^2^"),
    ("&#91;x]{.a}", "[x]{.a}"), ("- &#91;x] y", "[x] y"),
  ])
  func charactersByNumberOrNameBeginNothing(_ text: String, _ shown: String) {
    #expect(tree(text).contains("text \"\(shown)\""), "\(tree(text))")
  }

  @Test(arguments: [
    ("#1tag", "1tag"), ("#2024-plan", "2024-plan"), ("#tag1/2", "tag1/2"), ("#_a", "_a"),
  ])
  func tagsHaveALetter(_ text: String, _ name: String) {
    #expect(tree("x \(text)").contains("tag \(name)\n"))
  }

  @Test(arguments: ["#1984", "#1-2", "#-a", "a#b"]) func otherWordsAreNoTags(_ text: String) {
    #expect(!tree("x \(text)").contains("tag "))
  }

  @Test func keepsAddressesInLinksWhole() {
    #expect(tree("[a](https://b.c/(d)){.e} x").contains("link https://b.c/(d)\n"))
    #expect(
      tree("![a](https://www.b.c/@d){width=50%}").contains("image https://www.b.c/@d \"a\" 50%"))
  }

  @Test func takesNothingOutOfAddressesAndTitles() {
    #expect(tree("[a](\\(b\\) \"$c$ #d\") $e$").contains("link (b)\n"))
    #expect(tree("[a](<b $c$ d.md>) $e$").contains("link b $c$ d.md\n"))
    #expect(tree("[a] ($b$)").contains("math \"b\""))
  }

  @Test func namesHeadingsAsGitHubDoes() {
    let drawing = tree("# A\n\n# A\n\n# A 1\n\n# B {#a-2}\n\n# A\n\n# Cell 1\n\n# ☃")
    for name in ["#a\n", "#a-1\n", "#a-1-1\n", "#a-2\n", "#a-3\n", "#cell-1-1\n", "#section\n"] {
      #expect(drawing.contains("heading 1 \(name)"))
    }
  }

  @Test func hidesCommentsOverBlocks() {
    let note =
      "shown\n\n%%\nhidden\n\n```swift\nlet a = 1\n```\n\n- item\n%%\n\nalso `%%` shown %%not%%"
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.cells.isEmpty && !notebook.treeDescription.contains("hidden"))
    #expect(notebook.treeDescription.contains("also"))
  }

  @Test func findsHeadingsByTheirPaths() {
    let note = "# Run 1\n\n## Results\n\na\n\n# Run 2\n\n> ## Results\n\n## Loss: curves\n\nb"
    let notebook = Notebook.parse(source: note, path: "note.md")
    let index = notebook.headingIndex
    #expect(index.entry(for: "Run 1#Results")?.identifier == "results")
    #expect(index.entry(for: "run 2#results")?.identifier == "results-1")
    #expect(index.entry(for: "Loss curves")?.identifier == "loss-curves")
    #expect(index.entry(for: "LOSS-curves")?.identifier == "loss-curves")
    #expect(index.entry(for: "Run 1#Loss curves") == nil)
    #expect(notebook.excerpt("Run 2#Loss curves")?.count == 2)
  }

  private static func reportsAHeading(_ note: String) -> Bool {
    diagnostics(note).contains("no heading is called")
  }

  @Test func blocksMayHaveSeveralIdentifiers() {
    let note = "> quote\n\n^one\n\n^two\n\n[[#^one]] [[#^two]]"
    #expect(diagnostics(note).isEmpty)
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.excerpt("^one")?.count == 1 && notebook.excerpt("^two")?.count == 1)
  }

  @Test func linksNameHeadingsWithBrackets() {
    let note = "## Basic ([MDN](https://x.org/a))\n\n## dict[key]\n\n## A **b**\n\n"
    let links = "[[#Basic ([MDN](https //x.org/a))|HTTP]] [[#dict[key]]] [[#A **b**]]"
    #expect(diagnostics(note + links).isEmpty)
    let tree = tree(note + links)
    #expect(tree.contains(#"wiki link #Basic ([MDN](https //x.org/a)) "HTTP""#))
    let link = WikiLink("Note#A **b** [c](d)", line: 1, column: 1)
    #expect(link?.shownText == "Note › A b c")
    #expect(WikiLink("[1], [2", line: 1, column: 1) == nil)
    let signs = """
      ## **Logic $\\Theta(n^{2})$ _now_**

      ## [[Other#Part]]

      [[#**Logic $ Theta(n {2})$ _now_**]] [[#Other Part]]
      """
    #expect(!Self.reportsAHeading(signs))
    #expect(Self.reportsAHeading("## A\n\n[[#B]]") && Self.reportsAHeading("## A\n\n[[#***]]"))
  }

  @Test func findsMarkedBlocksEverywhere() {
    let note =
      "- one ^i\n- two\n\n| a |\n|-|\n| b |\n^t\n\n> quote\n> ^q\n\n> [!note] A\n> text ^c\n\n^own\n\n[[#^i]] [[#^t]] [[#^q]] [[#^c]] [[#^own]]"
    #expect(diagnostics(note).isEmpty)
    let notebook = Notebook.parse(source: note, path: "note.md")
    for name in ["i", "t", "q", "c", "own"] { #expect(notebook.excerpt("^" + name) != nil) }
    guard case .list(let list) = notebook.excerpt("^i")?.first?.kind else {
      Issue.record("no list")
      return
    }
    #expect(list.items.count == 1)
  }

  @Test func reportsLinksToNoHeading() {
    let text = diagnostics(
      "# Results\n\n[a](#Results) [b](#results) [c](#resluts) <a id=\"x\"></a>[d](#x)")
    #expect(
      text == """
        note.md:3: warning: no heading is called 'resluts'
         3 | [a](#Results) [b](#results) [c](#resluts) <a id="x"></a>[d](#x)
          the link leads nowhere

        """)
  }
}

@Suite struct CitationTests {
  private func tree(_ text: String) -> String {
    Notebook.parse(source: "---\nbibliography: a.bib\n---\n" + text, path: "note.md")
      .treeDescription
  }

  @Test func readsCitations() {
    #expect(tree("[@a]").contains("citation @a\n"))
    #expect(tree("[see @a, p. 3; -@b]").contains("citation see @a p. 3; -@b\n"))
    #expect(tree("As @lecun1998 says.").contains("citation narrative @lecun1998\n"))
  }

  @Test func leavesReferencesAndAddresses() {
    #expect(tree("# A {#sec-a}\n\n[@sec-a] @sec-a me@b.org").contains("reference sec-a"))
    #expect(tree("[-@sec-a]\n\n# A {#sec-a}").contains("reference sec-a number"))
    #expect(!tree("[a](http://x.y/@b) `@c`").contains("citation"))
  }

  @Test func saysThatThereAreNoWorks() {
    let text = diagnostics("as shown [@smith2020]")
    #expect(
      text.contains(
        "note.md:1:10: warning: '[@smith2020]' cites a work, and the note has no bibliography"))
    #expect(text.contains("'bibliography: refs.bib' in the front matter"))
    #expect(diagnostics("thanks to @smith").isEmpty)
  }

  @Test func labelsAtTheBeginningOfASentenceHaveCapitals() {
    let note = "@Fig-a and [@Eq-b; @fig-a].\n\n![c](a.png){#fig-a}\n\n$$x$$ {#eq-b}"
    let notebook = Notebook.parse(source: note, path: "n.md")
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.treeDescription.ranges(of: "reference fig-a").count == 2)
    #expect(diagnostics("@Fig-none").contains("nothing is labelled 'fig-none'"))
    #expect(diagnostics("@Figure and @Sec").isEmpty)
  }

  @Test func wordsAroundKeysAreProse() {
    func citation(_ text: String) -> Citation? {
      let notebook = Notebook.parse(
        source: "---\nbibliography: a.bib\n---\n" + text, path: "note.md")
      var found: Citation?
      ProseWalk.visit(
        notebook.blocks, inline: { if case .citation(let citation) = $0 { found = citation } })
      return found
    }
    let item = citation("[see *also* @doe, chap. 3 and *passim*]")?.items.first
    #expect(item?.prefixContent.contains(.emphasis([.text("also")])) == true)
    #expect(item?.suffixContent.contains(.emphasis([.text("passim")])) == true)
    #expect(citation("@doe [p. 5] says")?.items.first?.suffix == "p. 5")
    #expect(citation("@doe [link](a.md)")?.items.first?.suffix == "")
    #expect(citation("@doe [^1] \n\n[^1]: x")?.items.first?.suffix == "")
  }

  @Test func tablesTakeCaptionsBehindTheWord() {
    #expect(tree("|a|\n|-|\n|b|\n\nTable: Cap {#tbl-q}").contains("tbl-q"))
    #expect(tree("Table: no table above").contains("Table: no table above"))
  }
}
