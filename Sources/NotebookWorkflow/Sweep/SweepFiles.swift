internal import FoundationEssentials
internal import NotebookDocument
internal import NotebookSession
internal import RunResults
internal import Sweeps

/// Writes what a sweep gave: the result, the table, and the report, which is made as that of any
/// other note.
struct SweepFiles {
  let paths: SweepPaths

  /// Writes the files; each is whole or as it was.
  func write(_ result: SweepResult, watch: @escaping NotebookSweep.Watcher) async throws {
    try checkNames()
    let json = try result.json()
    try FileWriting.perform { () throws(FileError) in
      try PreparedFile(json, for: paths.result).publish()
      try PreparedFile(result.csv, for: paths.csv).publish()
    }
    // Without a compiler, the tables are still worth reading.
    if try await !render(SweepPage(result), watch: { _ in }) {
      if try await !render(SweepPage(result, drawsCharts: false), watch: watch) {
        throw SweepError(
          "the report \(paths.report) could not be made",
          explanation: "\(paths.result) and \(paths.csv) are written")
      }
    }
  }

  /// A note may be called as the page of another's sweep is.
  private func checkNames() throws {
    guard let text = FileManager.default.contents(atPath: paths.page),
      !String(decoding: text, as: UTF8.self).contains(SweepPage.mark)
    else { return }
    throw SweepError(
      "\(paths.page) is a note of yours, in the place of the sweep's own",
      explanation: "'-o FOLDER' puts results elsewhere")
  }

  /// Runs and renders the page.
  ///
  /// - Returns: Whether all of it came out.
  private func render(
    _ page: SweepPage, watch: @escaping NotebookSweep.Watcher
  ) async throws -> Bool {
    let text = page.text
    try FileWriting.perform { () throws(FileError) in
      try PreparedFile(text, for: paths.page).publish()
    }
    var options = RunOptions()
    options.destination.folder = PreparedFile.folder(of: paths.report)
    options.command = "notebook sweep"
    options.headFacts = page.headFacts.map { RunInformation.Fact($0.name, $0.value) }
    let run = NotebookRun(
      path: paths.page, options: options, interruption: RunInterruption()
    ) { event, source in
      if case .session(.diagnostics(let found)) = event { watch(.diagnostics(found, source)) }
    }
    let outcome = await run()
    return outcome.status == .complete && outcome.report != nil
  }
}
