internal import Glibc
internal import KernelMessages

/// The file descriptors that connect the kernel with the tool, and those that it inherits besides.
enum Descriptors {
  /// Moves a descriptor to a high number that differs from run to run and closes it in programs
  /// that a cell starts, so that no cell writes into it by accident.
  static func moveAway(_ descriptor: Int32) -> Int32 {
    let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, Int32.random(in: 400..<900))
    guard moved >= 0 else {
      // A low limit of descriptors: the number stays, programs still do not inherit it.
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return descriptor
    }
    close(descriptor)
    return moved
  }

  /// Closes every descriptor above a number; unless it is given, what the tool had open without
  /// meaning it for the kernel.
  static func closeOthers(above last: Int32 = KernelEntry.lastWords) {
    for descriptor in open where descriptor > last { close(descriptor) }
  }

  /// All that are open.
  static var open: [Int32] {
    guard let folder = opendir("/proc/self/fd") else { return [] }
    defer { closedir(folder) }
    var found: [Int32] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let descriptor = Int32(name), descriptor != dirfd(folder) { found.append(descriptor) }
    }
    return found
  }
}
