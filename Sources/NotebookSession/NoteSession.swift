package import CellCompilation
internal import KernelSupervision
package import NotebookDisplay
package import NotebookDocument
package import RunResults

/// One note that somebody works on: its text, its compiled cells, the kernel, the states before
/// cells, and the results so far.
///
/// ``update(_:generatesCode:)`` takes a changed text and type-checks it; ``run(_:)`` brings the
/// kernel to what the text says. What has run as it stands is left alone, and everything from the
/// first step on that has not runs, from exactly the state before it. The text may change while
/// cells run: a running cell that the change does not concern goes on.
///
/// ```swift
/// let session = NoteSession(options: options, interruption: RunInterruption()) { event, _ in … }
/// try await session.update(notebook)
/// let result = try await session.run()
/// await session.close()
/// ```
package actor NoteSession {
  /// Told of everything, with the note's text for quoting lines.
  package typealias Watcher = @Sendable (SessionEvent, NoteSource) -> Void

  nonisolated let options: SessionOptions
  nonisolated let interruption: RunInterruption
  nonisolated let watch: Watcher

  private(set) var notebook: Notebook?
  /// `nil` before the first check, and for a note that cannot be read.
  private(set) var checked: CheckedNote?
  private var compilerConfiguration: CompilerConfiguration?
  private var compiler: NotebookCompiler?
  private var selection = CellSelection.all

  private var kernel: KernelSession?
  /// The seed that the kernel was started with, and all its snapshots with it.
  private var kernelSeed: UInt64 = 0
  var executed: [ExecutedStep] = []
  /// How the last run went that came to the end of the text it was of.
  private(set) var lastRun: RunResult.Outcome?
  /// What cells gave when they last completed.
  private(set) var earlier = EarlierOutputs()
  /// The memory that all kept states took when it was last looked at, in bytes.
  var snapshotBytes: Int?
  /// What they may take.
  private(set) var snapshotBudget = Int.max
  var snapshotsMeasured = ContinuousClock.now
  /// The snapshot that the kernel has just gone back to.
  var snapshotBeforeNextStep: KernelSnapshot?
  private(set) var running: Step?
  /// Whether what the running step gives is not wanted, though the text still asks for the step.
  private var runsRunningStepAgain = false
  /// Why the last run ended before its last step, where the steps themselves do not say it.
  private(set) var stop: ExecutedStep.End?
  /// What concerns the run as a whole, such as a kernel that does not start.
  private(set) var runDiagnostics: [Diagnostic] = []
  private(set) var clock = Stopwatch()
  private var checksInProgress = 0
  /// The latest check, while it goes on.
  var checkInProgress: Task<CheckedNote, any Error>?
  /// How often the text was replaced.
  private var revision = 0
  private var isClosed = false
  private var waitingForChecks: [CheckedContinuation<Void, Never>] = []

  /// Prepares a session; nothing is read or started yet.
  package init(
    options: SessionOptions, interruption: RunInterruption, watch: @escaping Watcher
  ) {
    self.options = options
    self.interruption = interruption
    self.watch = watch
  }

  /// Lends a session to `body`, and closes it whatever comes of that.
  package static func open<Result: Sendable>(
    options: SessionOptions, interruption: RunInterruption, watch: @escaping Watcher,
    _ body: (NoteSession) async throws(RunFailure) -> Result
  ) async throws(RunFailure) -> Result {
    let session = NoteSession(options: options, interruption: interruption, watch: watch)
    do {
      let result = try await body(session)
      await session.close()
      return result
    } catch {
      await session.close()
      throw error
    }
  }

  /// Whether cells are being run.
  package private(set) var isRunning = false

  // MARK: Text

  /// Takes the note's text and type-checks its cells; nothing runs. A cell that is running and is
  /// not as it was any more is ended.
  ///
  /// - Parameter generatesCode: Whether the sound cells are compiled in the background, for a run.
  /// - Throws: ``RunFailure`` where the compiler is not usable, or when interrupted.
  package func update(
    _ notebook: Notebook, generatesCode: Bool = true
  ) async throws(RunFailure) {
    take(notebook)
    try await checkCells(generatesCode: generatesCode)
  }

  /// Takes the note's text: the first half of ``update(_:generatesCode:)``, after which ``result``
  /// shows the new text. ``checkCells(generatesCode:)`` must follow.
  package func take(_ notebook: Notebook) {
    if self.notebook != nil, isUpToDate { lastRun = RunResult.Outcome(of: result) }
    checksInProgress += 1
    revision += 1
    self.notebook = notebook
    checked = nil
    checkInProgress?.cancel()
  }

  /// Type-checks the cells of the text that was taken last. Where another text is taken meanwhile,
  /// it ends early, and nothing is known until that one is checked.
  ///
  /// - Throws: ``RunFailure`` where the compiler is not usable, or when interrupted.
  package func checkCells(generatesCode: Bool = true) async throws(RunFailure) {
    defer { checkEnded() }
    guard let notebook, !isClosed else { return }
    let revision = revision
    let hasCode =
      notebook.cells.contains(where: \.options.evaluates) || !notebook.inlineExpressions.isEmpty
    guard !notebook.hasErrors else { return }
    guard hasCode else { return endRunningCell() }
    let found = try await check(notebook, generatesCode: generatesCode)
    guard revision == self.revision else { return }
    checked = found
    endRunningCellIfObsolete()
  }

  /// Takes a note whose cells were compiled before, in place of ``update(_:generatesCode:)``: no
  /// compiler is needed.
  package func adopt(_ notebook: Notebook, compiled: CompiledNote) {
    self.notebook = notebook
    checked = CheckedNote(
      libraries: compiled, compilerVersion: compiled.compilerVersion, result: compiled.check)
  }

  /// Compiles the cells of the note, which is sound, to the end; nothing runs.
  ///
  /// - Parameter folder: Where the libraries go to stay; the absolute path of a folder.
  /// - Throws: ``RunFailure`` where the compiler or the disk fails.
  package func compile(into folder: String) async throws(RunFailure) -> CompiledNote {
    guard let notebook else { preconditionFailure("a session compiles after an update") }
    do {
      guard let checked, let compiler else { return .withoutCode }
      return try await compiler.compiledNote(
        checked.result, compilerVersion: checked.compilerVersion, in: folder)
    } catch {
      throw RunFailure(.failed, Diagnostic(.error, file: notebook.path, "\(error)"))
    }
  }

  /// Whether the note's cells are being checked, so that nothing is known of them yet.
  var isChecking: Bool { checksInProgress > 0 }

  /// Whether the note has been checked and everything has run as it stands.
  package var isUpToDate: Bool {
    !isChecking && isSound && executed.count == steps.count && currentStepCount == steps.count
  }

  /// The number of the cell that runs.
  package var runningCell: Int? { running?.cellNumber }

  /// All that a page shows of the session, at one moment.
  package var state: SessionState {
    SessionState(
      result: result, runningCell: runningCell, isUpToDate: isUpToDate,
      staleCells: Set(staleCells), snapshotCount: snapshotCount, snapshotBytes: snapshotBytes)
  }

  /// Whether the note, as it stands, can run.
  package var isSound: Bool {
    guard let notebook, !notebook.hasErrors else { return false }
    return checked?.result.isSound ?? true
  }

  /// What the compiler found; `nil` where nothing was compiled.
  package var checkResult: CheckResult? { checked?.result }

  /// The numbers of the cells that a run would run: the first that has not run as it stands, and
  /// all after it.
  package var staleCells: [Int] {
    steps.dropFirst(currentStepCount).compactMap { step in
      if case .cell(let cell) = step.kind { cell.number } else { nil }
    }
  }

  // MARK: Running

  /// Runs what has not run as it stands.
  ///
  /// - Throws: ``RunFailure`` when no cell fits the selection.
  package func run(_ selection: CellSelection = .all) async throws(RunFailure) -> RunResult {
    guard let notebook else { preconditionFailure("a session runs after an update") }
    clock = Stopwatch()
    self.selection = selection
    stop = nil
    runDiagnostics = []
    guard isSound, let checked else { return result }
    do {
      _ = try selection.resolve(in: notebook.cells, checked: checked.result)
    } catch {
      throw RunFailure(.usage, Diagnostic(.error, file: notebook.path, "\(error)"))
    }
    isRunning = true
    defer { isRunning = false }
    await runStaleSteps()
    if let kernel { await keepSnapshotsWithinBudget(of: kernel) }
    interruption.deliver(to: nil)
    let found = runDiagnostics + executed.flatMap(\.diagnostics)
    if !found.isEmpty { watch(.diagnostics(found), notebook.source) }
    return result
  }

  /// Has a cell, and what comes after it, run again the next time, whether it is changed or not;
  /// one of them that is running is ended. Where no such cell has run because an earlier one failed
  /// or was stopped, that one runs again.
  package func invalidate(from number: Int) {
    let numbers = executed.map { $0.step.cellNumber ?? 0 }
    if let index = numbers.firstIndex(where: { $0 >= number }) {
      invalidate(stepsFrom: index)
    } else if let last = executed.last, last.end != .completed {
      invalidate(stepsFrom: executed.count - 1)
    } else if let running = running?.cellNumber, running >= number {
      runsRunningStepAgain = true
      endRunningCell()
    }
  }

  /// Has the first cell whose notices are such, and what comes after it, run again the next time.
  ///
  /// - Returns: Whether there is such a cell.
  package func invalidate(fromCellWhoseNotices match: ([Notice]) -> Bool) -> Bool {
    guard let index = executed.firstIndex(where: { match($0.notices) }) else { return false }
    invalidate(stepsFrom: index)
    return true
  }

  private func invalidate(stepsFrom index: Int) {
    for index in index..<executed.count { executed[index].step.identity = "" }
    endRunningCellIfObsolete()
  }

  /// Ends the kernel and everything it started, and compilers that still run. Nothing can be run
  /// afterwards.
  package func close() async {
    isClosed = true
    checkInProgress?.cancel()
    await stopKernel()
    await compiler?.close()
    compiler = nil
  }

  private func stopKernel() async {
    let kernel = kernel
    self.kernel = nil
    executed.removeAll()
    snapshotBeforeNextStep = nil
    await kernel?.stop()
  }

  /// Runs steps until the kernel has run exactly the present plan. The plan may change meanwhile.
  private func runStaleSteps() async {
    while true {
      await allChecks()
      guard !isClosed, isSound, let notebook, let checked else { return }
      if kernel != nil, kernelSeed != notebook.seed {
        await stopKernel()
        continue
      }
      let plan = steps
      let kept = currentStepCount
      if kept < executed.count {
        await goBack(to: kept)
        continue
      }
      if let last = executed.last, last.end != .completed { return }
      guard kept < plan.count else { return }
      guard await run(plan[kept], of: notebook, checked) else { return }
    }
  }

  /// Runs the next step, in a kernel that is started where there is none yet.
  ///
  /// - Returns: Whether another one may follow.
  private func run(_ step: Step, of notebook: Notebook, _ checked: CheckedNote) async -> Bool {
    if interruption.requests > 0 {
      stop = .interrupted(step.place)
      return false
    }
    guard let kernel = await startedKernel(notebook) else { return false }
    if needsSnapshot { await takeSnapshot(of: kernel) }
    running = step
    runsRunningStepAgain = false
    let source = notebook.source
    let runner = StepRunner(
      notebook: notebook, check: checked.result, libraries: checked.libraries, kernel: kernel,
      lostNames: LostNames(executed), options: options, interruption: interruption,
      watch: { [watch] in watch($0, source) })
    let done = await runner.run(step) { await self.standing(of: step) }
    running = nil
    guard self.kernel === kernel else { return !isClosed }
    guard var done else {
      // The text has changed before the step began.
      return true
    }
    if done.hadNoKernel, !executed.isEmpty {
      // It has ended between two cells: what has run is gone, and runs again in another one.
      await stopKernel()
      return true
    }
    if runsRunningStepAgain { done.step.identity = "" }
    done.snapshot = snapshotBeforeNextStep
    earlier.keep(done, of: notebook, made: clock.started)
    snapshotBeforeNextStep = nil
    executed.append(done)
    return true
  }

  /// Brings the kernel back to the state before a step, or to the latest earlier state that was
  /// kept.
  private func goBack(to count: Int) async {
    guard let kernel else { return executed.removeAll() }
    for index in executed.indices.reversed() where index <= count {
      guard let snapshot = executed[index].snapshot else { continue }
      if (try? await kernel.resume(from: snapshot)) != nil {
        executed.removeSubrange(index...)
        // The process that goes on is the snapshot's child: the snapshot is still there, and before
        // the step that runs next.
        snapshotBeforeNextStep = snapshot
        return
      }
    }
    await stopKernel()
  }

  private func startedKernel(_ notebook: Notebook) async -> KernelSession? {
    if let kernel {
      listen(for: interruption, kernel, notebook.source)
      return kernel
    }
    do {
      let kernel = try KernelSession(
        executable: options.kernel, environment: Environment.ofCells,
        workingDirectory: Environment.absolute(notebook.path(ofFile: ".")),
        memoryLimit: options.memoryLimit, memoryShares: options.memoryShares,
        seed: notebook.seed, notePath: notebook.path)
      try await kernel.start()
      guard !isClosed else {
        await kernel.stop()
        return nil
      }
      self.kernel = kernel
      kernelSeed = notebook.seed
      snapshotBudget = options.snapshotMemory ?? KernelSession.freeMemory.map { $0 / 4 } ?? .max
      listen(for: interruption, kernel, notebook.source)
      return kernel
    } catch {
      stop = .stopped("the kernel did not start")
      runDiagnostics.append(Diagnostic(.error, file: notebook.path, "\(error)"))
      return nil
    }
  }

  private func listen(
    for interruption: RunInterruption, _ kernel: KernelSession, _ source: NoteSource
  ) {
    interruption.deliver { [watch] count in
      if count == 1 { watch(.interruptionRequested, source) }
      kernel.interrupt()
    }
  }

  /// A change of the running cell, or of one before it, ends it at once: its outputs are not wanted
  /// any more.
  private func endRunningCellIfObsolete() {
    if let running, standing(of: running) == .obsolete { endRunningCell() }
  }

  private func endRunningCell() {
    kernel?.interrupt()
    kernel?.interrupt()
  }

  /// What the text says of the step that runs, or is to run next.
  private func standing(of step: Step) -> Step.Standing {
    if isClosed { return .obsolete }
    // A note that cannot be read says nothing of the step, and one with an error elsewhere still
    // wants it.
    guard let plan, checked != nil else { return .unknown }
    let isNext =
      plan.count > executed.count && plan[executed.count].identity == step.identity
      && zip(executed, plan).allSatisfy { $0.step.identity == $1.identity }
    return isNext ? .wanted : .obsolete
  }

  // MARK: Steps

  /// What a run of the note as it stands would run, in order.
  var steps: [Step] { isSound ? plan ?? [] : [] }

  /// The steps of the note as it stands, whether they can run or not; `nil` where they are not
  /// known.
  private var plan: [Step]? {
    guard let notebook, let checked else { return nil }
    return SessionPlan(notebook: notebook, check: checked.result, selected: selectedCells).steps
  }

  /// The cells that the last run was asked for, in the note as it stands now.
  var selectedCells: SelectedCells {
    guard let notebook, let checked,
      let selected = try? selection.resolve(in: notebook.cells, checked: checked.result)
    else { return SelectedCells(running: [], reason: "no cell is left of those asked for") }
    return selected
  }

  /// How many of the executed steps are the first ones of the plan.
  var currentStepCount: Int {
    zip(executed, steps).prefix { $0.step.identity == $1.identity }.count
  }

  // MARK: Checks

  /// The compiler of this session, found and prepared at the first check.
  func compiler(for notebook: Notebook) async throws -> (NotebookCompiler, String) {
    if let compiler, let compilerConfiguration {
      return (compiler, compilerConfiguration.compilerVersion)
    }
    let configuration = try await CompilerConfiguration.discover()
    let compiler = try NotebookCompiler(configuration: configuration, notePath: notebook.path)
    (self.compiler, compilerConfiguration) = (compiler, configuration)
    return (compiler, configuration.compilerVersion)
  }

  private func checkEnded() {
    checksInProgress -= 1
    guard checksInProgress == 0 else { return }
    waitingForChecks.forEach { $0.resume() }
    waitingForChecks = []
  }

  private func allChecks() async {
    while checksInProgress > 0 {
      await withCheckedContinuation { waitingForChecks.append($0) }
    }
  }
}
