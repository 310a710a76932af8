/// When each step of a plan runs and who computes which part of it.
///
/// Steps of one phase run without a barrier: a worker's part depends only on what the same worker
/// computed before it in the phase. Between phases all workers wait for each other.
struct Schedule {
  struct Entry {
    var step: Int
    /// `nil`: worker 0 computes all of it.
    var division: Division?
    var phase: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var phaseCount = 0

  private struct Access {
    var entry: Int
    var isWrite: Bool
    /// `nil` when a worker may touch all of the buffer.
    var axis: Int?
  }

  /// Places every step in the earliest phase it can be in, dividing it as that needs.
  ///
  /// - Parameter home: the buffer whose memory a buffer uses, by number.
  init(_ steps: [any PlanStep], workers: Int, home: [Int]) {
    var reads: [Int: [Access]] = [:]
    var writes: [Int: [Access]] = [:]
    for (index, step) in steps.enumerated() {
      var candidates: [Division?] = workers > 1 ? step.divisions : []
      if candidates.isEmpty || step.cost < 3 { candidates.append(nil) }
      var best: (division: Division?, phase: Int)?
      for division in candidates {
        var phase = 0
        for (buffer, access) in Self.accesses(of: step, division, entry: index, home) {
          // Two reads may happen in any order.
          let conflicting = (writes[buffer] ?? []) + (access.isWrite ? reads[buffer] ?? [] : [])
          for earlier in conflicting {
            let other = entries[earlier.entry]
            let crosses = Self.crosses(earlier, other.division, access, division, workers)
            phase = max(phase, other.phase + (crosses ? 1 : 0))
          }
        }
        if best.map({ phase < $0.phase }) ?? true { best = (division, phase) }
      }
      guard let best else { continue }
      entries.append(Entry(step: index, division: best.division, phase: best.phase))
      phaseCount = max(phaseCount, best.phase + 1)
      for (buffer, access) in Self.accesses(of: step, best.division, entry: index, home) {
        if access.isWrite {
          writes[buffer, default: []].append(access)
        } else {
          reads[buffer, default: []].append(access)
        }
      }
    }
  }

  private static func accesses(
    of step: any PlanStep, _ division: Division?, entry: Int, _ home: [Int]
  ) -> [(buffer: Int, access: Access)] {
    let reads = step.reads.map { ($0, false) }
    let writes = step.writes.map { ($0, true) }
    return (reads + writes).map { value, isWrite in
      var axis = division.flatMap { step.axis(of: value, isWritten: isWrite, under: $0) }
      // The rows of a slice have other numbers than the rows of what it is a slice of.
      if axis == 0 && value.offset != 0 { axis = nil }
      return (home[value.buffer], Access(entry: entry, isWrite: isWrite, axis: axis))
    }
  }

  /// Whether one worker's part of a step touches what another worker's part of an earlier one did.
  private static func crosses(
    _ a: Access, _ aDivision: Division?, _ b: Access, _ bDivision: Division?, _ workers: Int
  ) -> Bool {
    guard aDivision != nil || bDivision != nil else { return false }
    let isComparable = a.axis != nil && a.axis == b.axis && aDivision?.count == bDivision?.count
    for first in 0..<workers {
      for second in 0..<workers where first != second {
        let aShare = share(aDivision, first, workers)
        let bShare = share(bDivision, second, workers)
        guard !aShare.isEmpty, !bShare.isEmpty else { continue }
        if !isComparable || aShare.overlaps(bShare) { return true }
      }
    }
    return false
  }

  /// An undivided step is worker 0's.
  private static func share(_ division: Division?, _ worker: Int, _ workers: Int) -> Range<Int> {
    division?.share(of: worker, among: workers) ?? (worker == 0 ? 0..<1 : 0..<0)
  }
}
