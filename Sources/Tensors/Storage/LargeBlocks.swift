internal import Synchronization

/// Large blocks of memory kept for the next tensor of the same size.
///
/// The system takes freed blocks back at once, and every page of a new one costs a fault: for an
/// addition of ten million numbers five times the work itself.
enum LargeBlocks {
  /// Blocks below this size are left to the allocator.
  static let smallest = 1 << 20
  /// Kept at most, in bytes.
  private static let limit = 256 << 20

  /// Unchecked because a kept address is not used until it is taken out again.
  private struct Kept: @unchecked Sendable {
    var blocks: [Int: [UnsafeMutableRawPointer]] = [:]
    var bytes = 0
  }

  private static let kept = Mutex(Kept())

  /// A kept block of exactly this size.
  static func take(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    let address = kept.withLock { kept -> UInt? in
      guard let block = kept.blocks[byteCount]?.popLast() else { return nil }
      kept.bytes -= byteCount
      return UInt(bitPattern: block)
    }
    return address.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
  }

  /// Keeps a block, or frees it when enough are kept.
  static func give(_ block: UnsafeMutableRawPointer, _ byteCount: Int) {
    let address = UInt(bitPattern: block)
    let isKept = kept.withLock { kept in
      guard kept.bytes + byteCount <= limit,
        let block = UnsafeMutableRawPointer(bitPattern: address)
      else { return false }
      kept.blocks[byteCount, default: []].append(block)
      kept.bytes += byteCount
      return true
    }
    if !isKept { Platform.deallocate(block) }
  }
}
