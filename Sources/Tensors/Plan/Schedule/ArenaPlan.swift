/// From the schedule to the memory of every buffer.
struct ArenaPlan {
  let arena: Arena
  /// What the buffers would take if none shared memory.
  let separateBytes: Int

  init(_ buffers: [PlanBuffer], _ steps: [any PlanStep], _ schedule: Schedule, home: [Int]) {
    var phases: [Int: ClosedRange<Int>] = [:]
    for entry in schedule.entries {
      let step = steps[entry.step]
      for value in step.reads + step.writes {
        let known = phases[value.buffer] ?? entry.phase...entry.phase
        phases[value.buffer] =
          min(known.lowerBound, entry.phase)...max(known.upperBound, entry.phase)
      }
    }
    let last = max(0, schedule.phaseCount - 1)
    let lifetimes: [Arena.Lifetime] = buffers.enumerated().compactMap { number, buffer in
      switch buffer.home {
      case .pinned: Arena.Lifetime(buffer: number, bytes: buffer.bytes, phases: 0...last)
      case .arena:
        phases[number].map { Arena.Lifetime(buffer: number, bytes: buffer.bytes, phases: $0) }
      case .state, .constant: nil
      }
    }
    arena = Arena(lifetimes)
    separateBytes = lifetimes.reduce(0) { $0 + $1.bytes }
  }
}
