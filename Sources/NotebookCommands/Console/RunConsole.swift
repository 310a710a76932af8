internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import NotebookWorkflow
internal import RunResults
internal import Synchronization

/// Shows a run: on a terminal one live line for each cell, on a pipe plain lines.
final class RunConsole: Sendable {
  enum Verbosity: Sendable { case quiet, normal, verbose }

  private let terminal: Terminal
  private let verbosity: Verbosity
  /// What ends a cell that does not come to an end when it is asked to.
  private let secondRequest: String
  private let clock = ContinuousClock()
  private let state: Mutex<State>

  private struct State {
    var liveLine = ""
    var lastDrawn: ContinuousClock.Instant
    /// The end of what a cell has printed, which is no whole line yet.
    var unfinishedLine = ""
    /// After how many seconds of waiting a pipe is told next.
    var nextWord = RunConsole.firstWord
  }

  /// - Parameter secondRequest: What the user does for the second time to end a running cell.
  init(terminal: Terminal, verbosity: Verbosity, secondRequest: String = "Ctrl-C again") {
    self.terminal = terminal
    self.verbosity = verbosity
    self.secondRequest = secondRequest
    state = Mutex(State(lastDrawn: clock.now - .seconds(1)))
  }

  /// Shows one event.
  func show(_ event: RunEvent, note: String, source: NoteSource?) {
    state.withLock { state in
      switch event {
      case .upToDate(let report, let made):
        say(
          "\(note): nothing has changed since \(made); \(report) is up to date (--force runs it)",
          &state)
      case .renderingStoredOutputs(let made):
        say("\(note): only prose has changed; the outputs are those of \(made)", &state)
      case .renderingOnly(let made):
        say("\(note): nothing is run; the outputs are those recorded at \(made)", &state)
      case .session(let event):
        show(event, source, &state)
      case .finished(let outcome):
        finish(outcome, note, &state)
      }
    }
  }

  private func show(_ event: SessionEvent, _ source: NoteSource?, _ state: inout State) {
    switch event {
    case .checkingStarted(let cells):
      live("checking \(cells) \(cells == 1 ? "cell" : "cells")", &state, at: clock.now)
    case .checkingContinues(let seconds):
      wait("checking cells", seconds, &state)
    case .checkingFinished(let seconds, let diagnostics):
      print(diagnostics, source, &state)
      if verbosity == .verbose {
        say("checked in \(NumberFormat.duration(seconds: seconds))", &state)
      }
    case .cellStarted(let cell):
      live(title(cell), &state, at: clock.now)
    case .cellCompiling(let cell, let seconds):
      wait("\(title(cell))  compiling", seconds, &state)
    case .cellProgress(let cell, let progress):
      show(progress, of: cell, &state)
    case .cellFinished(let cell, let report):
      finish(cell, report, source, &state)
    case .interruptionRequested:
      say(
        "interrupting: a training loop stops at its next step; \(secondRequest) ends the cell",
        &state)
    case .diagnostics(let diagnostics):
      print(diagnostics, source, &state)
    case .cellOutput(_, let item):
      if verbosity == .verbose { stream(item, &state) }
    }
  }

  /// How long something takes: on a terminal every second, on a pipe after 10, 20, 40, … seconds.
  private func wait(_ what: String, _ seconds: Double, _ state: inout State) {
    let line = "\(what), \(NumberFormat.duration(seconds: seconds.rounded())) so far"
    guard !terminal.isInteractive else { return live(line, &state, at: clock.now) }
    if seconds < state.nextWord / 2 { state.nextWord = Self.firstWord }
    guard seconds >= state.nextWord else { return }
    state.nextWord *= 2
    say(line, &state)
  }

  /// Seconds of waiting before a pipe is told.
  private static let firstWord = 10.0

  // MARK: Cells

  private func title(_ cell: CellReference) -> String {
    let name = cell.label.map { " \($0)" } ?? ""
    return "[\(cell.number)/\(cell.count)]\(name) \(cell.note):\(cell.line)"
  }

  private func show(_ progress: Progress, of cell: CellReference, _ state: inout State) {
    if let summary = progress.epochSummary, !terminal.isInteractive || verbosity == .verbose {
      say("  " + summary, &state)
    }
    let now = clock.now
    // Four redraws a second are as many as a reader can follow.
    guard now - state.lastDrawn >= .milliseconds(250) || progress.epochSummary != nil else {
      return
    }
    live("\(title(cell))  \(TrainingBar(progress).text)", &state, at: now)
  }

