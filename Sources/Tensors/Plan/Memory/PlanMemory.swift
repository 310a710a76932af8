/// Where the buffers of a plan are.
struct PlanMemory {
  /// Start of every buffer, by number. They stay, but for those of inputs that are read where the
  /// caller has them.
  let addresses: UnsafeMutablePointer<UnsafeMutableRawPointer>
  /// Where steps record indices that are out of range.
  let fault: IndexFault

  init(addresses: [UnsafeMutableRawPointer], fault: IndexFault) {
    self.addresses = .allocate(capacity: max(1, addresses.count))
    self.addresses.initialize(from: addresses, count: addresses.count)
    self.fault = fault
  }

  func deallocate() {
    addresses.deallocate()
    fault.deallocate()
  }

  func bytes(_ value: PlanValue) -> UnsafeMutableRawPointer {
    addresses[value.buffer] + value.offset * value.elementType.stride
  }

  func floats(_ value: PlanValue) -> UnsafeMutablePointer<Float> {
    addresses[value.buffer].assumingMemoryBound(to: Float.self) + value.offset
  }

  func integers(_ value: PlanValue) -> UnsafeMutablePointer<Int32> {
    addresses[value.buffer].assumingMemoryBound(to: Int32.self) + value.offset
  }

  /// Where a step finds a value each time it runs.
  func place(of value: PlanValue) -> FloatPlace {
    FloatPlace(buffer: UnsafePointer(addresses + value.buffer), offset: value.offset)
  }
}

/// Numbers in a buffer whose address is looked up.
struct FloatPlace {
  fileprivate let buffer: UnsafePointer<UnsafeMutableRawPointer>
  fileprivate let offset: Int

  @inline(__always) var start: UnsafeMutablePointer<Float> {
    buffer.pointee.assumingMemoryBound(to: Float.self) + offset
  }
}
