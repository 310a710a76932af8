/// The memory of a tensor: aligned to 64 bytes, written while the tensor is made, and afterwards
/// only by a variable that alone holds it.
///
/// Unchecked because the compiler cannot see that rule: everything is written only before the
/// storage is handed out, and by who holds it last.
package final class Storage: @unchecked Sendable {
  package let pointer: UnsafeMutableRawPointer
  package let byteCount: Int
  /// What the value was made from, where a softmax or a sigmoid made it.
  var squashed: SquashedStorage?
  /// How often its only holder has written to it: what was computed from an earlier content and
  /// kept without holding the storage is out of date.
  package private(set) var revision = 0

  /// Memory without elements.
  static let empty = Storage(count: 0, type: .float32)

  /// Memory for `count` elements, not initialized.
  package init(count: Int, type: ElementType) {
    // The shape that a refusal names is an array: one for every tensor would cost too much.
    let (bytes, isUncountable) = count.multipliedReportingOverflow(by: type.stride)
    if isUncountable || bytes > Platform.physicalMemory {
      orStop(#fileID, #line) { () throws(TensorError) in
        try Storage.checkMemory(for: TensorSignature(shape: [count], elementType: type))
      }
    }
    byteCount = bytes
    if bytes >= LargeBlocks.smallest, let kept = LargeBlocks.take(bytes) {
      pointer = kept
      return
    }
    guard let memory = Platform.allocate(byteCount: bytes) else {
      stop(
        "not enough memory for a tensor of \(count) elements: the system refused \(bytes) bytes; "
          + "use a smaller batch or fewer elements")
    }
    pointer = memory
  }

  deinit {
    if byteCount >= LargeBlocks.smallest {
      LargeBlocks.give(pointer, byteCount)
    } else {
      Platform.deallocate(pointer)
    }
  }

  /// Notes that the content is about to change.
  func change() {
    revision += 1
    squashed = nil
  }

  /// Throws when a tensor takes more bytes than the machine has, or than can be counted.
  static func checkMemory(for signature: TensorSignature) throws(TensorError) {
    var bytes = signature.elementType.stride
    var isCountable = true
    for size in signature.shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
      if overflow { isCountable = false }
      bytes = product
    }
    guard isCountable, bytes <= Platform.physicalMemory else {
      throw TensorError(
        "not enough memory for a tensor of shape \(signature.shape): it takes "
          + (isCountable ? "\(bytes) bytes" : "more bytes than can be counted")
          + ", this machine has \(Platform.physicalMemory); use a smaller batch or fewer elements")
    }
  }
}
