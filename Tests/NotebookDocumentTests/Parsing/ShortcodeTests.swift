import Testing

@testable import NotebookDocument

@Suite struct ShortcodeTests {
  @Test func putsValuesOfTheFrontMatterIntoTheText() {
    let front = "---\ntitle: T\nparams:\n  path: \"/a/\"\n---\n"
    #expect(tree(front + "![x]({{< meta params.path >}}b.png)").contains("image /a/b.png"))
    #expect(tree(front + "# {{< meta title >}} 1").contains("heading 1 #t-1"))
    #expect(tree(front + "`{{< meta title >}}`").contains("code \"{{< meta title >}}\""))
    #expect(tree(front + "{{< meta nothing >}}").contains("{{< meta nothing >}}"))
  }

  @Test func placesWhatIsWrongBehindThem() {
    let text = diagnostics("---\ntitle: A long title\n---\n{{< meta title >}} [[#x]]")
    #expect(text.contains("note.md:4:20: warning: no heading is called 'x'"))
  }

  @Test func readsVideosPageBreaksAndIncludedFiles() {
    #expect(tree("{{< video https://a.example/v width=5 >}}").contains("link https://a.example/v"))
    #expect(tree("a {{< pagebreak >}} b").contains("text \"a  b\""))
    #expect(tree("{{< include _macros.tex >}}").contains("wiki link"))
  }
}
