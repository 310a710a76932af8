/// Which pieces of scratch memory the registers of a tile program share: one is free again after
/// the last operation that reads it, and then still in the cache.
struct SlotAssignment {
  /// For every register the index of the last operation that reads it; results are kept.
  let lastUse: [Int]
  private var free: [Int] = []
  private var taken: [(slot: Int, until: Int)] = []
  private(set) var count = 0

  init(_ program: TileProgram) {
    var lastUse = [Int](repeating: 0, count: program.operandCount + program.operations.count)
    for (index, operation) in program.operations.enumerated() {
      for input in operation.inputs { lastUse[input] = index }
    }
    for result in program.results { lastUse[result] = program.operations.count }
    self.lastUse = lastUse
  }

  /// Frees what no operation from `index` on reads.
  mutating func release(before index: Int) {
    free += taken.filter { $0.until < index }.map(\.slot)
    taken.removeAll { $0.until < index }
  }

  /// A slot until the operation with this index, or for good.
  mutating func take(until last: Int?) -> Int {
    let slot = free.popLast() ?? count
    count = max(count, slot + 1)
    if let last { taken.append((slot, last)) }
    return slot
  }
}
