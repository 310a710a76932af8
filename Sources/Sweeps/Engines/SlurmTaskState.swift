/// What Slurm says of one task of an array.
struct SlurmTaskState: Sendable, Equatable {
  /// `RUNNING`, `TIMEOUT` and so on, in full.
  var name: String
  /// Why it is pending, or where it runs.
  var detail: String
  /// `status:signal`, where the task has ended.
  var exitCode = ""

  /// The same in the terms of an engine.
  var engineState: EngineState {
    switch name {
    case "PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT",
      "SUSPENDED", "RESV_DEL_HOLD", "STOPPED", "RESIZING":
      .pending(detail.isEmpty || detail == "None" ? nil : detail)
    case "RUNNING", "COMPLETING", "STAGE_OUT", "SIGNALING":
      .running(detail.isEmpty ? nil : detail)
    case "COMPLETED": .ended(nil)
    case "TIMEOUT": .ended("Slurm ended it: the time limit of the job was reached")
    case "DEADLINE": .ended("Slurm ended it: the deadline of the job was reached")
    case "OUT_OF_MEMORY": .ended("Slurm ended it: the job took more memory than it may")
    case "NODE_FAIL": .ended("the node it ran on failed")
    case "BOOT_FAIL": .ended("the node it was to run on did not start")
    case "PREEMPTED": .ended("Slurm ended it for a job that goes first")
    case "CANCELLED": .ended("the job was cancelled")
    case "FAILED", "REVOKED": failure
    default: .ended("Slurm says of the job: \(name)")
    }
  }

  private var failure: EngineState {
    let parts = exitCode.split(separator: ":").compactMap { Int32($0) }
    guard parts.count == 2 else { return .ended("the job failed") }
    if parts[1] != 0 { return .ended("its process was ended by signal \(parts[1])") }
    // A shell reports a program that a signal has ended by a status above 128.
    if parts[0] > 128, parts[0] < 160 {
      return .ended("its process was ended by signal \(parts[0] - 128)")
    }
    return .ended("its process ended with status \(parts[0])")
  }

  /// Reads lines of `squeue --array --format=%i|%T|%r|%N`: states by `JOB_INDEX`.
  static func reading(squeue lines: [Substring]) -> [String: SlurmTaskState] {
    var states: [String: SlurmTaskState] = [:]
    for line in lines {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4 else { continue }
      let detail = fields[3].isEmpty ? fields[2] : fields[3]
      states[fields[0]] = SlurmTaskState(name: fields[1], detail: detail)
    }
    return states
  }

  /// Reads lines of `scontrol --oneliner show job`: states by `JOB_INDEX`.
  static func reading(scontrol lines: [Substring]) -> [String: SlurmTaskState] {
    var states: [String: SlurmTaskState] = [:]
    for line in lines {
      var fields: [Substring: Substring] = [:]
      for word in line.split(separator: " ") {
        guard let sign = word.firstIndex(of: "=") else { continue }
        let key = word[..<sign]
        // Values may hold such words themselves; the fields wanted stand first.
        if fields[key] == nil { fields[key] = word[word.index(after: sign)...] }
      }
      guard let job = fields["ArrayJobId"], let name = fields["JobState"],
        let task = fields["ArrayTaskId"]
      else { continue }
      let state = SlurmTaskState(
        name: String(name), detail: String(fields["NodeList"] ?? ""),
        exitCode: String(fields["ExitCode"] ?? ""))
      for index in indices(String(task)) { states["\(job)_\(index)"] = state }
    }
    return states
  }

  /// Reads lines of `sacct --parsable2 --noheader --format=JobID,State,ExitCode`.
  static func reading(sacct lines: [Substring]) -> [String: SlurmTaskState] {
    var states: [String: SlurmTaskState] = [:]
    for line in lines {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 3, !fields[0].contains("."),
        let name = fields[1].split(separator: " ").first
      else { continue }
      let parts = fields[0].split(separator: "_")
      guard parts.count == 2 else { continue }
      let state = SlurmTaskState(
        name: String(name), detail: "", exitCode: String(fields[2]))
      for index in indices(String(parts[1])) { states["\(parts[0])_\(index)"] = state }
    }
    return states
  }

  /// The indices of `3`, `0-5`, `[1,4-6%2]`.
  static func indices(_ text: String) -> [Int] {
    text.filter { $0 != "[" && $0 != "]" }.prefix { $0 != "%" }.split(separator: ",")
      .flatMap { piece -> [Int] in
        let ends = piece.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first <= last,
          last - first < SweepPlan.limit
        else { return [] }
        return Array(first...last)
      }
  }
}
