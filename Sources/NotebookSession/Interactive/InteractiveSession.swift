internal import CellCompilation
internal import KernelSupervision
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults
internal import SourceKitService
internal import Synchronization

/// Cells that are run one after the other as somebody writes them, each in the state that those
/// before it left: the session of a Jupyter kernel.
///
/// A cell sees of every name the latest definition, as in a note; running a cell again adds it anew
/// at the end. A cell that ends its process leaves the state as it was before the cell.
package actor InteractiveSession {
  let options: SessionOptions
  let interruption = RunInterruption()
  var cells: InteractiveCells
  var compiler: NotebookCompiler?
  var kernel: KernelSession?
  /// The start of a kernel that is not ready yet; who needs one meanwhile waits for the same.
  var kernelStart: KernelStart?
  var sourceKit: SourceKitService?
  /// The kept states, the oldest first.
  var snapshots: [InteractiveSnapshot] = []
  /// The memory that was free when the kernel was started, in bytes.
  var freeAtStart: Int?
  /// Whether the kernel holds what the cells so far have made. It does not where bringing that back
  /// has failed; the next cell tries again.
  var isStateWhole = true
  /// Whether cells had to run again for the present state.
  var hasRepeatedCells = false
  /// Whether nothing is started any more.
  private(set) var isClosed = false

  /// Prepares a session; nothing is started yet.
  ///
  /// - Parameters:
  ///   - folder: Where cells run.
  ///   - seed: What random numbers start from.
  package init(options: SessionOptions, folder: String, seed: UInt64 = 0) {
    self.options = options
    cells = InteractiveCells(folder: folder, seed: seed)
  }

  /// Asks the running cell to come to an end, which training loops do after the present step; a
  /// cell that goes on all the same, or is asked a second time, is ended with its process.
  package nonisolated func interrupt() { interruption.request() }

  /// Ends the kernel and everything it started, and compilers that still run. Nothing can be run
  /// afterwards.
  package func close() async {
    isClosed = true
    await kernelStart?.kernel.stop()
    await kernel?.stop()
    kernel = nil
    await compiler?.close()
    compiler = nil
  }

  /// Finds the compiler, starts the kernel and loads SourceKit, so that the first cell and the
  /// first completion do not wait for them.
  package func prepare() async throws {
    _ = try await startedCompiler()
    _ = try await startedKernel()
    // The first completion loads SourceKit and what it knows of the modules.
    _ = try await completions(for: "", at: 0)
  }

  /// Runs a cell.
  ///
  /// - Parameters:
  ///   - code: The text with its option lines.
  ///   - prompt: The number that the reader knows the cell by: `In [5]`.
  ///   - watch: Told of what the cell shows, in order, while the cell waits.
  package func run(
    _ code: String, prompt: Int, watch: @escaping @Sendable (InteractiveEvent) -> Void
  ) async -> InteractiveResult {
    interruption.reset()
    let (cell, found) = cells.read(code)
    let entry = InteractiveCells.Entry(cell: cell, prompt: prompt, code: code)
    if found.contains(where: { $0.severity == .error }) {
      return failure("CellOptionError", found, entry)
    }
    guard cell.options.evaluates else { return InteractiveResult(.completed) }
    do {
      return try await run(entry, watch: watch)
    } catch {
      if interruption.requests > 0 { return InteractiveResult(.interrupted("before it ran")) }
      return failure(
        "NotebookError", [Diagnostic(.error, file: "", "\(error)")], entry)
    }
  }

  private func run(
    _ entry: InteractiveCells.Entry, watch: @escaping @Sendable (InteractiveEvent) -> Void
  ) async throws -> InteractiveResult {
    if !isStateWhole { try await restoreState(watch) }
    var attempts = 0
    while true {
      let step: CheckedStep
      switch try await check(entry, watch) {
      case .sound(let found): step = found
      case .ended(let result): return result
      }
      await keepState(try await startedKernel())
      let executed = await run(step, in: try await startedKernel(), entry, watch: watch)
      attempts += 1
      if executed.hadNoKernel, attempts == 1 {
        // It has ended between two cells, by whoever. Cells that fail when they run again are gone,
        // and with them names that this one may use.
        if executed.failure?.isOfAnotherThread == true { giveUpCellsSinceSnapshot(watch) }
        try await restoreState(watch)
        continue
      }
      await keep(executed, entry, watch)
      let warnings = describe(
        step.check.shownDiagnostics(of: step.cell).filter { $0.severity == .warning }, entry,
        color: false)
      return result(of: executed, entry, warnings: warnings, watch)
    }
  }

  /// What is known of a cell before it runs.
  private enum Check {
    case sound(CheckedStep)
    /// It does not run.
    case ended(InteractiveResult)
  }

  private func check(
    _ entry: InteractiveCells.Entry, _ watch: @Sendable (InteractiveEvent) -> Void
  ) async throws -> Check {
    let notebook = cells.notebook(adding: entry.cell)
    let compiler = try await startedCompiler()
    let check = try await check(notebook, with: compiler)
    guard let checked = check.cells.last, checked.number == entry.cell.number else {
      return .ended(InteractiveResult(.completed))
    }
    if checked.failsAsExpected {
      watch(.item(.remark(describe(checked.diagnostics, entry, color: false))))
      return .ended(InteractiveResult(.completed))
    }
    if checked.isBroken {
      return .ended(failure("CompileError", checked.diagnostics, entry))
    }
    return .sound(
      CheckedStep(cell: entry.cell, notebook: notebook, check: check, compiler: compiler))
  }

  /// Keeps what a cell has done, or goes back to the state before it.
  private func keep(
    _ executed: ExecutedStep, _ entry: InteractiveCells.Entry,
    _ watch: @escaping @Sendable (InteractiveEvent) -> Void
  ) async {
    guard let failure = executed.failure else {
      // A cell that did not begin, since it was interrupted before, leaves nothing.
      if executed.result?.seconds != nil { cells.append(entry) }
      return
    }
    if failure.kind == .interruption, failure.ranToLastLine {
      var entry = entry
      entry.failure = failure
      cells.append(entry)
    } else if failure.isKernelAlive || entry.cell.options.mayFail {
      cells.append(entry, failing: failure.isKernelAlive ? failure : nil)
    } else {
      if failure.isOfAnotherThread, hasRepeatedCells,
        failure.line.map({ $0 < entry.cell.firstLine }) == true
      {
        // It is an earlier cell's again.
        giveUpCellsSinceSnapshot(watch)
      }
      do {
        try await restoreState(watch)
      } catch {
        watch(.item(.remark("the state before the cell could not be brought back: \(error)")))
      }
    }
  }

  private func result(
    of executed: ExecutedStep, _ entry: InteractiveCells.Entry, warnings: String,
    _ watch: @Sendable (InteractiveEvent) -> Void
  ) -> InteractiveResult {
    let errors = executed.result?.diagnostics.filter { $0.severity == .error } ?? []
    switch executed.end {
    case .interrupted(let place):
      return InteractiveResult(.interrupted(place), warnings: warnings)
    case .completed where executed.result?.state != .failed:
      if executed.failure != nil { watch(.item(.remark(describe(errors, entry, color: false)))) }
      return InteractiveResult(.completed, warnings: warnings)
    default:
      var result = failure(executed.failure?.errorName ?? "NotebookError", errors, entry)
      result.warnings = warnings
      return result
    }
  }

  private func failure(
    _ name: String, _ diagnostics: [Diagnostic], _ entry: InteractiveCells.Entry
  ) -> InteractiveResult {
    let errors = diagnostics.filter { $0.severity != .warning }
    let message = errors.first { $0.severity == .error } ?? errors.first
    return InteractiveResult(
      .failed(
        InteractiveError(
          name: name, message: message.map { cells.readable($0.message, running: entry) } ?? "",
          report: describe(errors, entry, color: true))),
      warnings: describe(diagnostics.filter { $0.severity == .warning }, entry, color: false))
  }

  /// The diagnostics as the compiler prints them, with the lines of cells quoted.
  private func describe(
    _ diagnostics: [Diagnostic], _ running: InteractiveCells.Entry, color: Bool
  ) -> String {
    var printer = DiagnosticPrinter(usesColor: color)
    printer.line = { [cells] file, line in cells.text(ofLine: line, in: file, running: running) }
    return printer.text(of: cells.placed(diagnostics, running: running))
  }
}
