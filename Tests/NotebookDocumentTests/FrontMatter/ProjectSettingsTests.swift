import Testing

@testable import NotebookDocument

/// What a note takes from the settings of its project.
@Suite struct ProjectSettingsTests {
  private func notebook(_ note: String, _ settings: [(path: String, yaml: String)]) -> Notebook {
    var environment = NoteEnvironment()
    environment.settings = settings.map {
      NoteEnvironment.File(path: $0.path, bytes: Array($0.yaml.utf8))
    }
    return Notebook.parse(
      source: Array(note.utf8), path: "site/a/note.md", environment: environment)
  }

  private static let project = """
    project:
      type: website
    website:
      title: "The site"
      navbar: {left: [index.qmd]}
    author: Ada Moor
    bibliography: refs.bib
    toc: true
    execute:
      echo: false
      freeze: auto
    format:
      html:
        theme: cosmo
        number-sections: true
      pdf: default
    """

  @Test func settingsHoldWhereTheNoteSaysNothing() {
    let note = notebook("# Only text", [("/site/_quarto.yml", Self.project)])
    #expect(note.diagnostics.isEmpty)
    #expect(note.frontMatter.title == nil && note.frontMatter.authors == ["Ada Moor"])
    #expect(note.frontMatter.bibliography == ["/site/refs.bib"])
    #expect(note.frontMatter.showsContents == true && note.frontMatter.numbersSections)
    #expect(note.frontMatter.cellDefaults.echo == .hide)
    #expect(note.filesRead == ["/site/_quarto.yml"])
  }

  @Test func theNoteGoesBeforeThem() {
    let note = notebook(
      "---\nauthor: [Bo Lind, Cy]\ntoc: false\nexecute: {echo: true}\nbibliography: own.bib\n---\n",
      [("/site/_quarto.yml", Self.project)])
    #expect(note.frontMatter.authors == ["Bo Lind", "Cy"])
    #expect(note.frontMatter.showsContents == false && note.frontMatter.numbersSections)
    #expect(note.frontMatter.cellDefaults.echo == .show)
    #expect(note.frontMatter.bibliography == ["/site/refs.bib", "own.bib"])
  }

  @Test func nearerSettingsGoBeforeOuterOnes() {
    let note = notebook(
      "{{< meta place >}}",
      [
        ("/site/_quarto.yml", Self.project + "\nplace: far\n"),
        ("/site/a/_metadata.yml", "author: Cy\nplace: near\nbibliography: /b/x.bib\n"),
      ])
    #expect(note.frontMatter.authors == ["Cy"])
    #expect(note.frontMatter.bibliography == ["/site/refs.bib", "/b/x.bib"])
    #expect(note.treeDescription.contains("near"))
  }

  @Test func wrongSettingsAreWarningsAtTheirFile() {
    let note = notebook("text", [("/site/_quarto.yml", "toc: maybe\nseed: x\n")])
    #expect(note.diagnostics.map(\.severity) == [.warning])
    #expect(note.diagnostics.first?.file == "/site/_quarto.yml")
    #expect(note.diagnostics.first?.message == "'toc' must be true or false, not 'maybe'")
  }

  @Test func mystProjectsAndJupyterBooksAreSettingsToo() {
    let project =
      "version: 1\nproject:\n  title: The book\n  authors: [{name: Ada Moor}]\n  bibliography: [refs.bib]\n"
    let note = notebook("{cite}`a`", [("/site/myst.yml", project)])
    #expect(note.diagnostics.isEmpty && note.frontMatter.title == nil)
    #expect(note.frontMatter.authors == ["Ada Moor"])
    #expect(note.frontMatter.bibliography == ["/site/refs.bib"])
    #expect(note.treeDescription.contains("citation @a"))
    let book = "title: The book\nauthor: Bo\nbibtex_bibfiles:\n  - b/refs.bib\nsphinx: {}\n"
    let page = notebook("text", [("/site/_config.yml", book)])
    #expect(page.diagnostics.isEmpty && page.frontMatter.title == nil)
    #expect(page.frontMatter.authors == ["Bo"])
    #expect(page.frontMatter.bibliography == ["/site/b/refs.bib"])
  }

  @Test func worksOfTheProjectHoldWhereNothingNamesOthers() {
    var environment = NoteEnvironment()
    environment.works = { ["/site/a.bib"] }
    func bibliography(_ note: String) -> [String] {
      Notebook.parse(source: Array(note.utf8), path: "a.md", environment: environment)
        .frontMatter.bibliography
    }
    #expect(bibliography("text") == ["/site/a.bib"])
    #expect(bibliography("---\nbibliography: own.bib\n---\n") == ["own.bib"])
  }

  @Test func settingsThatAreNoYAMLAreAWarning() {
    let note = notebook("text", [("/site/_quarto.yml", "a: [1\nb: }")])
    #expect(note.diagnostics.map(\.severity) == [.warning])
  }
}
