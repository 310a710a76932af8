import Foundation
import NotebookDisplay
import NotebookDocument
import RunResults
import SystemBasics
import Testing

@testable import NotebookWorkflow

@Suite struct RecordedDataTests {
  private let folder: NoteFolder
  private let content = "a,b\n1,2\n"
  private let later = FileStamp.now + 60_000_000_000

  init() throws {
    folder = try NoteFolder()
    try folder.write(content, to: "data.csv")
  }

  /// A run of a note in the folder that read the file and looked for others.
  private func data(missing: String...) -> RecordedData {
    let file = RunInformation.DataFile(
      path: "data.csv", bytes: content.utf8.count, sha256: SHA256.hexadecimal(of: content.utf8))
    let run = RunResult(
      state: .complete, cells: [], notices: missing.map { .missingDataFile(path: $0) },
      information: RunInformation(started: "", seconds: 0, command: "", dataFiles: [file]))
    return RecordedData(run, of: .parse(source: "", path: folder.path("note.md")))
  }

  private var stamp: FileStamp? { FileStamp(path: folder.path("data.csv")) }

  @Test func readsNoFileWhoseStampIsKnown() throws {
    let known = try #require(stamp)
    try folder.write("x,y\n8,9\n", to: "data.csv")
    #expect(data().stamps(at: later) { _ in true } == [try #require(stamp)])
    #expect(data().stamps(at: later, isKnown: [known].contains) == nil)
  }

  @Test func takesATouchedFileWithTheSameContentAndRenewsItsStamp() throws {
    let known = try #require(stamp)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: folder.path("data.csv"))
    let renewed = data().stamps(at: later, isKnown: [known].contains)
    #expect(renewed == [try #require(stamp)])
    #expect(renewed != [known])
  }

  @Test func givesNoStampToAFileThatMayStillBeChanging() {
    #expect(data().stamps(at: FileStamp.now) { _ in false } == [])
  }

  @Test func noticesThatAFileIsGone() throws {
    try FileManager.default.removeItem(atPath: folder.path("data.csv"))
    #expect(data().stamps { _ in true } == nil)
  }

  @Test func noticesAFileThatWasLookedForInVain() throws {
    let data = data(missing: "late.csv")
    #expect(data.stamps(at: later) { _ in true }?.count == 1)
    try folder.write("", to: "late.csv")
    #expect(data.stamps(at: later) { _ in true } == nil)
  }

  @Test func aFileThatTheRunMadeItselfIsNoneThatAppeared() {
    #expect(data(missing: "data.csv").stamps(at: later) { _ in true }?.count == 1)
  }
}
