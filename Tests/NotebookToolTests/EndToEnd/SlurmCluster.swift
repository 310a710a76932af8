import Foundation
import Subprocess
import SystemPackage
import Testing

/// A Slurm of a test's own on this machine, with two nodes; it goes when the test is over.
final class SlurmCluster: Sendable {
  /// Whether this machine can have one: Slurm and munge are installed, and root runs the tests.
  static let isAvailable =
    getuid() == 0
    && ["munged", "slurmctld", "slurmd", "sbatch"].allSatisfy { program in
      ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
      }
    }

  private let folder: String
  /// What Slurm's commands need to find this cluster.
  let environment: [String: String]

  init() async throws {
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "notebook-slurm-\(UUID().uuidString)").path
    environment = ["SLURM_CONF": "\(folder)/slurm.conf"]
    let result = try await Self.script("start", folder)
    try #require(result.isSuccess, "\(result.text)")
  }

  /// Ends the daemons and removes their files.
  func stop() async throws { _ = try await Self.script("stop", folder) }

  /// Starts the daemon of a node again.
  func startNode(_ name: String) async throws {
    let result = try await Self.script("node", folder, name)
    try #require(result.isSuccess, "\(result.text)")
  }

  /// Kills the daemon of a node, which does not end the jobs it has started.
  func killNode(_ name: String) throws {
    let text = try String(contentsOfFile: "\(folder)/slurmd-\(name).pid", encoding: .utf8)
    kill(try #require(Int32(text.filter(\.isNumber))), SIGKILL)
  }

  /// What a command of Slurm prints.
  func output(_ program: String, _ arguments: String...) async throws -> String {
    var variables = Environment.inherit
    for (name, value) in environment {
      variables = variables.updating([.init(stringLiteral: name): value])
    }
    return try await Subprocess.run(
      .name(program), arguments: .init(arguments), environment: variables,
      output: .string(limit: 1 << 20), error: .discarded
    ).standardOutput
  }

  private static func script(_ arguments: String...) async throws -> (isSuccess: Bool, text: String)
  {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../slurm-cluster").standardizedFileURL.path
    // A daemon keeps what it is given open: a file, which nobody waits for the end of.
    let log = FileManager.default.temporaryDirectory
      .appending(path: "notebook-slurm-\(UUID().uuidString).log").path
    defer { try? FileManager.default.removeItem(atPath: log) }
    let descriptor = try FileDescriptor.open(
      FilePath(log), .readWrite, options: [.create], permissions: .ownerReadWrite)
    let result = try await Subprocess.run(
      .path(.init(script)), arguments: .init(arguments),
      output: .fileDescriptor(descriptor, closeAfterSpawningProcess: true),
      error: .combinedWithOutput)
    let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    return (result.terminationStatus.isSuccess, text)
  }
}
