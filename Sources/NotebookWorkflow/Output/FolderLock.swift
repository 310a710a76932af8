#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Keeps other runs from changing a folder's files; the system takes it from a process that ends.
struct FolderLock {
  private let descriptor: Int32

  /// Waits for the folder that a path is in. Where the system knows no locks, it goes on without.
  init(of path: String) {
    descriptor = open(PreparedFile.folder(of: path), O_RDONLY | O_CLOEXEC)
    while descriptor >= 0, flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
  }

  func release() { if descriptor >= 0 { close(descriptor) } }
}
