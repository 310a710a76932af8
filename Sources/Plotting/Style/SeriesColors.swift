internal import Synchronization

/// Which of the eight series colours a name has, for a whole report.
///
/// Names get colours in the order in which they first appear. From the ninth name on a colour is
/// used again: the least used one that the chart does not show already.
final class SeriesColors: Sendable {
  /// The colours of this process: one process draws one report.
  static let shared = SeriesColors()

  static let count = 8

  private let slots = Mutex<[String: Int]>([:])

  /// The colour, 1 to 8, of every name of one chart.
  func slots(for names: [String]) -> [String: Int] {
    slots.withLock { known in
      var shown: [String: Int] = [:]
      for name in names { shown[name] = known[name] }
      for name in names where shown[name] == nil {
        let slot = Self.next(known: known.values, shown: shown.values)
        known[name] = slot
        shown[name] = slot
      }
      return shown
    }
  }

  private static func next(
    known: some Sequence<Int>, shown: some Sequence<Int>
  ) -> Int {
    var uses = [Int](repeating: 0, count: count)
    for slot in known { uses[slot - 1] += 1 }
    // A colour on the same chart is worse than any number of uses elsewhere.
    for slot in shown { uses[slot - 1] += 1_000_000 }
    return uses.indices.min { (uses[$0], $0) < (uses[$1], $1) }.map { $0 + 1 } ?? 1
  }
}
