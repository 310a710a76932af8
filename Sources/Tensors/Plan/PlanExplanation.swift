/// A plan as text.
struct PlanExplanation {
  var schedule: Schedule
  /// The schedule's entries in the order in which they run.
  var entries: [Schedule.Entry]
  var steps: [any PlanStep]
  var workers: Int
  var arenaBytes: Int
  /// What the arena would be if no buffers shared memory.
  var bufferBytes: Int
  var notes: [String]

  /// One line per step under its phase, then fusions and memory.
  var text: String { text(with: nil) }

  /// The same with what each worker took, when it has been measured.
  func text(with profile: PlanProfile?) -> String {
    var lines: [String] = []
    let cost = steps.reduce(0) { $0 + $1.cost }
    lines.append(
      "\(steps.count) steps in \(schedule.phaseCount) phases on \(workers) "
        + "\(workers == 1 ? "worker" : "workers"), about \(Int(cost)) µs of work")
    for phase in 0..<schedule.phaseCount {
      let waiting = profile.map {
        ", waited for \(Self.microseconds($0.waiting.map { $0[phase] }))"
      }
      lines.append("phase \(phase + 1)\(waiting ?? "")")
      for (number, entry) in entries.enumerated() where entry.phase == phase {
        let busy = profile.map { ": \(Self.microseconds($0.busy.map { $0[number] }))" }
        lines.append("  \(steps[entry.step].label)\(Self.suffix(entry.division))\(busy ?? "")")
      }
    }
    if let profile { lines.append("\(Self.microseconds([profile.total])) from begin to end") }
    lines.append("arena \(arenaBytes) bytes for \(bufferBytes) bytes of values")
    return (lines + notes).joined(separator: "\n")
  }

  /// "1.25 + 1.31 µs": one number for each worker.
  private static func microseconds(_ values: [Double]) -> String {
    values.map { "\(Double(Int($0 * 100 + 0.5)) / 100)" }.joined(separator: " + ") + " µs"
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
