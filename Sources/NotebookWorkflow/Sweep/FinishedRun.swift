internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults
internal import Sweeps

/// The file that a run of a sweep leaves when it has come to an end, after its report and record:
/// where it is, the run is done.
struct FinishedRun: Codable, Sendable, Equatable {
  static let currentFormat = 1

  var format = FinishedRun.currentFormat
  /// What its outputs depend on besides data files.
  var fingerprint: String
  /// What the text of its report depends on besides; `nil` in files of earlier versions.
  var pageFingerprint: String?
  var summary: RunSummary
  var dataFiles: [RunInformation.DataFile]
  var missingDataFiles: [String]
  var dataStamps: [FileStamp]

  /// - Parameter begin: When the run began, in nanoseconds since 1970.
  init(
    _ result: RunResult, of notebook: Notebook, run: SweepRun, fingerprints: Fingerprints,
    host: String, begin: Int
  ) {
    fingerprint = fingerprints.execution
    pageFingerprint = fingerprints.page
    summary = RunSummary(result, of: notebook, run: run, host: host)
    dataFiles = result.information.dataFiles
    missingDataFiles = result.notices.compactMap { notice in
      if case .missingDataFile(let path) = notice { path } else { nil }
    }
    dataStamps = RecordedData(result, of: notebook).stamps { $0.isSettled(at: begin) } ?? []
  }

  /// The file after the report was made anew of the same outputs.
  func renewed(_ result: RunResult, of notebook: Notebook, pageFingerprint: String) -> Self {
    var finished = self
    finished.pageFingerprint = pageFingerprint
    finished.summary = RunSummary(result, of: notebook, run: summary.run, host: summary.host)
    return finished
  }

  /// Where the file of a run is.
  static func path(of run: SweepRun, in runs: String) -> String {
    "\(runs)/\(run.fileName).summary.json"
  }

  /// Reads the file of a run; `nil` where there is none, where another version wrote it, or where
  /// it is of other cells or values.
  static func read(_ run: SweepRun, fingerprint: String, in runs: String) -> FinishedRun? {
    guard let finished = RecordCoding.read(FinishedRun.self, at: path(of: run, in: runs)),
      finished.format == currentFormat, finished.fingerprint == fingerprint,
      finished.summary.run == run
    else { return nil }
    return finished
  }

  /// Writes the file, whole.
  func write(in runs: String) throws {
    let text = try RecordCoding.text(of: self, isIndented: false)
    let path = Self.path(of: summary.run, in: runs)
    try FileWriting.perform { () throws(FileError) in try PreparedFile(text, for: path).publish() }
  }

  /// Whether the data is what was read.
  func isCurrent(for notebook: Notebook) -> Bool {
    RecordedData(files: dataFiles, missing: missingDataFiles, of: notebook)
      .stamps(isKnown: dataStamps.contains) != nil
  }
}
