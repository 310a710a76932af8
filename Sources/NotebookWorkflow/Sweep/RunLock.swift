#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Keeps a run of a sweep from being done twice at once, by this computer or another that has the
/// folder: a scheduler may start it again while its first process still lives.
struct RunLock {
  private let path: String
  private let descriptor: Int32

  /// Waits until nobody else does the run. Where the file system knows no locks, it goes on
  /// without.
  init(for path: String) {
    self.path = path
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      while file >= 0, flock(file, LOCK_EX) != 0, errno == EINTR {}
      // Whoever had it before may have removed the file; then another one is the lock.
      if file < 0 || Self.isSame(file, path) {
        descriptor = file
        return
      }
      close(file)
    }
  }

  func release() {
    guard descriptor >= 0 else { return }
    unlink(path)
    close(descriptor)
  }

  private static func isSame(_ file: Int32, _ path: String) -> Bool {
    var opened = stat()
    var named = stat()
    return fstat(file, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino
  }
}
