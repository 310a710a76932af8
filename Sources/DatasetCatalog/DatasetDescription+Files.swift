internal import SystemBasics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension DatasetDescription {
  /// What checking one file found.
  package enum Finding: Equatable {
    /// It is the official one, or one known to hold the same.
    case intact
    /// Its length is right, and no checksum of it is known.
    case rightLength
    case missing
    /// In a sentence: what was expected and what came.
    case damaged(String)
  }

  /// Fetches a file into a path, going on with what is there:
  /// ``FileDownload/fetch(into:progress:)``.
  package typealias Fetch = (_ address: String, _ path: String, _ file: File) throws -> Void

  /// Fetches all files into a folder; each is checked before it gets its name, and those that are
  /// there already are left alone.
  ///
  /// - Throws: ``DownloadError`` where a file cannot be had, or where nothing may be fetched.
  package func fetch(into folder: String, by fetch: Fetch) throws {
    guard let address else {
      throw DownloadError("\(title) may not be passed on; \(ownCopy)")
    }
    try Self.createFolder(folder)
    for file in files where access("\(folder)/\(file.name)", F_OK) != 0 {
      let path = "\(folder)/\(file.name)"
      let part = "\(path).part"
      try fetch(address + file.name, part, file)
      guard verify(file, at: part) == .intact else {
        unlink(part)
        throw DownloadError(
          "\(address + file.name) is not the file that is known by this name: its checksum differs")
      }
      guard rename(part, path) == 0 else {
        throw DownloadError("\(path) cannot be written: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Compares every file in a folder with what is known of it.
  package func verify(in folder: String) -> [(path: String, finding: Finding)] {
    files.map { file in
      let packed = "\(folder)/\(file.name)"
      if access(packed, F_OK) == 0 { return (packed, verify(file, at: packed)) }
      let plain = "\(folder)/\(file.unpackedName)"
      if let bytes = file.unpackedBytes, access(plain, F_OK) == 0 {
        return (plain, verify(File(name: file.unpackedName, bytes: bytes), at: plain))
      }
      return (packed, .missing)
    }
  }

  private func verify(_ file: File, at path: String) -> Finding {
    guard let (bytes, checksum) = Self.content(of: path) else {
      return .damaged("\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    guard let expected = file.checksums.first else {
      return bytes == file.bytes
        ? .rightLength
        : .damaged("\(path) is damaged: expected \(file.bytes) bytes, got \(bytes)")
    }
    return file.checksums.contains(checksum)
      ? .intact
      : .damaged(
        "\(path) is damaged: expected SHA-256 \(expected), got \(checksum); "
          + "remove it to have it fetched again")
  }

  /// Length and checksum of a file.
  private static func content(of path: String) -> (bytes: Int, checksum: String)? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var checksum = SHA256()
    var bytes = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if count == 0 { return (bytes, checksum.hexadecimal) }
      checksum.add(chunk[..<count])
      bytes += count
    }
  }

  private static func createFolder(_ path: String) throws(DownloadError) {
    do {
      try FileContent.makeFolder(path)
    } catch {
      throw DownloadError("cannot make the folder \(path): \(error)")
    }
  }
}
