import Foundation
import RunResults
import Testing

@testable import NotebookDocument
@testable import ReportRendering

@Suite struct VaultIndexTests {
  private func write(_ path: String, _ text: String = "") throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Lets everything in a folder be as if it had been there for an hour.
  private func settle(_ folder: String) throws {
    for name in [""] + (FileManager.default.subpaths(atPath: folder) ?? []) {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -3_600)],
        ofItemAtPath: folder + "/" + name)
    }
  }

  @Test func isMadeOnceForAllPages() throws {
    try withTemporaryFolder { folder in
      try write(folder + "/a/b.md")
      try settle(folder)
      #expect(VaultIndex.current(below: folder) === VaultIndex.current(below: folder))
    }
  }

  @Test func knowsFilesThatComeGoAndMove() throws {
    try withTemporaryFolder { folder in
      try write(folder + "/a/b.md")
      try write(folder + "/a/c/d.png")
      try settle(folder)
      func find(_ name: String) -> String? {
        VaultIndex.current(below: folder).nearest(name, to: folder)
      }
      #expect(find("d.png") == folder + "/a/c/d.png" && find("new.md") == nil)
      try write(folder + "/a/c/new.md")
      #expect(find("new.md") == folder + "/a/c/new.md")
      try write(folder + "/a/c/e/newer.md")
      #expect(find("newer.md") == folder + "/a/c/e/newer.md")
      #expect(
        VaultIndex.current(below: folder).notes
          == ["a/b.md", "a/c/e/newer.md", "a/c/new.md"].map { folder + "/" + $0 })
      try settle(folder)
      #expect(find("new.md") != nil)
      try FileManager.default.moveItem(
        atPath: folder + "/a/c/new.md", toPath: folder + "/a/moved.md")
      #expect(find("new.md") == nil && find("MOVED.md") == folder + "/a/moved.md")
      try FileManager.default.removeItem(atPath: folder + "/a/c")
      #expect(find("newer.md") == nil && find("d.png") == nil && find("b.md") != nil)
    }
  }

  @Test func readsLinkedNotesAnewWhenTheyChange() throws {
    try withTemporaryFolder { folder in
      try write(folder + "/a.md", "---\naliases: [first]\n---\n# One")
      try settle(folder)
      let store = NoteStore()
      let path = folder + "/a.md"
      #expect(store.notebook(at: path)?.blocks.count == 1)
      #expect(store.aliases(of: [path]) == ["first": path])
      try write(path, "---\naliases: [other]\n---\n# One\n\nand text")
      #expect(store.notebook(at: path)?.blocks.count == 2)
      #expect(store.aliases(of: [path]) == ["other": path])
      try FileManager.default.removeItem(atPath: path)
      #expect(store.notebook(at: path) == nil && store.aliases(of: [path]).isEmpty)
    }
  }

  @Test func readsLinkedNotesAnewWhenTheirProjectChanges() throws {
    try withTemporaryFolder { folder in
      try write(folder + "/_quarto.yml", "author: A")
      try write(folder + "/a.md", "text")
      try settle(folder)
      let store = NoteStore()
      #expect(store.notebook(at: folder + "/a.md")?.frontMatter.authors == ["A"])
      try write(folder + "/_quarto.yml", "author: Another")
      #expect(store.notebook(at: folder + "/a.md")?.frontMatter.authors == ["Another"])
    }
  }

  /// A change within one step of the file system's clock has the same time.
  @Test func keepsNoNoteOfAProjectThatChangesJustNow() throws {
    try withTemporaryFolder { folder in
      let (note, project) = (folder + "/a.md", folder + "/_quarto.yml")
      try write(note, "text")
      try settle(folder)
      let store = NoteStore()
      let soon = Date(timeIntervalSinceNow: 3_600)
      for author in ["A", "B"] {
        try write(project, "author: \(author)")
        try FileManager.default.setAttributes([.modificationDate: soon], ofItemAtPath: project)
        #expect(store.notebook(at: note)?.frontMatter.authors == [author])
      }
    }
  }

  @Test func theFolderOfNotesThatAreRunTogetherIsTheirVault() throws {
    try withTemporaryFolder { folder in
      try write(folder + "/a/one.md")
      try write(folder + "/b/c/two.md")
      let path = folder + "/b/c/two.md"
      #expect(NoteFiles(notePath: path).path(ofNote: "one") == nil)
      #expect(NoteFiles(notePath: path, vault: folder).path(ofNote: "one") == folder + "/a/one.md")
      #expect(NoteFiles(notePath: path, vault: folder + "/a").root == folder + "/b/c")
      try write(folder + "/b/.obsidian/app.json")
      #expect(NoteFiles(notePath: path, vault: folder).root == folder + "/b")
    }
  }

  @Test func notesThatAreEmbeddedTakeTextsFromTheVaultToo() throws {
    try withTemporaryFolder { folder in
      try write(folder + "/_shared.md", "shared text")
      try write(folder + "/a/one.md", "{{< include _shared.md >}}")
      let path = folder + "/a/one.md"
      let alone = NoteFiles(notePath: folder + "/b/two.md").notebook(at: path)
      #expect(alone?.treeDescription.contains("shared text") == false)
      let together = NoteFiles(notePath: folder + "/b/two.md", vault: folder).notebook(at: path)
      #expect(together?.treeDescription.contains("shared text") == true)
    }
  }

  @Test func projectsGiveTheirNotesSettingsAndTexts() throws {
    try withTemporaryFolder { folder in
      try write(folder + "/_quarto.yml", "bibliography: refs.bib\nauthor: A")
      try write(folder + "/part/_metadata.yml", "author: B")
      try write(folder + "/part/deep/eq.tex", "e = 1")
      let note = NoteFiles.notebook(
        source: Array("$$\n{{< include eq.tex >}}\n$$".utf8), path: folder + "/part/deep/n.qmd")
      #expect(note.frontMatter.authors == ["B"])
      #expect(note.frontMatter.bibliography == [folder + "/refs.bib"])
      #expect(note.treeDescription.contains("e = 1"))
      #expect(
        note.filesRead
          == [
            folder + "/_quarto.yml", folder + "/part/_metadata.yml", folder + "/part/deep/eq.tex",
          ])
      #expect(NoteFiles.notebook(source: [], path: "/n.md").filesRead.isEmpty)
    }
  }

  @Test func referencesLeadToOtherNotesOfTheProject() throws {
    try withTemporaryFolder { folder in
      try write(folder + "/_quarto.yml")
      try write(folder + "/a/other.qmd", "# Import {#sec-import}\n\n$$x$$ {#eq-x}")
      let note = NoteFiles.notebook(
        source: Array("@sec-import, @eq-x and @sec-none".utf8), path: folder + "/n.qmd")
      #expect(note.diagnostics.map(\.message) == ["nothing is labelled 'sec-none'"])
      let page = ReportRenderer().render(
        notebook: note, run: .init(state: .notRun, cells: [], information: .sample))
      let html = body(of: page.html)
      #expect(
        html.contains("<a class=\"ref\" href=\"a/other.html#sec-import\">section “Import”</a>"))
      #expect(html.contains("href=\"a/other.html#eq-x\">Equation (a/other.qmd)</a>"))
      #expect(page.diagnostics.isEmpty)
    }
  }
}
