internal import FoundationEssentials

/// Gives runs to Slurm as job arrays. Nodes need the folder of the sweep and the installed tool.
///
/// What was submitted is kept in files: another process of the tool, at another time, knows it too.
package actor SlurmEngine: SweepEngine {
  private let tool: String
  private let folder: String
  private let script: SlurmScript
  private let options: SlurmScript.Options

  /// - Parameters:
  ///   - tool: The path of `notebook` on the nodes.
  ///   - folder: The absolute path of a folder for scripts, logs and what was submitted; it is
  ///     there.
  package init(
    tool: String, folder: String, script: SlurmScript, options: SlurmScript.Options
  ) {
    self.tool = tool
    self.folder = folder
    self.script = script
    self.options = options
  }

  /// Whether anything was submitted from a folder that has not been forgotten.
  package static func hasSubmissions(in folder: String) -> Bool {
    !SlurmSubmission.all(in: folder).isEmpty
  }

  // MARK: Submitting

  package func submit(_ job: SweepJob) async throws {
    let most = try await greatestArray()
    try await forgetEnded()
    for first in stride(from: 0, to: job.runs.count, by: most) {
      let runs = Array(job.runs[first..<min(first + most, job.runs.count)])
      var submission = SlurmSubmission(name: "\(job.name)-\(first)", job: nil, runs: runs)
      let text = script.text(
        name: submission.name, count: runs.count, command: [tool, "sweep-task", job.path],
        first: first, logs: folder, options: options)
      let path = "\(folder)/\(submission.name).sh"
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
      try submission.write(in: folder)
      let output = try await ProgramOutput(of: "sbatch", ["--parsable", path])
      guard output.isSuccess, let line = output.lines.last,
        let number = line.split(separator: ";").first
      else {
        try submission.remove(in: folder)
        throw SweepError(
          "Slurm did not take the job array",
          explanation: "sbatch says: \(output.standardError.trimmingNewlines)")
      }
      submission.job = String(number)
      try submission.write(in: folder)
    }
  }

  /// How many tasks an array can have, as the cluster is set up.
  private func greatestArray() async throws(SweepError) -> Int {
    let output = try await ProgramOutput(of: "scontrol", ["show", "config"])
    guard output.isSuccess else {
      throw SweepError(
        "Slurm does not answer",
        explanation: "scontrol says: \(output.standardError.trimmingNewlines)")
    }
    let line = output.lines.first { $0.hasPrefix("MaxArraySize") }
    return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 1001
  }

  // MARK: Looking

  package func states() async throws -> [SweepRun: EngineState] {
    var states: [SweepRun: EngineState] = [:]
    var found: [SlurmSubmission] = []
    for submission in SlurmSubmission.all(in: folder) {
      guard let submission = try await numbered(submission) else { continue }
      found.append(submission)
    }
    let jobs = found.compactMap(\.job)
    guard !jobs.isEmpty else { return states }
    let known = try await taskStates(of: jobs)
    for submission in found {
      for (index, run) in submission.runs.enumerated() {
        let state = known["\(submission.job ?? "")_\(index)"]?.engineState
        let new = state ?? .ended("Slurm does not know its job any more")
        // A run that was submitted again is as it now stands.
        if states[run].map({ $0.isEnded }) ?? true { states[run] = new }
      }
    }
    return states
  }

  /// The submission with its number; `nil` for one that never came about.
  private func numbered(_ submission: SlurmSubmission) async throws -> SlurmSubmission? {
    guard submission.job == nil else { return submission }
    let output = try await ProgramOutput(
      of: "squeue", ["--noheader", "--name=\(submission.name)", "--format=%F", "--states=all"])
    guard output.isSuccess else { throw Self.silence(output) }
    guard let number = output.lines.first?.trimmingSpaces else {
      try? submission.remove(in: folder)
      return nil
    }
    var numbered = submission
    numbered.job = number
    try numbered.write(in: folder)
    return numbered
  }

  private func taskStates(of jobs: [String]) async throws -> [String: SlurmTaskState] {
    let queue = try await ProgramOutput(
      of: "squeue",
      ["--noheader", "--array", "--format=%i|%T|%r|%N", "--jobs=\(jobs.joined(separator: ","))"])
    // Of numbers that are all forgotten it says that they are not valid.
    guard queue.isSuccess || queue.standardError.contains("Invalid job id") else {
      throw Self.silence(queue)
    }
    var states: [String: SlurmTaskState] = [:]
    // Where accounting is not set up, this says nothing.
    if let accounts = try? await ProgramOutput(
      of: "sacct",
      [
        "--parsable2", "--noheader", "--format=JobID,State,ExitCode",
        "--jobs=\(jobs.joined(separator: ","))",
      ]), accounts.isSuccess
    {
      states = SlurmTaskState.reading(sacct: accounts.lines)
    }
    for job in jobs {
      let recent = try await ProgramOutput(of: "scontrol", ["--oneliner", "show", "job", job])
      if recent.isSuccess {
        states.merge(SlurmTaskState.reading(scontrol: recent.lines)) { $1 }
      }
    }
    states.merge(SlurmTaskState.reading(squeue: queue.lines)) { $1 }
    return states
  }

  private static func silence(_ output: ProgramOutput) -> SweepError {
    SweepError(
      "Slurm does not say how the jobs stand",
      explanation: "squeue says: \(output.standardError.trimmingNewlines)")
  }

  // MARK: Ending

  package func cancel() async {
    let jobs = SlurmSubmission.all(in: folder).compactMap(\.job)
    guard !jobs.isEmpty else { return }
    _ = try? await ProgramOutput(of: "scancel", jobs)
  }

  /// Forgets arrays whose runs have all ended.
  private func forgetEnded() async throws {
    let states = try await states()
    for submission in SlurmSubmission.all(in: folder)
    where submission.runs.allSatisfy({ states[$0]?.isEnded ?? true }) {
      try submission.remove(in: folder)
    }
  }
}

extension String {
  fileprivate var trimmingNewlines: String {
    split(whereSeparator: \.isNewline).joined(separator: "; ")
  }
}
