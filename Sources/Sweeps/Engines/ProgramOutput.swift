internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// What a program of the system printed.
struct ProgramOutput: Sendable {
  var isSuccess: Bool
  var standardOutput: String
  var standardError: String

  /// The lines of the output, without empty ones.
  var lines: [Substring] { standardOutput.split(separator: "\n") }

  /// Runs a program of the search path to its end.
  ///
  /// - Throws: ``SweepError`` where there is no such program.
  init(of program: String, _ arguments: [String]) async throws(SweepError) {
    do {
      let result = try await Subprocess.run(
        .name(program), arguments: Arguments(arguments), output: .string(limit: 64 << 20),
        error: .string(limit: 1 << 20))
      isSuccess = result.terminationStatus.isSuccess
      standardOutput = result.standardOutput
      standardError = result.standardError
    } catch {
      throw SweepError(
        "'\(program)' could not be started: \(error)",
        explanation: "--slurm needs Slurm's commands in PATH: Debian's package slurm-client")
    }
  }
}
