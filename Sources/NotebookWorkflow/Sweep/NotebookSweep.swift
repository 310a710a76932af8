internal import CellCompilation
internal import FoundationEssentials
internal import NotebookDocument
package import NotebookSession
package import RunResults
internal import Sweeps

/// Runs a note with many values of its parameters: compiles it once, does the runs that are missing
/// or have failed, and writes what all of them say together.
///
/// Each run leaves its result in files of its own, whole or not at all. Whatever becomes of this
/// process, of a run or of a cluster, the same command later does what is still missing.
package struct NotebookSweep: Sendable {
  package typealias Watcher = @Sendable (SweepEvent) -> Void

  let path: String
  let options: SweepOptions
  let interruption: RunInterruption
  let watch: Watcher
  let paths: SweepPaths

  package init(
    path: String, options: SweepOptions, interruption: RunInterruption, watch: @escaping Watcher
  ) {
    self.path = path
    self.options = options
    self.interruption = interruption
    self.watch = watch
    paths = SweepPaths(note: path, directory: options.outputDirectory)
  }

  /// Does what is asked; what goes wrong is told as diagnostics, not thrown.
  package func callAsFunction() async -> RunStatus {
    do {
      switch options.action {
      case .run, .detach, .prepare, .verify: return try await sweep()
      case .status: return try await tellStatus()
      case .collect: return try await collectPresent()
      case .cancel:
        _ = try manifest()
        try await engine(runs: 0).cancel()
        return .complete
      }
    } catch let failure as RunFailure {
      if !failure.diagnostics.isEmpty { watch(.diagnostics(failure.diagnostics, nil)) }
      return failure.status
    } catch {
      watch(.diagnostics([diagnostic(error)], nil))
      return .failed
    }
  }

  func diagnostic(_ error: any Error) -> Diagnostic {
    guard let error = error as? SweepError else {
      return Diagnostic(.error, file: path, "\(error)")
    }
    return Diagnostic(
      .error, file: error.place?.file ?? path, line: error.place?.line,
      column: error.place?.column, error.message, explanation: error.explanation)
  }

  // MARK: Running

  private func sweep() async throws -> RunStatus {
    let notebook = try NoteFile.notebook(at: path, parameters: [])
    if !notebook.diagnostics.isEmpty { watch(.diagnostics(notebook.diagnostics, notebook.source)) }
    guard !notebook.hasErrors else { return .invalidNote }
    let manifest = try plan(notebook)
    try paths.prepare()
    // Asked before the results are looked at: a run that ends between the two is found done.
    let active = try await engine(runs: 0).states().filter { !$0.value.isEnded }
    let (complete, stale) = doneRuns(manifest, notebook)
    watch(.planned(runs: manifest.plan.runs.count, complete: complete.count))

    let indices = manifest.plan.runs.indices.filter { index in
      !complete.contains(manifest.plan.runs[index])
    }
    let engine = try engine(runs: indices.count)
    // What an earlier command has handed over and is not done yet is not handed over again.
    let missing = indices.filter { active[manifest.plan.runs[$0]] == nil }
    // A process that finds a run done leaves it alone.
    removeResults(of: missing.map { manifest.plan.runs[$0] }.filter(stale.contains))
    if missing.isEmpty {
      try manifest.write(to: paths.manifest)
    } else {
      guard try await submit(missing, manifest, notebook, to: engine) else { return .invalidNote }
    }
    if options.action == .detach || options.action == .prepare { return .complete }
    if !missing.isEmpty || !active.isEmpty {
      let isLeft = await wait(for: indices.map { manifest.plan.runs[$0] }, manifest, engine)
      if isLeft { return .interrupted }
    }
    guard options.action != .verify else {
      return interruption.requests > 0 ? .interrupted : .complete
    }
    try renewReports(manifest, notebook)
    let status = try await collect(manifest, engine: engine)
    return interruption.requests > 0 ? .interrupted : status
  }

  private func plan(_ notebook: Notebook) throws -> SweepManifest {
    var request = options.request
    if let table = options.table { request.table = try RunTableFile(table).table(interruption) }
    if options.checksClaims, request.values.allSatisfy({ $0.name != Notebook.seedName }) {
      request.seeds = notebook.frontMatter.claimRequirement.map(\.seeds)
    }
    let plan: SweepPlan
    do {
      plan = try options.plan ?? request.plan(for: notebook.frontMatter)
    } catch {
      watch(.diagnostics([diagnostic(error)], notebook.source))
      throw RunFailure(.usage)
    }
    let tools = InstalledFiles.stamps
    let fingerprints = plan.runs.map { run in
      self.fingerprints(of: notebook.setting(run), tools).execution
    }
    return SweepManifest(
      note: path, source: paths.source, title: notebook.frontMatter.title ?? paths.name,
      command: options.command,
      plan: plan, fingerprints: fingerprints,
      noteFingerprint: Self.fingerprint(of: notebook, tools),
      requirement: notebook.frontMatter.claimRequirement)
  }

  /// By what a note is known to be another one than when its runs were made.
  static func fingerprint(of notebook: Notebook, _ tools: [FileStamp]) -> String {
    Fingerprints(notebook: notebook, options: RunOptions(), tools: tools).execution
  }

  func fingerprints(of notebook: Notebook, _ tools: [FileStamp]) -> Fingerprints {
    var options = RunOptions()
    options.timeout = self.options.timeout
    options.memoryLimit = self.options.memoryLimit
    return Fingerprints(notebook: notebook, options: options, tools: tools)
  }

  /// The runs that are complete, and those that were and are to be done again: their data has
  /// changed since, their report is gone, or the user wants it.
  private func doneRuns(
    _ manifest: SweepManifest, _ notebook: Notebook
  ) -> (complete: Set<SweepRun>, stale: Set<SweepRun>) {
    var (complete, stale): (Set<SweepRun>, Set<SweepRun>) = ([], [])
    for (run, fingerprint) in zip(manifest.plan.runs, manifest.fingerprints) {
      guard let done = FinishedRun.read(run, fingerprint: fingerprint, in: paths.runs),
        done.summary.state == .completed
      else { continue }
      if !options.force, done.isCurrent(for: notebook.setting(run)), hasFiles(run) {
        complete.insert(run)
      } else {
        stale.insert(run)
      }
    }
    return (complete, stale)
  }

  /// Whether the report and the record of a run are there, which its row and `verify` lead to.
  private func hasFiles(_ run: SweepRun) -> Bool {
    ["html", "run.json"].allSatisfy {
      FileManager.default.fileExists(atPath: "\(paths.runs)/\(run.fileName).\($0)")
    }
  }

  // MARK: Handing over

  func engine(runs: Int) throws -> any SweepEngine {
    let jobsFolder = Environment.absolute(paths.jobs)
    switch options.engine {
    case .local(let jobs, let threads):
      // Who asks how runs stand need not say where they are.
      if [.status, .collect, .cancel].contains(options.action),
        SlurmEngine.hasSubmissions(in: jobsFolder)
      {
        return SlurmEngine(
          tool: InstalledFiles.tool, folder: jobsFolder, script: try SlurmScript(),
          options: SlurmScript.Options())
      }
      return LocalEngine(tool: InstalledFiles.tool, share: share(runs, jobs, threads))
    case .slurm(let script, let slurm):
      return SlurmEngine(
        tool: InstalledFiles.tool, folder: jobsFolder, script: script, options: slurm)
    }
  }

  /// What a run takes at least, where nothing is said of it.
  private static let usualMemory = 512 << 20

  private func share(_ runs: Int, _ jobs: Int?, _ threads: Int?) -> LocalEngine.Share {
    let asked = threads ?? Environment["NOTEBOOK_THREADS"].flatMap { Int($0) }
    let each = options.memoryLimit ?? Self.usualMemory
    let memory = FreeMemory.forCells.map { (each: each, free: $0) }
    return .fitting(
      runs: runs, cores: ProcessInfo.processInfo.activeProcessorCount, jobs: jobs,
      threads: asked, memory: memory)
  }

  /// Compiles the note and hands runs to an engine.
  ///
  /// - Returns: Whether the note is sound.
  private func submit(
    _ indices: [Int], _ manifest: SweepManifest, _ notebook: Notebook, to engine: any SweepEngine
  ) async throws -> Bool {
    let clock = Stopwatch()
    guard let compiled = try await compile(notebook) else { return false }
    watch(.compiled(seconds: clock.seconds))
    let runs = indices.map { manifest.plan.runs[$0] }
    let tools = InstalledFiles.stamps
    let memory = memoryLimit(of: runs.count)
    var file = SweepTaskFile(
      version: NotebookVersion.described,
      workingDirectory: FileManager.default.currentDirectoryPath, note: path,
      source: Data(notebook.source.bytes), compiled: compiled, runs: paths.runs, tasks: [],
      timeout: options.timeout, memoryLimit: memory.bytes, memoryShares: memory.shares,
      command: options.command)
    file.tasks = runs.map { run in
      SweepTaskFile.Element(run: run, fingerprints: fingerprints(of: notebook.setting(run), tools))
    }
    let name = "notebook-\(paths.name.map { $0.isLetter || $0.isNumber ? $0 : "-" }.asText)"
    let number = "\(FileStamp.now / 1_000_000)"
    removeOldJobs()
    let job = SweepJob(
      path: "\(Environment.absolute(paths.jobs))/\(number).json", name: "\(name)-\(number)",
      runs: runs)
    try file.write(to: job.path)
    // Before a cluster has them: whatever becomes of this process, the runs can be asked for.
    try manifest.write(to: paths.manifest)
    if options.action == .prepare {
      watch(.prepared(job))
      return true
    }
    try await engine.submit(job)
    watch(.submitted(runs: runs.count, engine: engineDescription(runs.count)))
    return true
  }

  private func compile(_ notebook: Notebook) async throws -> CompiledNote? {
    let cells = Environment.absolute(paths.cells)
    return try await NoteSession.open(
      options: RunOptions().session, interruption: interruption,
      watch: { [watch] event, source in
        switch event {
        case .diagnostics(let found), .checkingFinished(_, let found):
          if !found.isEmpty { watch(.diagnostics(found, source)) }
        default: break
        }
      }
    ) { session throws(RunFailure) in
      try await session.update(notebook)
      guard await session.isSound else { return nil }
      return try await session.compile(into: cells)
    }
  }

  /// The memory limit of each run, and among how many runs what is free was divided: without a
  /// limit of the user's, those that are done at once share it.
  private func memoryLimit(of runs: Int) -> (bytes: Int?, shares: Int) {
    guard options.memoryLimit == nil, case .local(let jobs, let threads) = options.engine else {
      return (options.memoryLimit, 1)
    }
    let atOnce = share(runs, jobs, threads).jobs
    return atOnce > 1 ? (FreeMemory.forCells.map { $0 / atOnce }, atOnce) : (nil, 1)
  }

  private func engineDescription(_ runs: Int) -> String {
    switch options.engine {
    case .local(let jobs, let threads):
      let share = share(runs, jobs, threads)
      return
        "\(share.jobs) at once, \(share.threads) \(share.threads == 1 ? "thread" : "threads") each"
    case .slurm: return "as a job array of Slurm"
    }
  }

  private func removeResults(of runs: [SweepRun]) {
    for run in runs {
      try? FileManager.default.removeItem(atPath: FinishedRun.path(of: run, in: paths.runs))
    }
  }

  /// What earlier commands on this computer have left; a cluster may still need its files.
  private func removeOldJobs() {
    guard !SlurmEngine.hasSubmissions(in: Environment.absolute(paths.jobs)) else { return }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: paths.jobs)) ?? []
    for name in names where name.hasSuffix(".json") {
      // Another sweep of the note may be using it; a day is longer than it takes to start runs.
      let path = "\(paths.jobs)/\(name)"
      let date = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate]
      if let date = date as? Date, date.timeIntervalSinceNow < -86_400 {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
  }
}

extension Notebook {
  /// The notebook with the values of a run.
  func setting(_ run: SweepRun) -> Notebook {
    settingParameters(run.assignments.map { ($0.name, $0.value) })
  }
}

extension [Character] {
  fileprivate var asText: String { String(self) }
}
