import Foundation
import Testing

@testable import ReportRendering

@Suite struct ReportFileTests {
  @Test func makesMissingFoldersAndReplacesAnOlderReport() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a/b ü/report.html"
      try ReportFile.write("one", to: path)
      try ReportFile.write("two", to: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder + "/a/b ü") == ["report.html"])
    }
  }

  @Test func leavesNothingBehindWhenAFolderIsInThePlace() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/report.html"
      try FileManager.default.createDirectory(
        atPath: path + "/inside", withIntermediateDirectories: true)
      let error = #expect(throws: ReportFileError.self) { try ReportFile.write("one", to: path) }
      #expect(error?.description == "cannot write \(path): a folder of that name is in its place")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report.html"])
    }
  }

  @Test func saysSoWhenAPartOfThePathIsAFile() throws {
    try withTemporaryFolder { folder in
      try ReportFile.write("one", to: folder + "/file")
      let path = folder + "/file/deeper/report.html"
      let error = #expect(throws: ReportFileError.self) { try ReportFile.write("two", to: path) }
      #expect(
        error?.description == "cannot write \(path): a part of its path is a file, not a folder")
      #expect(try String(contentsOfFile: folder + "/file", encoding: .utf8) == "one")
    }
  }

  @Test(arguments: [
    (ENOSPC, "the disk is full; the report that was there before is unchanged"),
    (EACCES, "the folder may not be written to; choose another with -o"),
    (EROFS, "the file system is read-only; choose another folder with -o"),
  ])
  func namesTheReason(_ code: Int32, _ reason: String) {
    #expect(
      ReportFileError(path: "o/r.html", code: code).description
        == "cannot write o/r.html: \(reason)")
  }

  @Test func refusesAFolderThatTheKernelOwns() {
    let error = #expect(throws: ReportFileError.self) {
      try ReportFile.write("x", to: "/proc/none/report.html")
    }
    #expect(error?.path == "/proc/none/report.html")
  }
}
