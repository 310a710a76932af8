#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Size and time of change of a file: whether it is still the one that was read, in a microsecond.
package struct FileStamp: Codable, Sendable, Equatable {
  package var path: String
  package var bytes: Int
  /// Nanoseconds since 1970.
  package var changed: Int

  /// The stamp of the file at a path, or `nil` where there is none.
  ///
  /// - Parameter name: The path that the file will have, if it is about to be renamed.
  package init?(path: String, named name: String? = nil) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.path = name ?? path
    bytes = Int(status.st_size)
    #if canImport(Glibc)
      changed = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    #else
      changed = status.st_mtimespec.tv_sec * 1_000_000_000 + status.st_mtimespec.tv_nsec
    #endif
  }

  /// Whether the file is unchanged.
  package var isCurrent: Bool { FileStamp(path: path) == self }
}
