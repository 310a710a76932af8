import Testing

@testable import NotebookDocument

/// Front matter as people have it: for other tools as well, with blank keys, and with what is no
/// YAML.
@Suite struct LenientFrontMatterTests {
  private func read(_ yaml: String) -> (front: FrontMatter, diagnostics: String) {
    let notebook = Notebook.parse(source: "---\n\(yaml)\n---\ntext\n", path: "note.md")
    return (
      notebook.frontMatter,
      DiagnosticPrinter(source: notebook.source).text(of: notebook.diagnostics)
    )
  }

  @Test func passesOverWhatBelongsToOthers() {
    let result = read(
      """
      title: Week 5
      header-includes: |
        <script>
      html_text:
        <div class="a">
          <b>raw: html</b>: {x
      theme: [yeti, custom.scss]
      weird: a: b: c
      editor: visual
      toc: true
      """)
    #expect(result.diagnostics.isEmpty)
    #expect(result.front.title == "Week 5" && result.front.showsContents == true)
  }

  @Test func reportsOursAtTheirLines() {
    let result = read("theirs: {x\ntitle: 'a\nseed: -1")
    #expect(result.diagnostics.contains("note.md:3:"))
    #expect(result.diagnostics.contains("note.md:4:7: error: 'seed' must be a whole number"))
    #expect(
      read("title: a\nx: {y\ntitle: b").diagnostics.contains(
        "note.md:4:1: error: 'title' is given twice"))
  }

  @Test func saysOnceWhichLineBelongsToNoKey() {
    let result = read("title: Ok\nsource: He said: \"no\"\nstray line\n  more of it\ntags: [a]")
    #expect(
      result.diagnostics == """
        note.md:4:1: warning: this line of the front matter belongs to no key and is not read
         4 | stray line
           | ^
          a key and its value are written 'key: value'; further lines of a value are indented

        """)
    #expect(result.front.title == "Ok" && result.front.tags == ["a"])
    let last = read("title: Ok\nhash:#x\nmore")
    #expect(
      last.diagnostics.hasPrefix(
        "note.md:3:1: warning: 2 lines of the front matter belong to no key and are not read"))
    #expect(last.diagnostics.contains("a space must stand behind 'hash:'"))
    let ours = read("title: Ok\nseed:42\ntags: [a]").diagnostics
    #expect(ours.hasPrefix("note.md:3:1: error: this line") && ours.contains("behind 'seed:'"))
    let tab = read("title: Tabs\n\ttabbed: 1").diagnostics
    #expect(tab.ranges(of: "error:").count == 1 && tab.hasPrefix("note.md:3:"), "\(tab)")
  }

  @Test func treatsBlankValuesAsAbsent() {
    let result = read(
      "title:\nsubtitle: ~\ndate: null\nauthor:\nlang:\ntags: [-]\naliases:\n  -\ntoc:\nseed:\nparams:\nexecute:\nbibliography:"
    )
    #expect(result.diagnostics.isEmpty && result.front == FrontMatter())
  }

  @Test func readsAuthorsWithParts() {
    let result = read(
      """
      author:
        - name: {given: Ada, family: Moor}
          affiliation: Institute of Tides
        - name: Bo Lind
          orcid: 0000
        - Cy
        - {given: Di, family: Ek}
        - Eve: {institute: [x]}
      """)
    #expect(result.front.authors == ["Ada Moor", "Bo Lind", "Cy", "Di Ek", "Eve"])
    #expect(result.diagnostics.isEmpty)
  }

  @Test func takesQuartosExecuteKeys() {
    let result = read(
      "execute:\n  freeze: auto\n  cache: true\n  keep-md: true\n  message: true\n  echo: false\n  fig-height: 4"
    )
    #expect(result.diagnostics.isEmpty)
    #expect(result.front.cellDefaults.echo == .hide && result.front.cellDefaults.figureHeight == 4)
    #expect(read("execute:\n  ecoh: false").diagnostics.contains("did you mean 'echo'?"))
  }

  @Test func readsTagsAsObsidianDoes() {
    #expect(read("tags: one, two").front.tags == ["one", "two"])
    #expect(read("tags:\n  - '#one'\n  - a/b\n  -").front.tags == ["one", "a/b"])
    #expect(read("aliases: [Other name]").front.aliases == ["Other name"])
    #expect(read("output: html_document").diagnostics.isEmpty)
  }
}

@Suite struct OtherOptionTests {
  @Test func saysThatAnotherToolsOptionDoesNothing() {
    #expect(
      diagnostics("```swift\n//| cache: true\n//| label: a\n```") == """
        note.md:2:5: warning: cell option 'cache' does nothing here
         2 | //| cache: true
           |     ^
          it is Quarto's, and reports have nothing of the kind

        """)
  }

  @Test(arguments: [("fig-caption", "fig-cap"), ("tbl-caption", "tbl-cap"), ("labl", "label")])
  func suggestsTheNearestOption(_ name: String, _ meant: String) {
    #expect(diagnostics("```swift\n//| \(name): x\n```").contains("did you mean '\(meant)'?"))
    #expect(diagnostics("```swift\n#| \(name): x\n```").contains("did you mean '\(meant)'?"))
  }
}
