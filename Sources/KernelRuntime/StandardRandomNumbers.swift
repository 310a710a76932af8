internal import Glibc
internal import Synchronization
internal import Tensors

/// The random numbers of the standard library: of `shuffled()`, `randomElement()`,
/// `Double.random(in:)` and everything else that asks `SystemRandomNumberGenerator`.
///
/// The library takes them from a function that it looks up by name, so that the process which has
/// one of that name of its own decides what they are. Here they follow from the note's seed as soon
/// as it is set; until then they are the system's.
package enum StandardRandomNumbers {
  private static let isSeeded = Atomic(false)
  private static let state = Atomic<UInt64>(0)

  /// From now on the numbers start anew whenever the seed is set or a cell begins.
  package static func followSeed() {
    GlobalSeed.follow { number in
      state.store(number, ordering: .relaxed)
      isSeeded.store(true, ordering: .relaxed)
    }
  }

  fileprivate static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    guard isSeeded.load(ordering: .relaxed) else { return fillFromSystem(buffer) }
    var rest = buffer[...]
    while !rest.isEmpty {
      withUnsafeBytes(of: next()) { bytes in
        let count = min(bytes.count, rest.count)
        UnsafeMutableRawBufferPointer(rebasing: rest.prefix(count)).copyBytes(
          from: bytes.prefix(count))
        rest = rest.dropFirst(count)
      }
    }
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014): threads that draw at once get different numbers.
  private static func next() -> UInt64 {
    var bits = state.wrappingAdd(0x9e37_79b9_7f4a_7c15, ordering: .relaxed).newValue
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  private static func fillFromSystem(_ buffer: UnsafeMutableRawBufferPointer) {
    var done = 0
    while done < buffer.count {
      // The system gives at most 256 bytes at once.
      let count = min(256, buffer.count - done)
      guard getentropy(buffer.baseAddress.map { $0 + done }, count) == 0 else {
        fatalError("the system has no random numbers: \(String(cString: strerror(errno)))")
      }
      done += count
    }
  }
}

/// What the standard library calls for random bytes.
@_cdecl("swift_stdlib_random")
public func fillWithRandomBytes(_ buffer: UnsafeMutableRawPointer, _ count: Int) {
  StandardRandomNumbers.fill(UnsafeMutableRawBufferPointer(start: buffer, count: count))
}
