/// Sixteen numbers handled at once: a register of AVX-512, two of AVX, four of NEON.
typealias Lanes = SIMD16<Float>

extension UnsafePointer<Float> {
  /// The sixteen numbers from here; no alignment is needed.
  @inline(__always) func lanes(at index: Int) -> Lanes {
    UnsafeRawPointer(self + index).loadUnaligned(as: Lanes.self)
  }
}

extension UnsafeMutablePointer<Float> {
  /// The sixteen numbers from here; no alignment is needed.
  @inline(__always) func lanes(at index: Int) -> Lanes {
    UnsafeRawPointer(self + index).loadUnaligned(as: Lanes.self)
  }

  /// Stores sixteen numbers from here; no alignment is needed.
  @inline(__always) func store(_ value: Lanes, at index: Int) {
    UnsafeMutableRawPointer(self + index).storeBytes(of: value, as: Lanes.self)
  }
}

/// `count` up to the next multiple of a register's sixteen numbers, which is one cache line.
@inline(__always) func paddedToLanes(_ count: Int) -> Int { (count + 15) & ~15 }
