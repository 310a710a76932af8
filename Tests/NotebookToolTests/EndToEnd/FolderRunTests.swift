import Foundation
import Testing

/// `notebook run FOLDER`, and what a run writes beside the report.
@Suite struct FolderRunTests {
  @Test func runsEveryNoteBelowAFolderAndListsThem() async throws {
    let folder = try NoteFolder()
    try folder.write("# First\n\nSee [second](sub/2.md#part).\n", to: "notes/1.md")
    try folder.write("# Second\n\n## Part\n\nBack to [one](../1.md).\n", to: "notes/sub/2.md")
    try folder.write("# Broken\n\n```swift\nlet x: Int = \"\"\n```\n", to: "notes/3.md")
    try folder.write("# Colon\n", to: "notes/4:b.md")
    try folder.write("hidden", to: "notes/.trash/old.md")
    let result = try await Tool.run("run", "notes/", in: folder)
    #expect(result.status == 2, "the broken note's")
    #expect(result.standardOutput.contains("index: output/index.html"), "\(result.standardOutput)")
    let first = try #require(folder.text("output/1.html"))
    #expect(first.contains("href=\"sub/2.html#part\""))
    #expect(first.contains(">Mentioned in<") && first.contains("<a href=\"sub/2.html\">Second</a>"))
    let second = try #require(folder.text("output/sub/2.html"))
    #expect(second.contains("<a href=\"../index.html\">All notes</a>"))
    #expect(second.contains("<a href=\"../1.html\">one</a>"), "\(second)")
    let index = try #require(folder.text("output/index.html"))
    for title in ["First", "Second", "Broken"] {
      #expect(index.contains(">\(title)</a>"), "\(title)")
    }
    #expect(index.contains("<a href=\"sub/2.html\">") && !index.contains("old.html"))
    #expect(index.contains("<a href=\"4%3Ab.html\">Colon</a>"))
    #expect(index.contains("<span class=\"state doubtful\">not run</span>"))
  }

  @Test func leavesTheReportOfAnIndexNoteAlone() async throws {
    let folder = try NoteFolder()
    try folder.write("# Mine\n", to: "index.md")
    try folder.write("# Other\n", to: "other.md")
    let result = try await Tool.run("run", ".", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    #expect(try #require(folder.text("output/index.html")).contains("<h1 id=\"mine\">Mine</h1>"))
    #expect(try #require(folder.text("output/all-notes.html")).contains(">Mine</a>"))
    try folder.write("# Mine too\n", to: "all-notes.md")
    #expect(try await Tool.run("run", ".", in: folder).status == 0)
    #expect(
      try #require(folder.text("output/all-notes.html")).contains(
        "<h1 id=\"mine-too\">Mine too</h1>"))
    #expect(try #require(folder.text("output/all-notes-.html")).contains(">Mine too</a>"))
  }

  @Test func saysThatAFolderHasNoNotes() async throws {
    let folder = try NoteFolder()
    try folder.write("x", to: "empty/a.txt")
    let result = try await Tool.run("run", "empty", in: folder)
    #expect(result.status == 64)
    #expect(
      result.standardError.contains("there is no note below 'empty': no file there ends in .md"))
  }

  @Test func writesFiguresAsFiles() async throws {
    let folder = try NoteFolder()
    try folder.write(
      "```swift\n//| label: fig-loss\nChart(\"Loss\") { LineMark(x: [0, 1, 2], y: [3, 1, 2]) }\n```\n",
      to: "note.md")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    // Nothing has changed, but the recorded run has no drawing for files.
    let result = try await Tool.run("run", "note.md", "--figures", "pictures", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let svg = try #require(folder.text("pictures/note-fig-loss.svg"))
    #expect(svg.hasPrefix("<svg") || svg.hasPrefix("<?xml"))
    #expect(!svg.contains("var(") && !svg.contains("<div"))
    if FileManager.default.isExecutableFile(atPath: "/usr/bin/rsvg-convert") {
      #expect(folder.contains("pictures/note-fig-loss.png"))
    } else {
      #expect(result.standardError.contains("rsvg-convert is not installed"))
    }
  }

  @Test func takesRulesOfTheUsersOwn() async throws {
    let folder = try NoteFolder()
    try folder.write("# A\n", to: "note.md")
    try folder.write("body{color:#123456}", to: "mine.css")
    let missing = try await Tool.run("run", "note.md", "--css", "no.css", in: folder)
    #expect(missing.status == 64)
    #expect(
      missing.standardError.contains("--css takes a style sheet; 'no.css' cannot be read as text"))
    #expect(try await Tool.run("run", "note.md", "--css", "mine.css", in: folder).status == 0)
    #expect(try #require(folder.text("output/note.html")).contains("body{color:#123456}</style>"))
    try folder.write("body{color:#654321}", to: "mine.css")
    #expect(try await Tool.run("run", "note.md", "--css", "mine.css", in: folder).status == 0)
    #expect(try #require(folder.text("output/note.html")).contains("#654321"), "made anew")
  }

  @Test func showsHTMLAsItIsWhereItIsTrusted() async throws {
    let folder = try NoteFolder()
    try folder.write("<b onclick=\"x()\">a</b>\n", to: "note.md")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    let checked = try #require(folder.text("output/note.html"))
    #expect(!checked.contains("onclick"))
    #expect(try await Tool.run("run", "note.md", "--trust", in: folder).status == 0)
    let page = try #require(folder.text("output/note.html"))
    #expect(page.contains("onclick") && !page.contains("Content-Security-Policy"))
  }

  @Test(
    .enabled("Chromium is not installed") {
      FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
    })
  func printsTheReport() async throws {
    let folder = try NoteFolder()
    try folder.write("# A\n\nPrinted.\n", to: "my note.md")
    let result = try await Tool.run("run", "my note.md", "--pdf", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
    let pdf = try Data(contentsOf: URL(fileURLWithPath: folder.path("output/my note.pdf")))
    #expect(pdf.starts(with: Data("%PDF-".utf8)))
    #expect(!folder.contains("output/my note.pdf.unfinished"))
  }
}
