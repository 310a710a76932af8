internal import ArgumentParser
internal import NotebookWorkflow
internal import RunResults
internal import Sweeps

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// How a sweep is handed to Slurm.
struct SlurmOptions: ParsableArguments {
  @Flag(name: .customLong("slurm"), help: "Hands the runs to Slurm as a job array.")
  var isUsed = false

  @Option(help: "Slurm's partition.")
  var partition: String?

  @Option(help: "Time limit of each run for Slurm, as sbatch takes it: 30, 2:00:00, 1-0.")
  var time: String?

  @Option(
    name: .customLong("slurm-option"),
    help: "Another option of sbatch, such as --slurm-option=--account=lab; may be repeated.")
  var others: [String] = []

  @Option(
    help: "A file with the site's batch script, in place of the one --print-slurm-template prints.",
    completion: .file())
  var slurmTemplate: String?

  @Flag(help: "Prints the template of the batch script.")
  var printSlurmTemplate = false

  @Flag(help: "Returns when Slurm has the runs; --status and --collect find them later.")
  var detach = false

  /// What cannot be meant.
  func check() throws {
    guard !isUsed else { return }
    if detach { throw ValidationError("--detach is for runs that --slurm hands to a cluster") }
    for (name, isGiven) in [
      ("--partition", partition != nil), ("--time", time != nil),
      ("--slurm-option", !others.isEmpty), ("--slurm-template", slurmTemplate != nil),
    ] where isGiven {
      throw ValidationError("\(name) is for --slurm, which is not given")
    }
  }

  /// The engine; `nil` where Slurm is not asked for.
  func engine(jobs: Int?, threads: Int?, memory: ByteCount?) throws -> SweepOptions.Engine? {
    guard isUsed else { return nil }
    var options = SlurmScript.Options()
    options.partition = partition
    options.time = time
    options.cpus = threads ?? 1
    // The kernel ends before Slurm would end it, and says where it was.
    options.memory = memory.map { "\($0.bytes / (1 << 20) + 256)M" }
    options.jobs = jobs
    options.others = others
    var template = SlurmScript.defaultTemplate
    if let slurmTemplate {
      guard let data = FileManager.default.contents(atPath: slurmTemplate) else {
        throw ValidationError("the template '\(slurmTemplate)' cannot be read")
      }
      template = String(decoding: data, as: UTF8.self)
    }
    do {
      return .slurm(try SlurmScript(template: template), options)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
