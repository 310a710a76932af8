internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import RunResults
internal import Sweeps

extension NotebookSweep {
  /// What the last command of this note's sweep asked for.
  func manifest() throws(RunFailure) -> SweepManifest {
    guard let manifest = SweepManifest.read(at: paths.manifest) else {
      throw RunFailure(
        .usage,
        Diagnostic(
          .error, file: path, "there is no sweep of this note in \(paths.folder)",
          explanation: "'notebook sweep' with values, such as -P seed=1...6, makes one"))
    }
    return manifest
  }

  /// Says how the runs of the last command stand.
  func tellStatus() async throws -> RunStatus {
    let manifest = try manifest()
    let states = try await engine(runs: 0).states()
    var status = SweepStatus()
    var running: [(run: SweepRun, text: String)] = []
    for (run, fingerprint) in zip(manifest.plan.runs, manifest.fingerprints) {
      let state = states[run]
      let row = row(of: run, fingerprint, state)
      switch (row.state, state) {
      case (.completed, _): status.complete += 1
      case (_, .running(let text)):
        status.running += 1
        running.append((run, text ?? ""))
      case (_, .pending), (.missing, nil): status.pending += 1
      default:
        status.failed += 1
        watch(.ended(row))
      }
    }
    watch(.progress(status, running: running))
    if let change = change(since: manifest, .warning) { watch(.diagnostics([change], nil)) }
    return .complete
  }

  /// Writes the result of what is there, which may be of another state of the note: that is said,
  /// and no claim is then taken for checked.
  func collectPresent() async throws -> RunStatus {
    let manifest = try manifest()
    if let notebook = try? NoteFile.notebook(at: path, parameters: []), !notebook.hasErrors,
      change(since: manifest, .warning) == nil
    {
      try renewReports(manifest, notebook)
    }
    let status = try await collect(manifest)
    let severity: Diagnostic.Severity = options.checksClaims ? .error : .warning
    guard let change = change(since: manifest, severity) else { return status }
    watch(.diagnostics([change], nil))
    return options.checksClaims ? .failed : status
  }

  /// That the note, or the program, is another one than that of the recorded runs.
  private func change(
    since manifest: SweepManifest, _ severity: Diagnostic.Severity
  ) -> Diagnostic? {
    guard let before = manifest.noteFingerprint,
      let notebook = try? NoteFile.notebook(at: path, parameters: []),
      NotebookSweep.fingerprint(of: notebook, InstalledFiles.stamps) != before
    else { return nil }
    return Diagnostic(
      severity, file: path, "the note or the program has changed since these runs",
      explanation: "'\(manifest.command)' does them again")
  }

  /// Writes the result of what is there.
  func collect(_ manifest: SweepManifest, engine: (any SweepEngine)? = nil) async throws
    -> RunStatus
  {
    let states = try await (engine ?? self.engine(runs: 0)).states()
    let earlier = SweepResult.read(at: paths.result)
    let rows = zip(manifest.plan.runs, manifest.fingerprints).map { run, fingerprint in
      let row = row(of: run, fingerprint, states[run])
      guard case .missing = row.state, states[run] == nil,
        let known = earlier?.rows.first(where: { $0.run == run && $0.summary == nil })
      else { return row }
      // Engines forget; what was known of a run that gave nothing is still so.
      return known
    }
    let result = SweepResult(
      note: manifest.note, title: manifest.title, command: manifest.command,
      version: NotebookVersion.current, made: Stopwatch().started, plan: manifest.plan,
      rows: rows, requirement: manifest.requirement)
    try await SweepFiles(paths: paths).write(result, watch: watch)
    watch(.written(result, report: paths.report))
    return status(of: result)
  }

  private func status(of result: SweepResult) -> RunStatus {
    let reasons = options.checksClaims ? result.shortcomings : []
    if !reasons.isEmpty {
      watch(.diagnostics(reasons.map { Diagnostic(.error, file: path, $0) }, nil))
    }
    return reasons.isEmpty && result.completeCount == result.rows.count ? .complete : .failed
  }

  /// How a run stands, by what it has left and by what its engine knows.
  func row(of run: SweepRun, _ fingerprint: String, _ state: EngineState?) -> SweepRow {
    let report = "\(paths.folder.lastComponent)/runs/\(run.fileName).html"
    let shown =
      FileManager.default.fileExists(atPath: "\(paths.runs)/\(run.fileName).html") ? report : nil
    let reason: String? = if case .ended(let reason) = state { reason } else { nil }
    guard let finished = FinishedRun.read(run, fingerprint: fingerprint, in: paths.runs) else {
      return SweepRow(
        run: run, state: .missing(missingReason(run, fingerprint, state)), report: nil)
    }
    var row = SweepRow(finished.summary, report: shown)
    if case .interrupted(let place) = row.state, let reason {
      row.state = .interrupted(place.isEmpty ? reason : "\(place): \(reason)")
    }
    return row
  }

  private func missingReason(_ run: SweepRun, _ fingerprint: String, _ state: EngineState?)
    -> String
  {
    switch state {
    case .pending(let reason): return reason.map { "waiting: \($0)" } ?? "waiting"
    case .running: return "still running"
    case .ended(let reason):
      // What a killed run had saved tells where it was.
      let record = RunRecord.read(at: "\(paths.runs)/\(run.fileName).run.json")
      var place = ""
      if let record, record.executionFingerprint == fingerprint,
        case .interrupted(let known) = record.run.state
      {
        place = " \(known)"
      }
      return (reason ?? "its process left nothing") + place
    case nil: return "not run"
    }
  }
}

extension String {
  fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
