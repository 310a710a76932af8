import DatasetCatalog
import Foundation

@testable import Datasets

/// A folder that is removed when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "datasets-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, making folders on the way.
  func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// A search that finds nothing but this folder.
  var search: DatasetSearch {
    DatasetSearch(
      userFolder: path, systemFolder: "\(path)/system", cacheFolder: "\(path)/cache")
  }
}

/// Unpacks with the system's gzip; downloads nothing.
struct SystemGzip: DataAccessProvider {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  func decompressGzip(_ bytes: [UInt8], path: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", path]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let message = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let text = String(decoding: message, as: UTF8.self)
      throw Failure(description: text.split(separator: ":").last.map(String.init) ?? text)
    }
    return [UInt8](data)
  }

  func download(_ address: String, to path: String, bytes: Int) throws {
    throw Failure(description: "no network here")
  }
}

/// The bytes of an IDX file.
enum IDXBytes {
  static func images(_ count: Int, size: Int = 28, magic: UInt32 = 0x803) -> [UInt8] {
    bigEndian(magic) + bigEndian(UInt32(count)) + bigEndian(UInt32(size))
      + bigEndian(UInt32(size))
      + (0..<(count * size * size)).map { UInt8(truncatingIfNeeded: $0) }
  }

  static func labels(_ labels: [UInt8], magic: UInt32 = 0x801) -> [UInt8] {
    bigEndian(magic) + bigEndian(UInt32(labels.count)) + labels
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }
}
