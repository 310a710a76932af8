/// Where the buffers of a plan are.
struct PlanMemory {
  /// Start of every buffer, by number.
  var addresses: [UnsafeMutableRawPointer]
  /// Where steps leave word of indices that lie outside.
  var fault: IndexFault

  func bytes(_ value: PlanValue) -> UnsafeMutableRawPointer {
    addresses[value.buffer] + value.offset * value.elementType.stride
  }

  func floats(_ value: PlanValue) -> UnsafeMutablePointer<Float> {
    addresses[value.buffer].assumingMemoryBound(to: Float.self) + value.offset
  }

  func integers(_ value: PlanValue) -> UnsafeMutablePointer<Int32> {
    addresses[value.buffer].assumingMemoryBound(to: Int32.self) + value.offset
  }
}
