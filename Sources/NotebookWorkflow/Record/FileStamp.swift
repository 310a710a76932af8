#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the file system says of a file: a file with the same stamp is taken for unchanged without
/// reading it, which is a matter of a microsecond.
package struct FileStamp: Codable, Sendable, Equatable {
  package var path: String
  package var bytes: Int
  /// When the content was last written, in nanoseconds since 1970; programs can set it as they
  /// like, and it is only compared for equality: times outside the years 1677 to 2262 wrap around.
  package var written: Int
  /// The file system's number of the file: another one that takes its place has another.
  package var number: UInt64
  /// When anything of the file last changed, in nanoseconds since 1970; nobody can set it. `nil`
  /// for a file that is about to be renamed, which changes it.
  package var changed: Int?

  /// The stamp of the file at a path, or `nil` where there is none.
  package init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.path = path
    bytes = Int(status.st_size)
    number = UInt64(status.st_ino)
    #if canImport(Glibc)
      written = Self.nanoseconds(status.st_mtim)
      changed = Self.nanoseconds(status.st_ctim)
    #else
      written = Self.nanoseconds(status.st_mtimespec)
      changed = Self.nanoseconds(status.st_ctimespec)
    #endif
  }

  /// The stamp that the file at a path will have under another name.
  package init?(path: String, renamed name: String) {
    self.init(path: path)
    self.path = name
    changed = nil
  }

  /// Whether the file is unchanged.
  package var isCurrent: Bool {
    var now = FileStamp(path: path)
    if changed == nil { now?.changed = nil }
    return now == self
  }

  /// Whether the last change is so long ago that another one would have another time: clocks of
  /// file systems go by steps of some milliseconds, or of two seconds.
  func isSettled(at time: Int) -> Bool {
    guard let changed else { return false }
    return time > changed && time - changed > 3_000_000_000
  }

  /// Nanoseconds since 1970.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int {
    time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
  }
}