  private func finish(
    _ cell: CellReference, _ report: CellResult, _ source: NoteSource?, _ state: inout State
  ) {
    finishLine(&state)
    let elapsed = NumberFormat.duration(seconds: report.seconds ?? 0)
    switch report.state {
    case .completed:
      say("\(mark("✓", .green)) \(title(cell))  \(elapsed)", &state)
    case .failed:
      say("\(mark("✗", .red)) \(title(cell))  failed after \(elapsed)", &state)
    case .interrupted(let place):
      let words = place.isEmpty ? "interrupted" : "interrupted \(place)"
      say("\(mark("■", .yellow)) \(title(cell))  \(words)", &state)
    case .notRun: break
    }
    print(report.diagnostics, source, &state)
  }

  /// Shows what a cell prints as it comes, whole lines at a time.
  private func stream(_ item: CellResult.Item, _ state: inout State) {
    switch item {
    case .standardOutput(let text), .standardError(let text): state.unfinishedLine += text
    case .remark(let text):
      finishLine(&state)
      say("  \(text)", &state)
    case .output, .claim: return
    }
    guard let end = state.unfinishedLine.lastIndex(where: \.isNewline) else { return }
    say(TerminalText.settled(String(state.unfinishedLine[..<end])), &state)
    state.unfinishedLine.removeSubrange(...end)
  }

  private func finishLine(_ state: inout State) {
    guard !state.unfinishedLine.isEmpty else { return }
    say(TerminalText.settled(state.unfinishedLine), &state)
    state.unfinishedLine = ""
  }

  private func finish(_ outcome: RunOutcome, _ note: String, _ state: inout State) {
    live("", &state, at: clock.now)
    if verbosity == .verbose {
      for cell in outcome.cellsNotRun {
        say("- cell \(cell.number) not run: \(cell.reason)", &state)
      }
    }
    guard let report = outcome.report else { return }
    var summary = "\(note): "
    switch outcome.status {
    case .complete:
      summary += outcome.partialText.map { mark($0, .yellow) } ?? mark("complete", .green)
    case .failed: summary += mark("failed", .red)
    case .invalidNote: summary += mark("not run, the note has errors", .red)
    case .interrupted: summary += mark("interrupted", .yellow)
    case .usage: summary += mark("not run", .red)
    }
    if outcome.usesSyntheticData {
      summary += ", \(mark("on synthetic data: claims are not checked on real data", .yellow))"
    } else if outcome.claims > 0 {
      let held = outcome.claims - outcome.falseClaims
      summary += ", \(held) of \(outcome.claims) claims hold"
    }
    if !outcome.cellsNotRun.isEmpty, outcome.status != .invalidNote, outcome.status != .complete {
      summary += ", \(NumberFormat.count(outcome.cellsNotRun.count, "cell")) not run"
    }
    say(summary + ", \(NumberFormat.duration(seconds: outcome.seconds))  \(report)", &state)
  }

  // MARK: Lines

  private func print(_ diagnostics: [Diagnostic], _ source: NoteSource?, _ state: inout State) {
    guard !diagnostics.isEmpty else { return }
    clear(&state)
    terminal.write(
      DiagnosticPrinter(source: source, usesColor: terminal.usesColor).text(of: diagnostics))
  }

  /// A line that stays.
  private func say(_ line: String, _ state: inout State) {
    guard verbosity != .quiet else { return }
    clear(&state)
    terminal.write(line + "\n")
  }

  /// A line that the next one replaces; nothing on a pipe.
  private func live(_ line: String, _ state: inout State, at now: ContinuousClock.Instant) {
    guard terminal.isInteractive, verbosity != .quiet else { return }
    let fitting = String(line.prefix(terminal.width - 1))
    terminal.write("\r\u{1B}[2K" + fitting)
    state.liveLine = fitting
    state.lastDrawn = now
  }

  private func clear(_ state: inout State) {
    guard !state.liveLine.isEmpty else { return }
    terminal.write("\r\u{1B}[2K")
    state.liveLine = ""
  }

  private enum Color: Int { case red = 31, green = 32, yellow = 33 }

  private func mark(_ text: String, _ color: Color) -> String {
    terminal.usesColor ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
