#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The memory of a tensor: aligned to 64 bytes, written once while the tensor is made and never
/// again.
///
/// Unchecked because the compiler cannot see that rule: the pointer is written only before the
/// storage is handed out.
package final class Storage: @unchecked Sendable {
  package let pointer: UnsafeMutableRawPointer
  package let byteCount: Int

  /// Memory for `count` elements, not initialized.
  package init(count: Int, type: ElementType) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: type.stride)
    if overflow { Storage.refuse("\(count) elements of type \(type)") }
    if bytes > Storage.physicalMemory { Storage.refuse("\(bytes) bytes") }
    byteCount = bytes
    if bytes >= LargeBlocks.smallest, let kept = LargeBlocks.take(bytes) {
      pointer = kept
      return
    }
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, 64, max(bytes, 64)) == 0, let memory else {
      Storage.refuse("\(bytes) bytes")
    }
    pointer = memory
  }

  deinit {
    if byteCount >= LargeBlocks.smallest {
      LargeBlocks.give(pointer, byteCount)
    } else {
      free(pointer)
    }
  }

  private static func refuse(_ amount: String) -> Never {
    stop(
      "not enough memory for a tensor of \(amount): this machine has \(physicalMemory) bytes; "
        + "use a smaller batch or fewer elements")
  }

  private static let physicalMemory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
}
