internal import FoundationEssentials

/// A job array that was given to Slurm, or was about to be: written before it is and again when it
/// has a number, so that a tool that is killed between the two finds it by its name.
struct SlurmSubmission: Codable, Sendable, Equatable {
  /// The array's name, which no other has.
  var name: String
  /// Slurm's number; `nil` before it is known.
  var job: String?
  /// The runs by their index in the array.
  var runs: [SweepRun]

  /// The submissions whose files are in a folder, in the order they were made.
  static func all(in folder: String) -> [SlurmSubmission] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(ending) }.sorted()
    return names.compactMap { name in
      FileManager.default.contents(atPath: "\(folder)/\(name)")
        .flatMap { try? JSONDecoder().decode(SlurmSubmission.self, from: $0) }
    }
  }

  /// Writes the file, whole.
  func write(in folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(self).write(to: URL(filePath: path(in: folder)), options: .atomic)
  }

  /// Forgets the submission.
  func remove(in folder: String) throws {
    try FileManager.default.removeItem(atPath: path(in: folder))
  }

  private func path(in folder: String) -> String { "\(folder)/\(name)\(Self.ending)" }

  private static let ending = ".submission.json"
}
