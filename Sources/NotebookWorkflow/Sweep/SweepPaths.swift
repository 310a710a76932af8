internal import NotebookDocument
internal import NotebookSession
internal import RunResults

/// Where the files of a note's sweep are.
package struct SweepPaths: Sendable, Equatable {
  /// The note that the page is made from, `DIRECTORY/NAME-sweep.md`.
  package var page: String
  /// The report, `DIRECTORY/NAME-sweep.html`.
  package var report: String
  /// `DIRECTORY/NAME.sweep.json`.
  package var result: String
  /// `DIRECTORY/NAME-sweep.csv`.
  package var csv: String
  /// `DIRECTORY/NAME-sweep`, which holds what runs and engines need.
  package var folder: String
  /// The note's name without `.md`.
  package var name: String
  /// The folder of the report.
  package var directory: String
  /// The note as seen from the report's folder, so that it is the same wherever a command runs.
  package var source: String

  package init(note: String, directory: String) {
    let paths = ReportPaths(note: note, directory: directory)
    let stem = paths.report.dropLast(".html".count)
    name = paths.name
    source = paths.source
    self.directory = directory
    page = "\(stem)-sweep.md"
    report = "\(stem)-sweep.html"
    result = "\(stem).sweep.json"
    csv = "\(stem)-sweep.csv"
    folder = "\(stem)-sweep"
  }

  /// The reports, records and summaries of the runs.
  var runs: String { "\(folder)/runs" }
  /// The compiled cells.
  var cells: String { "\(folder)/cells" }
  /// What the processes of runs are given, and what clusters were.
  var jobs: String { "\(folder)/jobs" }
  /// What the last command asked for.
  var manifest: String { "\(folder)/sweep.json" }

  /// Makes the folders, unless they hold the sweep of another note.
  func prepare() throws(RunFailure) {
    try OutputFolder.make(directory)
    try OutputFolder.checkOwner(
      SweepManifest.read(at: manifest)?.source, of: report, source: source, in: directory)
    for folder in [runs, cells, jobs] { try OutputFolder.make(folder) }
  }
}
