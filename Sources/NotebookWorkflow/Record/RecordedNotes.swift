internal import FoundationEssentials
internal import NotebookDocument
internal import RunResults

/// The records of other notes, whose values stand on the page of a note that embeds them.
struct RecordedNotes: Sendable {
  /// The folder of the page's own note, and that of its report.
  private let noteFolder: String
  private let folder: String

  /// - Parameters:
  ///   - note: The note whose page it is.
  ///   - folder: The folder of its report.
  init(embeddedIn note: String, reportsIn folder: String) {
    noteFolder = PreparedFile.folder(of: note)
    self.folder = folder
  }

  /// Where the record of a note may be: beside the page's own, or as far from it as the one note is
  /// from the other, as in a run of a folder.
  func paths(ofNoteAt path: String) -> [ReportPaths] {
    let away = ReportPaths(note: PreparedFile.folder(of: path), directory: noteFolder).source
    let folders = away.isEmpty ? [folder] : [folder, "\(folder)/\(away)"]
    return folders.map { ReportPaths(note: path, directory: $0) }
  }

  /// The values of a note's inline expressions, as its latest run has given them for the note as it
  /// stands.
  @Sendable func values(ofNoteAt path: String, _ notebook: Notebook) -> [Int: String] {
    for paths in paths(ofNoteAt: path) {
      guard let record = RunRecord.read(at: paths.record), record.source == paths.source else {
        continue
      }
      return record.result(for: notebook).inlineResults
    }
    return [:]
  }
}
