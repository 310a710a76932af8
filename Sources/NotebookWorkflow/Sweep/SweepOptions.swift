package import Sweeps

/// What the user asked of a sweep besides its values.
package struct SweepOptions: Sendable {
  /// What carries out the runs.
  package enum Engine: Sendable {
    /// This computer; runs at once and threads of each, where they are said.
    case local(jobs: Int?, threads: Int?)
    case slurm(SlurmScript, SlurmScript.Options)
  }

  /// What the command does.
  package enum Action: Sendable, Equatable {
    /// Does what is missing or has failed, waits for it and writes the result.
    case run
    /// Hands over what is missing or has failed, and returns.
    case detach
    /// Compiles the note and writes the file that a launcher of the user's needs.
    case prepare
    /// Does what is missing, waits for it and writes no result.
    case verify
    /// Says how the last command's runs stand.
    case status
    /// Writes the result of what is there.
    case collect
    /// Has runs end that have not.
    case cancel
  }

  package var request = SweepRequest()
  /// The runs, where they are known and nothing else says them.
  package var plan: SweepPlan?
  /// The file with one row a run; `nil` where there is none.
  package var table: String?
  package var engine = Engine.local(jobs: nil, threads: nil)
  package var action = Action.run
  /// The folder that results go to.
  package var outputDirectory = "output"
  /// Seconds for each cell that does not say otherwise itself.
  package var timeout: Double?
  /// Bytes that a run may take.
  package var memoryLimit: Int?
  /// Does runs again that are complete.
  package var force = false
  /// Fails when a claim holds in fewer runs than the note asks.
  package var checksClaims = false
  /// As it was typed.
  package var command = "notebook sweep"

  package init() {}
}
