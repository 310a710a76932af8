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
}
