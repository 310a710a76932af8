package import NotebookDocument
internal import RunResults
package import Sweeps

/// What the last command of a sweep asked for, so that another one can tell how it stands.
package struct SweepManifest: Codable, Sendable {
  package static let currentFormat = 2

  package var format = SweepManifest.currentFormat
  /// The note's path as the user gave it.
  package var note: String
  /// The note as seen from the folder of the sweep's report.
  package var source: String
  package var title: String
  package var command: String
  package var plan: SweepPlan
  /// What the outputs of each run depend on, in the order of the plan.
  package var fingerprints: [String]
  /// The same of the note by itself, whatever limits the command has given the runs.
  package var noteFingerprint: String?
  package var requirement: FrontMatter.ClaimRequirement?

  /// Reads the file; `nil` where there is none, or where another version wrote it.
  static func read(at path: String) -> SweepManifest? {
    guard let manifest = RecordCoding.read(SweepManifest.self, at: path),
      manifest.format == currentFormat
    else { return nil }
    return manifest
  }

  func write(to path: String) throws {
    let text = try RecordCoding.text(of: self, isIndented: false)
    try FileWriting.perform { () throws(FileError) in try PreparedFile(text, for: path).publish() }
  }
}
