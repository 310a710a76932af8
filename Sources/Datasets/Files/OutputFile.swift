#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Files that a note writes.
package enum OutputFile {
  /// Writes text in UTF-8 to a file, in place of what was there.
  package static func write(_ text: String, to path: String) throws(DatasetError) {
    try write(Array(text.utf8), to: path)
  }

  /// Writes bytes beside the place first and then gives them the name, so that there is always the
  /// whole old file or the whole new one.
  package static func write(_ bytes: [UInt8], to path: String) throws(DatasetError) {
    let beside = "\(path).part-\(getpid())"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw DatasetError(path, .notWritten(reason())) }
    var written = 0
    while written < bytes.count {
      let taken = bytes.withUnsafeBytes {
        Self.send(descriptor, $0.baseAddress.unsafelyUnwrapped + written, bytes.count - written)
      }
      if taken < 0 && errno == EINTR { continue }
      if taken <= 0 { break }
      written += taken
    }
    let isWhole = written == bytes.count
    let reason = isWhole ? "" : reason()
    guard close(descriptor) == 0, isWhole, rename(beside, path) == 0 else {
      let reason = reason.isEmpty ? Self.reason() : reason
      unlink(beside)
      throw DatasetError(path, .notWritten(reason))
    }
  }

  private static func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
