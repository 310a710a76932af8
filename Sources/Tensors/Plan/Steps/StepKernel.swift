/// What a step computes once it knows its addresses. Made of plain pointers and numbers: no
/// reference is counted while a plan runs.
protocol StepKernel {
  /// The number of elements along the axis of the division; all of them are the part of an
  /// undivided step.
  var extent: Int { get }
  /// Computes a part of the elements along that axis, with scratch memory of the worker's own.
  func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>)
  /// Frees what the kernel has allocated.
  func deallocate()
  /// The same as ``run(_:_:)`` for a kernel at an address, for each kernel its own code.
  static func run(
    at address: UnsafeRawPointer, _ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>)
}

extension StepKernel {
  var extent: Int { 1 }

  func deallocate() {}

  static func run(
    at address: UnsafeRawPointer, _ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>
  ) {
    address.assumingMemoryBound(to: Self.self).pointee.run(part, scratch)
  }
}

/// A step's kernel at an address that stays until ``deallocate()``.
struct BoundStep {
  let kernel: any StepKernel.Type
  let address: UnsafeRawPointer
  /// What one worker computes of an undivided step.
  let whole: Range<Int>
  let deallocate: () -> Void

  init<Kernel: StepKernel>(_ kernel: Kernel) {
    let place = UnsafeMutablePointer<Kernel>.allocate(capacity: 1)
    place.initialize(to: kernel)
    self.kernel = Kernel.self
    address = UnsafeRawPointer(place)
    whole = 0..<kernel.extent
    deallocate = {
      kernel.deallocate()
      place.deinitialize(count: 1)
      place.deallocate()
    }
  }
}
