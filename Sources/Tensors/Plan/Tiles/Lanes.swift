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

  /// The first `count` of sixteen numbers from here, and zeros after them.
  @inline(__always) func lanes(at index: Int, count: Int) -> Lanes {
    if count >= 16 { return lanes(at: index) }
    var result = Lanes(repeating: 0)
    for lane in 0..<count { result[lane] = self[index + lane] }
    return result
  }

  /// Stores the first `count` of sixteen numbers from here.
  @inline(__always) func store(_ value: Lanes, at index: Int, count: Int) {
    if count >= 16 { return store(value, at: index) }
    for lane in 0..<count { self[index + lane] = value[lane] }
  }
}

extension Lanes {
  /// The first `count` numbers, and zeros after them.
  @inline(__always) func prefix(_ count: Int) -> Lanes {
    var result = Lanes(repeating: 0)
    for lane in 0..<count { result[lane] = self[lane] }
    return result
  }
}

/// `count` up to the next multiple of a register's sixteen numbers, which is one cache line.
@inline(__always) func paddedToLanes(_ count: Int) -> Int { (count + 15) & ~15 }
