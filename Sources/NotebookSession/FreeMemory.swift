internal import KernelSupervision

/// The memory that cells may take.
package enum FreeMemory {
  /// Four fifths of what is free now, in bytes; `nil` where the system does not say.
  package static var forCells: Int? { MemoryLimit.current(setTo: nil)?.bytes }
}
