import Testing

@testable import NotebookWorkflow

@Suite struct ReportPathsTests {
  @Test(arguments: [
    ("note.md", "output", "output/note.html"), ("a/b/note.md", "out/", "out/note.html"),
    ("note.txt", ".", "./note.txt.html"), (".md", "o", "o/.md.html"),
    ("a.b.md", "o", "o/a.b.html"), ("note.md", "/", "/note.html"),
  ])
  func putsTheReportIntoTheFolderUnderTheNotesName(note: String, folder: String, report: String) {
    let paths = ReportPaths(note: note, directory: folder)
    #expect(paths.report == report)
    #expect(paths.record == report.dropLast(5) + ".run.json")
  }

  @Test(arguments: [
    ("/a/notes/note.md", "/a/output", "../notes/note.md"), ("/a/note.md", "/a", "note.md"),
    ("/note.md", "/", "note.md"), ("/a/../b/note.md", "/b/o/p", "../../note.md"),
  ])
  func seesTheNoteFromTheRecordsFolder(note: String, folder: String, source: String) {
    #expect(ReportPaths(note: note, directory: folder).source == source)
  }
}
