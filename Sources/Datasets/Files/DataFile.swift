internal import NotebookDisplay
internal import SystemBasics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A whole data file in memory, as it lies on disk.
struct DataFile {
  let path: String
  let bytes: [UInt8]

  /// Reads the file and tells the run information its size and checksum. When `checksums` is not
  /// empty, the file's SHA-256 must be one of them.
  init(path: String, checksums: [String] = []) throws {
    self.path = path
    bytes = try Self.readBytes(path)
    let checksum = SHA256.hexadecimal(of: bytes)
    if let expected = checksums.first, !checksums.contains(checksum) {
      throw DatasetError(path, .wrongChecksum(expected: expected, found: checksum))
    }
    DisplaySink.send(
      .notice(.dataFile(path: path, bytes: bytes.count, sha256: checksum)))
  }

  /// The content, unpacked if the file begins like a gzip file.
  func unpacked() throws -> [UInt8] {
    guard bytes.starts(with: [0x1f, 0x8b]) else { return bytes }
    guard let provider = DataAccess.provider else {
      throw DatasetError(
        path, .unreadable("nothing here can unpack gzip; unpack it with gunzip beforehand"))
    }
    do {
      return try provider.decompressGzip(bytes, path: path)
    } catch let error as DatasetError {
      throw error
    } catch {
      throw DatasetError(path, .notUnpacked(String(describing: error)))
    }
  }

  /// Whether a file is there; the run information is told of one that is not, for it might be there
  /// the next time.
  static func exists(_ path: String) -> Bool {
    if access(path, F_OK) == 0 { return true }
    DisplaySink.send(.notice(.missingDataFile(path: path)))
    return false
  }

  private static func readBytes(_ path: String) throws -> [UInt8] {
    do {
      return try FileContent.read(path)
    } catch  where error.isMissing {
      DisplaySink.send(.notice(.missingDataFile(path: path)))
      throw DatasetError(path, .missing(remedy: "check the path"))
    } catch {
      throw DatasetError(path, .unreadable(error.description))
    }
  }
}
