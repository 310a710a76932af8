import Foundation
import Testing

@testable import NotebookWorkflow

@Suite struct PreparedFileTests {
  private let folder: NoteFolder

  init() throws { folder = try NoteFolder() }

  private func write(_ text: String, to name: String) throws {
    try PreparedFile(text, for: folder.path(name)).publish()
  }

  @Test func makesMissingFoldersAndReplacesAnOlderReport() throws {
    try write("one", to: "a/b ü/report.html")
    try write("two", to: "a/b ü/report.html")
    #expect(folder.text("a/b ü/report.html") == "two")
    #expect(folder.names(in: "a/b ü") == ["report.html"])
  }

  @Test func leavesNothingBehindWhenItIsNotPublished() throws {
    try folder.write("old", to: "report.html")
    do {
      let file = try PreparedFile("new", for: folder.path("report.html"))
      #expect(FileManager.default.fileExists(atPath: file.temporaryPath))
    }
    #expect(folder.text("report.html") == "old")
    #expect(folder.names(in: "") == ["report.html"])
  }

  @Test func leavesNothingBehindWhenAFolderIsInThePlace() throws {
    try folder.write("", to: "report.html/inside")
    let error = #expect(throws: FileError.self) { try write("one", to: "report.html") }
    #expect(
      error?.description
        == "cannot write \(folder.path("report.html")): a folder of that name is in its place")
    #expect(folder.names(in: "") == ["report.html"])
  }

  @Test func saysSoWhenAPartOfThePathIsAFile() throws {
    try folder.write("one", to: "file")
    let error = #expect(throws: FileError.self) { try write("two", to: "file/deeper/report.html") }
    #expect(error?.description.hasSuffix(": a part of its path is a file, not a folder") == true)
    #expect(folder.text("file") == "one")
  }

  @Test func removesWhatKilledProcessesLeftAndNothingElse() throws {
    let dead = "report.html.\(Int32.max)-7.part"
    let living = "report.html.\(getpid())-7.part"
    for name in [dead, living, "report.html.part", "other.html.\(Int32.max)-7.part"] {
      try folder.write("", to: name)
    }
    PreparedFile.removeLeftovers(of: folder.path("report.html"))
    #expect(!folder.contains(dead))
    #expect(folder.names(in: "").count == 3)
  }

  @Test(arguments: [
    (ENOSPC, "the disk is full; the report that was there before is unchanged"),
    (EACCES, "the folder may not be written to; choose another with -o"),
    (EROFS, "the file system is read-only; choose another folder with -o"),
  ])
  func namesTheReason(_ code: Int32, _ reason: String) {
    #expect(
      FileError(path: "o/r.html", code: code).description
        == "cannot write o/r.html: \(reason)")
  }

  @Test func refusesAFolderThatTheKernelOwns() {
    let error = #expect(throws: FileError.self) {
      try PreparedFile("x", for: "/proc/none/report.html").publish()
    }
    #expect(error?.path == "/proc/none/report.html")
  }
}
