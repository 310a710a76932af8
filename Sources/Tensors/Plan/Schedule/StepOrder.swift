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

  /// The step and all that need, directly or not, what it computes.
  func followers(of step: Int) -> Set<Int> {
    var visited: Set<Int> = []
    var pending = [step]
    while let step = pending.popLast() {
      guard visited.insert(step).inserted else { continue }
      pending += after[step]
    }
    return visited
  }

  /// Demands that `earlier` runs before `later`.
  mutating func require(_ earlier: Int, before later: Int) { after[earlier].append(later) }

  /// The steps in an order that keeps all demands, otherwise as given; `nil` when there is none.
  func sorted() -> [Int]? {
    var missing = [Int](repeating: 0, count: count)
    for successors in after { for successor in successors { missing[successor] += 1 } }
    var ready = MinimumHeap((0..<count).filter { missing[$0] == 0 })
    var order: [Int] = []
    while let next = ready.popMinimum() {
      order.append(next)
      for successor in after[next] {
        missing[successor] -= 1
        if missing[successor] == 0 { ready.insert(successor) }
      }
    }
    return order.count == count ? order : nil
  }
}

/// Numbers of which the smallest is at hand.
private struct MinimumHeap {
  private var numbers: [Int]

  /// - Parameter sorted: in ascending order.
  init(_ sorted: [Int]) { numbers = sorted }

  mutating func insert(_ number: Int) {
    numbers.append(number)
    var place = numbers.count - 1
    while place > 0, numbers[place] < numbers[(place - 1) / 2] {
      numbers.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func popMinimum() -> Int? {
    guard let minimum = numbers.first, let last = numbers.popLast() else { return nil }
    guard !numbers.isEmpty else { return minimum }
    numbers[0] = last
    var place = 0
    while true {
      let children = (2 * place + 1..<2 * place + 3).clamped(to: numbers.indices)
      guard !children.isEmpty, let child = children.min(by: { numbers[$0] < numbers[$1] }),
        numbers[child] < numbers[place]
      else { return minimum }
      numbers.swapAt(place, child)
      place = child
    }
  }
}
