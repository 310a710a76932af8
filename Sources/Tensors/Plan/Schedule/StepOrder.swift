/// The order of steps: who writes a buffer comes before who reads it, and who reads a state's old
/// value comes before the step that overwrites it.
struct StepOrder {
  private var after: [[Int]]
  private let count: Int

  init(_ steps: [any PlanStep], _ buffers: [PlanBuffer]) {
    count = steps.count
    after = Array(repeating: [], count: steps.count)
    var writers: [Int: [Int]] = [:]
    for (index, step) in steps.enumerated() {
      for value in step.writes { writers[value.buffer, default: []].append(index) }
    }
    for (reader, step) in steps.enumerated() {
      for value in step.reads {
        let isState = if case .state = buffers[value.buffer].home { true } else { false }
        for writer in writers[value.buffer] ?? [] where writer != reader {
          if isState { after[reader].append(writer) } else { after[writer].append(reader) }
        }
      }
    }
  }

  /// Whether `later` needs, directly or not, what `earlier` computes.
  func reaches(_ earlier: Int, _ later: Int) -> Bool {
    var visited = Set<Int>()
    var pending = [earlier]
    while let step = pending.popLast() {
      if step == later { return true }
      guard visited.insert(step).inserted else { continue }
      pending += after[step]
    }
    return false
  }

  /// Demands that `earlier` runs before `later`.
  mutating func require(_ earlier: Int, before later: Int) { after[earlier].append(later) }

  /// The steps in an order that keeps all demands, otherwise as given; `nil` when there is none.
  func sorted() -> [Int]? {
    var missing = [Int](repeating: 0, count: count)
    for successors in after { for successor in successors { missing[successor] += 1 } }
    var ready = (0..<count).filter { missing[$0] == 0 }
    var order: [Int] = []
    while let next = ready.min() {
      ready.removeAll { $0 == next }
      order.append(next)
      for successor in after[next] {
        missing[successor] -= 1
        if missing[successor] == 0 { ready.append(successor) }
      }
    }
    return order.count == count ? order : nil
  }
}
