internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Whole files, read and written with the system's own calls, and folders for them, for all
/// modules: some may not see Foundation.
package enum FileContent {
  /// Why the system refused.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    /// The system's error number; 0 where the path leads to no file, such as to a folder.
    package let code: Int32

    /// The system's words.
    package var description: String {
      code == 0 ? "it is not a file" : String(cString: strerror(code))
    }

    /// Whether nothing is at the path.
    package var isMissing: Bool { code == ENOENT }
  }

  /// The bytes of a file.
  ///
  /// - Parameter limit: Where to end; files of the system, such as those of `/proc`, may be long
  ///   and slow.
  package static func read(_ path: String, limit: Int = .max) throws(Problem) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Problem(code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Problem(code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Problem(code: 0) }
    // One byte more tells the end of a file that has not grown meanwhile; files of the system
    // have no size.
    var room = min(limit, max(Int(status.st_size) + 1, 1 << 12))
    var bytes: [UInt8] = []
    while room > 0 {
      let (chunk, code) = read(descriptor, atMost: room)
      guard code == 0 else { throw Problem(code: code) }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if chunk.count < room || bytes.count >= limit { break }
      room = min(limit - bytes.count, 1 << 16)
    }
    return bytes
  }

  /// Bytes until `room` is full or the file ends, and the error number, or 0.
  private static func read(
    _ descriptor: Int32, atMost room: Int
  ) -> (bytes: [UInt8], code: Int32) {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      while count < room {
        let taken = systemRead(
          descriptor, buffer.baseAddress.unsafelyUnwrapped + count, room - count)
        if taken < 0 && errno == EINTR { continue }
        if taken < 0 { code = errno }
        if taken <= 0 { break }
        count += taken
      }
    }
    return (bytes, code)
  }

  /// How many files were begun: two threads that write one file do so beside different places. A
  /// random number would be one of the note's.
  private static let begun = Atomic<Int>(0)

  /// Writes bytes beside the place first and then gives them the name, so that there is always the
  /// whole old file or the whole new one.
  package static func write(_ bytes: [UInt8], to path: String) throws(Problem) {
    let number = begun.wrappingAdd(1, ordering: .relaxed).newValue
    let beside = "\(path).part-\(getpid())-\(number)"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Problem(code: errno) }
    var code = write(bytes, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(beside, path) != 0 { code = errno }
    guard code == 0 else {
      unlink(beside)
      throw Problem(code: code)
    }
  }

  /// Makes a folder and those it is in, where they are missing.
  ///
  /// - Parameter isPrivate: Whether nobody but the user may look into what is made.
  package static func makeFolder(_ path: String, isPrivate: Bool = false) throws(Problem) {
    let mode: mode_t = isPrivate ? 0o700 : 0o777
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    let code = errno
    guard code == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw Problem(code: code)
    }
    try makeFolder(String(path[..<slash]), isPrivate: isPrivate)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw Problem(code: errno) }
  }

  /// The error number, or 0.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let taken = systemWrite(
          descriptor, bytes.baseAddress.unsafelyUnwrapped + written, bytes.count - written)
        if taken < 0 && errno == EINTR { continue }
        if taken <= 0 { return taken < 0 ? errno : EIO }
        written += taken
      }
      return 0
    }
  }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int
{
  read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
