internal import Glibc

/// The memory of one JavaScript engine, counted: a formula whose macros multiply fails in its place
/// before it takes the machine's memory.
final class EngineMemory {
  /// In bytes. KaTeX itself needs some ten megabytes.
  static let limit = 128 << 20

  /// Before each block stands its size.
  private static let header = 16

  private let used: UnsafeMutablePointer<Int>

  init() {
    used = .allocate(capacity: 1)
    used.initialize(to: 0)
  }

  deinit { used.deallocate() }

  /// What the functions below are called with.
  var userData: UnsafeMutableRawPointer { UnsafeMutableRawPointer(used) }

  static func allocate(
    _ userData: UnsafeMutableRawPointer?, _ size: Int
  ) -> UnsafeMutableRawPointer? {
    resize(userData, nil, size)
  }

  static func resize(
    _ userData: UnsafeMutableRawPointer?, _ block: UnsafeMutableRawPointer?, _ size: Int
  ) -> UnsafeMutableRawPointer? {
    guard let used = userData?.assumingMemoryBound(to: Int.self) else { return nil }
    guard size > 0 else {
      free(userData, block)
      return nil
    }
    let start = block.map { $0 - header }
    let before = start?.load(as: Int.self) ?? 0
    guard used.pointee - before + size <= limit, let resized = realloc(start, size + header) else {
      return nil
    }
    resized.storeBytes(of: size, as: Int.self)
    used.pointee += size - before
    return resized + header
  }

  static func free(_ userData: UnsafeMutableRawPointer?, _ block: UnsafeMutableRawPointer?) {
    guard let used = userData?.assumingMemoryBound(to: Int.self), let block else { return }
    let start = block - header
    used.pointee -= start.load(as: Int.self)
    Glibc.free(start)
  }
}
