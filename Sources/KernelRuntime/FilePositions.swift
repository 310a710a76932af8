internal import Glibc

/// Where a process reads and writes in the files that it has open.
///
/// A process that has been forked shares these positions with its child, so that what a cell reads
/// in the child moves them here too.
struct FilePositions {
  private var positions: [Int32: off_t] = [:]

  /// Takes down the positions in ordinary files; pipes and terminals have none.
  init() {
    for descriptor in Descriptors.open {
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      let position = lseek(descriptor, 0, SEEK_CUR)
      if position >= 0 { positions[descriptor] = position }
    }
  }

  /// Goes back to these positions.
  func restore() {
    for (descriptor, position) in positions { lseek(descriptor, position, SEEK_SET) }
  }
}
