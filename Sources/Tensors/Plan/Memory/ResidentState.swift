/// A parameter's value in the layout plans compute with, shared by all plans that use it.
///
/// Unchecked because plans write through the pointer while they run; a parameter must not be read
/// on another thread during a step, as with any variable.
final class ResidentState: StateResidence, @unchecked Sendable {
  let value: PlanValue
  let memory: UnsafeMutableRawPointer

  /// Takes over the current value of a parameter.
  init(_ parameter: Parameter, as value: PlanValue) {
    self.value = value
    memory = AlignedMemory.allocate(
      byteCount: value.layout.capacity(shape: value.shape) * value.elementType.stride)
    write(parameter.concreteValue)
    parameter.residence = self
  }

  deinit { memory.deallocate() }

  func read() -> Tensor { Relayout.tensor(from: memory, value) }

  func write(_ tensor: Tensor) { Relayout.write(tensor, to: memory, value) }
}

/// Memory that begins on a cache line and is zero: gaps between rows must never hold what would
/// slow arithmetic down.
enum AlignedMemory {
  static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    let bytes = max(64, (byteCount + 63) & ~63)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    return memory
  }
}
