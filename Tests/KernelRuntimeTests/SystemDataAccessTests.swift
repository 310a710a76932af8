import Foundation
import Testing

@testable import KernelRuntime

@Suite struct SystemDataAccessTests {
  /// `printf 'hello, notes\n' | gzip -n`.
  static let hello: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xd7,
    0x51, 0xc8, 0xcb, 0x2f, 0x49, 0x2d, 0xe6, 0x02, 0x00, 0xc5, 0xc7, 0xc4, 0xff, 0x0d, 0x00, 0x00,
    0x00,
  ]

  private func unpack(_ bytes: [UInt8]) throws -> String {
    String(decoding: try SystemDataAccess().decompressGzip(bytes, path: "a.gz"), as: UTF8.self)
  }

  @Test func unpacksOneAndSeveralParts() throws {
    #expect(try unpack(Self.hello) == "hello, notes\n")
    #expect(try unpack(Self.hello + Self.hello) == "hello, notes\nhello, notes\n")
  }

  @Test func refusesEveryTruncation() throws {
    for count in 0..<Self.hello.count {
      #expect(throws: DataFileError.self) { try unpack(Array(Self.hello.prefix(count))) }
    }
  }

  @Test func namesTheDamagedFile() throws {
    var damaged = Self.hello
    damaged[27] ^= 1
    do {
      _ = try unpack(damaged)
      Issue.record("damage was not seen")
    } catch {
      #expect(
        "\(error)" == "'a.gz' cannot be unpacked: it is damaged or no gzip file "
          + "(incorrect data check); remove it and fetch it again")
    }
    #expect(throws: DataFileError.self) { try unpack(Array("plain text, not packed".utf8)) }
  }

  @Test func stopsAtTheLimit() throws {
    let decoder = GzipDecoder(path: "bomb.gz", limit: 5)
    #expect(
      throws: DataFileError(
        description: "'bomb.gz' cannot be unpacked: it unpacks to more than 5 bytes")
    ) {
      try decoder.decode(Self.hello)
    }
  }

  /// Calls `body` with a downloader that finds one of the programs in `Fixtures`, and an empty folder.
  private func withDownloader(
    _ fixture: String, _ body: (Downloader, URL) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dl-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let programs = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(fixture)")
    try body(Downloader(searchPath: programs.path), folder)
  }

  @Test func keepsOnlyTheWholeDownload() throws {
    try withDownloader("succeeding") { downloader, folder in
      let target = folder.appending(path: "data").path
      try downloader.download("https://example.org/d", to: target)
      let text = try String(contentsOfFile: target, encoding: .utf8)
      #expect(text == "from https://example.org/d")
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files == ["data"])
    }
  }

  @Test func leavesNothingOfAFailedDownload() throws {
    try withDownloader("failing") { downloader, folder in
      do {
        try downloader.download(
          "https://example.org/d", to: folder.appending(path: "data").path)
        Issue.record("the failure was not seen")
      } catch {
        #expect("\(error)".hasPrefix("'https://example.org/d' could not be fetched: "))
        #expect("\(error)".hasSuffix("ended with status 22 (the server refuses)"))
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files.isEmpty)
    }
  }

  @Test func saysWhatToInstall() throws {
    let downloader = Downloader(searchPath: "/no/folder")
    #expect(throws: DataFileError.self) { try downloader.download("https://x", to: "/tmp/x") }
  }
}
