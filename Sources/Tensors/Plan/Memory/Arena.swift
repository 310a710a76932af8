/// Offsets of buffers in one piece of memory, shared by buffers that are never alive together.
struct Arena {
  /// Offset of every buffer of the arena, by number.
  private(set) var offsets: [Int: Int] = [:]
  private(set) var byteCount = 0

  /// A buffer and the phases from its first write to its last read.
  struct Lifetime {
    var buffer: Int
    var bytes: Int
    var phases: ClosedRange<Int>
  }

  /// The largest first, each at the lowest offset where nothing alive at the same time is.
  init(_ lifetimes: [Lifetime]) {
    // By offset.
    var placed: [(offset: Int, lifetime: Lifetime)] = []
    let order = lifetimes.sorted { ($0.bytes, $1.buffer) > ($1.bytes, $0.buffer) }
    for lifetime in order {
      var offset = 0
      for other in placed where other.lifetime.phases.overlaps(lifetime.phases) {
        if offset + lifetime.bytes <= other.offset { break }
        offset = max(offset, other.offset + other.lifetime.bytes)
      }
      placed.insert((offset, lifetime), at: Self.place(of: offset, in: placed))
      offsets[lifetime.buffer] = offset
      byteCount = max(byteCount, offset + lifetime.bytes)
    }
  }

  /// Behind all buffers at this offset or a lower one.
  private static func place(
    of offset: Int, in placed: [(offset: Int, lifetime: Lifetime)]
  ) -> Int {
    var (lower, upper) = (0, placed.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if placed[middle].offset <= offset { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
