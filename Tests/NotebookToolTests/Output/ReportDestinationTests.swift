import Testing

@testable import NotebookWorkflow

@Suite struct ReportDestinationTests {
  @Test(arguments: [
    ("output", "output", nil), ("out/", "out/", nil), ("a.b", "a.b", nil), ("/", "/", nil),
    ("v1.2", "v1.2", nil), ("x.html", ".", "x"), ("a/b.c.html", "a", "b.c"), ("/x.html", "/", "x"),
    ("../x.html", "..", "x"), ("x.html/", "x.html/", nil),
  ])
  func isAFolderOrAReport(text: String, folder: String, name: String?) throws {
    #expect(try ReportDestination(text) == ReportDestination(folder: folder, name: name))
  }

  @Test(arguments: [
    ("x.htm", "-o names a folder, or a report that ends in '.html'; 'x.htm' is neither"),
    (
      "a/x.PDF",
      "-o names a folder, or a report that ends in '.html'; 'a/x.PDF' is neither; --pdf prints the report beside it"
    ),
    (
      "x.ipynb",
      "-o names a folder, or a report that ends in '.html'; 'x.ipynb' is neither; '--to ipynb' writes the Jupyter notebook beside it"
    ),
    (
      ".html",
      "-o names a folder, or a report such as 'page.html'; '.html' has no name before '.html'"
    ),
    (
      "a/..html",
      "-o names a folder, or a report such as 'page.html'; 'a/..html' has no name before '.html'"
    ),
  ])
  func anotherFileIsRefused(text: String, sentence: String) {
    let error = #expect(throws: UnusableDestination.self) { try ReportDestination(text) }
    #expect(error?.description == sentence)
  }

  @Test func aFolderOfSuchANameIsAFolder() throws {
    let folder = try NoteFolder()
    try folder.write("", to: "x.html/inside")
    let path = folder.path("x.html")
    #expect(try ReportDestination(path) == ReportDestination(folder: path))
  }

  @Test func oneNotesReportIsWrittenThere() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n1 + 1\n```\n", to: "first.md")
    try folder.write("```swift\n2\n```\n", to: "second.md")
    let run = try await Tool.run("run", "first.md", "-o", "pages/x.html", in: folder)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(folder.names(in: "pages") == ["x.html", "x.run.json"])
    let again = try await Tool.run("run", "first.md", "-o", "pages/x.html", in: folder)
    #expect(again.standardError.contains("pages/x.html is up to date"))
    let verified = try await Tool.run("verify", "first.md", "-o", "pages/x.html", in: folder)
    #expect(verified.standardOutput == "first.md: 1 output as recorded\n")
    let quiet = try await Tool.run("verify", "-q", "first.md", "-o", "pages/x.html", in: folder)
    #expect(quiet.status == 0 && quiet.standardOutput.isEmpty && quiet.standardError.isEmpty)
    let other = try await Tool.run("run", "second.md", "-o", "pages/x.html", in: folder)
    #expect(other.status == 1)
    #expect(other.standardError.contains("it is the report of another note"))
  }

  @Test func severalNotesNeedAFolder() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\n1 + 1\n```\n", to: "notes/first.md")
    try folder.write("text\n", to: "second.md")
    for notes in [["notes"], ["notes/first.md", "second.md"]] {
      let run = try await Tool.run(
        arguments: ["run"] + notes + ["-o", "x.html"], in: folder)
      #expect(run.status == 64)
      #expect(
        run.standardError.contains("-o x.html is the report of one note; several go into a folder"))
    }
    let sweep = try await Tool.run(
      "sweep", "second.md", "-P", "seed=1,2", "-o", "x.html", in: folder)
    #expect(sweep.status == 64)
    #expect(sweep.standardError.contains("-o takes a folder: a sweep writes many files"))
  }
}
