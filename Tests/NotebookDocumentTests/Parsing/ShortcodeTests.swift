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
  }

  @Test(arguments: ["{{{< meta title >}}}", "{{</* meta title */>}}"])
  func areShownWhereTheirMarksSaySo(_ written: String) {
    let note = "---\ntitle: T\n---\na \(written) b"
    #expect(tree(note).contains("text \"a {{< meta title >}} b\""), "\(tree(note))")
    #expect(diagnostics(note).isEmpty)
  }

  @Test func keysAreSetAsKeys() {
    #expect(tree("{{< kbd Shift-Ctrl-P >}}").contains("<kbd>Shift-Ctrl-P</kbd>"))
    #expect(tree("{{< kbd mac=Cmd-<O> >}}").contains("<kbd>Cmd-&lt;O&gt;</kbd>"))
  }

  @Test func variablesAreThoseOfTheProject() {
    var environment = NoteEnvironment()
    environment.settings = [
      .init(
        path: "/p/_variables.yml", bytes: Array("version: 1.2\nmail: {info: a@b.c}\ntitle: No".utf8)
      )
    ]
    let note =
      "v{{< var version >}} of {{< var mail.info >}}\n\n```{=html}\n<b>{{< var version >}}</b>\n```"
    let notebook = Notebook.parse(source: Array(note.utf8), path: "n.md", environment: environment)
    #expect(
      notebook.treeDescription.contains("v1.2 of") && notebook.treeDescription.contains("<b>1.2"))
    #expect(notebook.treeDescription.contains("a@b.c") && notebook.frontMatter.title == nil)
  }

  @Test func substitutionsStandForTheirTexts() {
    let front = "---\nsubstitutions:\n  tool: a *good* tool\n  n2: 7\n---\n"
    let drawing = tree(front + "{{ tool }}, {{n2}} `{{ tool }}` {{ other }} {{{tool}}}")
    #expect(drawing.contains("emphasis") && drawing.contains("tool, 7 "), "\(drawing)")
    #expect(drawing.contains("code \"{{ tool }}\""))
    #expect(drawing.contains("{{ other }} {{{tool}}}"))
    #expect(tree("---\nmyst:\n  substitutions: {a: b}\n---\nx {{ a }}").contains("text \"x b\""))
    #expect(tree("---\na: b\n---\n{{ a }}").contains("{{ a }}"))
    var environment = NoteEnvironment()
    environment.settings = [
      .init(path: "/b/_config.yml", bytes: Array("parse: {myst_substitutions: {a: b}}".utf8))
    ]
    let book = Notebook.parse(
      source: Array("x {{ a }}".utf8), path: "n.md", environment: environment)
    #expect(book.treeDescription.contains("text \"x b\""))
  }

  @Test func thoseThatAreNotKnownAreReported() {
    #expect(
      diagnostics("a {{< fa star >}} b").hasPrefix(
        "note.md:1:3: warning: there is no shortcode 'fa' here"))
    #expect(diagnostics("`{{< fa star >}}` and {{< video a.mp4 >}}").isEmpty)
  }
}
