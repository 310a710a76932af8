/// Jobs whose time has not come, the earliest first; of several at one time, the one that came
/// first. A binary heap.
struct DelayedJobs {
  private struct Entry {
    /// In nanoseconds of the monotonic clock.
    var time: Int64
    var order: UInt64
    var job: UnownedJob

    static func < (one: Entry, other: Entry) -> Bool {
      (one.time, one.order) < (other.time, other.order)
    }
  }

  private var entries: [Entry] = []
  private var count: UInt64 = 0

  var isEmpty: Bool { entries.isEmpty }

  /// When the next job's time comes, in nanoseconds of the monotonic clock.
  var earliest: Int64? { entries.first?.time }

  mutating func insert(_ job: UnownedJob, at time: Int64) {
    count += 1
    entries.append(Entry(time: time, order: count, job: job))
    var place = entries.count - 1
    while place > 0, entries[place] < entries[(place - 1) / 2] {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// The next job whose time has come.
  mutating func popFirst(until now: Int64) -> UnownedJob? {
    guard let first = entries.first, first.time <= now else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var place = 0
    while true {
      let children = (2 * place + 1)..<min(2 * place + 3, entries.count)
      guard children.lowerBound < entries.count,
        let least = children.min(by: { entries[$0] < entries[$1] }),
        entries[least] < entries[place]
      else { return first.job }
      entries.swapAt(least, place)
      place = least
    }
  }
}
