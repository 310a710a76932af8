import Foundation
import Testing

@testable import NotebookWorkflow

@Suite struct FileStampTests {
  private let folder: NoteFolder

  init() throws {
    folder = try NoteFolder()
    try folder.write("one", to: "file")
  }

  private func stamp() throws -> FileStamp { try #require(FileStamp(path: folder.path("file"))) }

  @Test func noticesAChangeWhoseTimeAndSizeWereRestored() throws {
    let before = try stamp()
    let deadline = Date(timeIntervalSinceNow: 10)
    repeat {  // The file system's clock goes by steps.
      let file = try FileHandle(forWritingTo: URL(filePath: folder.path("file")))
      try file.write(contentsOf: Data("two".utf8))
      try file.close()
      var times = [timespec(), timespec()]
      times[1].tv_sec = before.written / 1_000_000_000
      times[1].tv_nsec = before.written % 1_000_000_000
      #expect(utimensat(AT_FDCWD, folder.path("file"), times, 0) == 0)
    } while try stamp().changed == before.changed && Date() < deadline
    let after = try stamp()
    #expect(after.bytes == before.bytes && after.written == before.written)
    #expect(after.number == before.number)
    #expect(!before.isCurrent)
    #expect(after.isCurrent)
  }

  @Test func noticesAnotherFileInItsPlace() throws {
    let before = try stamp()
    try folder.write("two", to: "other")
    #expect(rename(folder.path("other"), folder.path("file")) == 0)
    #expect(try stamp().number != before.number)
    #expect(!before.isCurrent)
  }

  @Test func isCurrentAfterTheRenamingItWasMadeFor() throws {
    let stamp = try #require(
      FileStamp(path: folder.path("file"), renamed: folder.path("report.html")))
    #expect(!stamp.isCurrent)
    #expect(rename(folder.path("file"), folder.path("report.html")) == 0)
    #expect(stamp.isCurrent)
  }

  @Test(arguments: [7_258_118_400, 10_413_792_000, 13_000_000_000, -1])
  func standsForAFileOfAnyDate(seconds: Int) throws {
    var times = [timespec(), timespec()]
    times[1].tv_sec = seconds
    #expect(utimensat(AT_FDCWD, folder.path("file"), times, 0) == 0)
    let stamp = try stamp()
    #expect(stamp.isCurrent)
    #expect(!stamp.isSettled(at: .min))
    #expect(!stamp.isSettled(at: try #require(stamp.changed)))
  }

  @Test func isSettledSomeSecondsAfterTheChange() throws {
    let stamp = try stamp()
    let changed = try #require(stamp.changed)
    #expect(!stamp.isSettled(at: changed + 1_000_000_000))
    #expect(stamp.isSettled(at: changed + 4_000_000_000))
  }
}
