internal import Glibc

/// When a file or folder was changed last, as the file system says.
struct FileTime: Hashable {
  private var seconds: Int
  private var nanoseconds: Int
  /// Tells one file at a path from the next one there.
  private var file: UInt
  private var size: Int

  /// `nil` where nothing is at the path.
  init?(ofChangeOf path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    file = UInt(status.st_ino)
    size = Int(status.st_size)
  }

  /// Whether a later change would have another time. File systems count in steps, of two seconds
  /// at most.
  var isSettled: Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return now.tv_sec - seconds > 2
  }
}
