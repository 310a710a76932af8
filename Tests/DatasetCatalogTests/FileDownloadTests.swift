import Foundation
import Testing

@testable import DatasetCatalog

@Suite struct FileDownloadTests {
  private static let address = "https://example.org/d"
  private static let content = "from https://example.org/d"

  /// Calls `body` with a download by one of the programs in `Fixtures`, and a path in an empty
  /// folder.
  private func withDownload(
    _ fixture: String, bytes: Int = content.utf8.count,
    _ body: (FileDownload, _ path: String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dl-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let programs = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(fixture)")
    var download = FileDownload(Self.address, bytes: bytes)
    download.searchPath = "\(programs.path):/usr/bin:/bin"
    try body(download, folder.appending(path: "data").path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["data"])
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func fetchesAFileAndSaysHowFarItIs() throws {
    try withDownload("succeeding") { download, path in
      var seen: [Int] = []
      try download.fetch(into: path) { seen.append($0) }
      #expect(try text(path) == Self.content)
      #expect(seen.allSatisfy { (0...Self.content.utf8.count).contains($0) })
    }
  }

  @Test func goesOnFromWhatAnEarlierAttemptLeft() throws {
    try withDownload("succeeding") { download, path in
      try Data("from ht".utf8).write(to: URL(filePath: path))
      try download.fetch(into: path)
      #expect(try text(path) == Self.content)
    }
  }

  @Test func fetchesNothingThatIsThereAndBeginsAnewWhereTooMuchIs() throws {
    try withDownload("failing") { download, path in
      try Data(Self.content.utf8).write(to: URL(filePath: path))
      try download.fetch(into: path)
      #expect(try text(path) == Self.content)
    }
    try withDownload("succeeding") { download, path in
      try Data((Self.content + " and more").utf8).write(to: URL(filePath: path))
      try download.fetch(into: path)
      #expect(try text(path) == Self.content)
    }
  }

  @Test func beginsAnewWhereTheServerCannotGoOn() throws {
    try withDownload("whole-only") { download, path in
      try Data("half".utf8).write(to: URL(filePath: path))
      try download.fetch(into: path)
      #expect(try text(path) == Self.content)
    }
  }

  @Test func saysWhyAndKeepsWhatHasCome() throws {
    try withDownload("failing") { download, path in
      let error = #expect(throws: DownloadError.self) { try download.fetch(into: path) }
      let description = try #require(error?.description)
      #expect(description.hasPrefix("'https://example.org/d' could not be fetched: "))
      #expect(description.hasSuffix("ended with status 22 (the server refuses)"))
      #expect(try text(path) == "half\n")
    }
  }

  @Test func saysWhatToInstall() throws {
    let path = NSTemporaryDirectory() + "dl-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var download = FileDownload("https://x", bytes: 1)
    download.searchPath = "/no/folder"
    #expect(throws: DownloadError.self) { try download.fetch(into: path) }
  }
}
