internal import CellCompilation
internal import FoundationEssentials
internal import NotebookDocument
internal import RunResults
internal import Sweeps

/// All that the processes of some runs need: the note as it was, its compiled cells, the runs.
struct SweepTaskFile: Codable, Sendable {
  /// The version of the tool, which must be the same everywhere.
  var version: String
  /// The folder in which the command was given, from which the paths are seen.
  var workingDirectory: String
  /// The note's path as the user gave it.
  var note: String
  /// The bytes of the note.
  var source: Data
  var compiled: CompiledNote
  /// The folder of reports, records and summaries.
  var runs: String
  var tasks: [Element]
  /// Seconds for each cell that does not say otherwise itself.
  var timeout: Double?
  /// Bytes that the kernel of a run may take.
  var memoryLimit: Int?
  /// How many runs at once have such a limit each, as their share of what was free.
  var memoryShares: Int
  var command: String

  /// One run.
  struct Element: Codable, Sendable {
    var run: SweepRun
    var fingerprints: Fingerprints
  }

  func write(to path: String) throws {
    let text = try RecordCoding.text(of: self, isIndented: false)
    try FileWriting.perform { () throws(FileError) in try PreparedFile(text, for: path).publish() }
  }
}
