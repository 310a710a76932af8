/// What a plan does, in words.
struct PlanExplanation {
  var schedule: Schedule
  var steps: [any PlanStep]
  var workers: Int
  var arenaBytes: Int
  /// What the arena would be if no buffers shared memory.
  var bufferBytes: Int
  var notes: [String]

  /// One line per step under its phase, then fusions and memory.
  var text: String {
    var lines: [String] = []
    let cost = steps.reduce(0) { $0 + $1.cost }
    lines.append(
      "\(steps.count) steps in \(schedule.phaseCount) phases on \(workers) "
        + "\(workers == 1 ? "worker" : "workers"), about \(Int(cost)) µs of work")
    for phase in 0..<schedule.phaseCount {
      lines.append("phase \(phase + 1)")
      for entry in schedule.entries where entry.phase == phase {
        lines.append("  \(steps[entry.step].label)\(Self.suffix(entry.division))")
      }
    }
    lines.append("arena \(arenaBytes) bytes for \(bufferBytes) bytes of values")
    return (lines + notes).joined(separator: "\n")
  }

  private static func suffix(_ division: Division?) -> String {
    switch division?.axis {
    case 0?: ", by rows"
    case 1?: ", by columns"
    case .some: ", by elements"
    case nil: ""
    }
  }
}
