internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookWorkflow
internal import Sweeps
internal import Synchronization

/// Shows a sweep: on a terminal a live table of what runs, on a pipe a plain line for each run.
final class SweepConsole: Sendable {
  private let terminal: Terminal
  private let note: String
  private let isQuiet: Bool
  private let state = Mutex(State())
  private let clock = ContinuousClock()

  private struct State {
    /// How many lines of the live table are on the screen.
    var liveLines = 0
    var lastDrawn: ContinuousClock.Instant?
    var lastStatus: SweepStatus?
  }

  init(terminal: Terminal, note: String, isQuiet: Bool) {
    self.terminal = terminal
    self.note = note
    self.isQuiet = isQuiet
  }

  /// Shows one event.
  func show(_ event: SweepEvent) {
    state.withLock { state in
      switch event {
      case .diagnostics(let diagnostics, let source):
        clear(&state)
        terminal.write(
          DiagnosticPrinter(source: source, usesColor: terminal.usesColor).text(of: diagnostics))
      case .planned(let runs, let complete):
        let rest = complete == 0 ? "" : ", \(complete) complete already"
        say("\(note): \(NumberFormat.count(runs, "run"))\(rest)", &state)
      case .compiled(let seconds):
        say("compiled in \(NumberFormat.duration(seconds: seconds))", &state)
      case .submitted(let runs, let engine):
        say("\(NumberFormat.count(runs, "run")) to do, \(engine)", &state)
      case .prepared(let job):
        say("each run: notebook sweep-task FILE INDEX, 0 to \(job.runs.count - 1)", &state)
        print(job.path)
      case .ended(let row): say(line(of: row), &state)
      case .notStarted(let runs):
        say("✗ \(NumberFormat.count(runs, "run")) not started: the sweep was interrupted", &state)
      case .reportsRenewed(let runs):
        say("the prose has changed: \(NumberFormat.count(runs, "report")) made anew", &state)
      case .progress(let status, let running): show(status, running, &state)
      case .interrupted(let text): say("interrupted: \(text)", &state)
      case .written(let result, let report):
        clear(&state)
        say(summary(of: result) + "  \(report)", &state)
      }
    }
  }

  private func line(of row: SweepRow) -> String {
    let time = row.summary.map { "  \(NumberFormat.duration(seconds: $0.seconds))" } ?? ""
    switch row.state {
    case .completed:
      let claims = row.summary?.claims ?? []
      let held = claims.count { $0.claim.holds }
      let text = claims.isEmpty ? "" : "  \(held) of \(claims.count) claims hold"
      return "\(held == claims.count ? "✓" : "✗") \(row.run.title)\(text)\(time)"
    case .failed, .interrupted, .missing:
      // What a cell has thrown may be of several lines.
      return "✗ \(row.run.title)  \(Self.oneLine(row.stateText))\(time)"
    }
  }

  private func summary(of result: SweepResult) -> String {
    let claims = result.claims
    let everywhere = claims.count { $0.holds == $0.stated }
    var text = "\(note): \(result.completeCount) of \(NumberFormat.count(result.rows.count, "run"))"
    text += " complete"
    if !claims.isEmpty {
      text += ", \(everywhere) of \(NumberFormat.count(claims.count, "claim")) "
      text += claims.count == 1 ? "holds in all of them" : "hold in all of them"
    }
    return text
  }

  // MARK: The live table

  private func show(
    _ status: SweepStatus, _ running: [(run: SweepRun, text: String)], _ state: inout State
  ) {
    guard !isQuiet else { return }
    let now = clock.now
    guard terminal.isInteractive else {
      // On a pipe every ended run has its line; how all stand is said at first and now and then.
      if let last = state.lastDrawn, now - last < .seconds(10) { return }
      if status != state.lastStatus { say(status.text, &state) }
      (state.lastStatus, state.lastDrawn) = (status, now)
      return
    }
    if let last = state.lastDrawn, now - last < .milliseconds(200) { return }
    state.lastDrawn = now
    clear(&state)
    let lines =
      running.prefix(16).map { "  \($0.run.title)  \(Self.oneLine($0.text))" } + [status.text]
    for line in lines { terminal.write(String(line.prefix(terminal.width - 1)) + "\n") }
    state.liveLines = lines.count
  }

  /// The text on one line, without what would move a terminal's cursor.
  static func oneLine(_ text: String) -> String {
    SourceExcerpt.printable(text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  private func say(_ line: String, _ state: inout State) {
    guard !isQuiet else { return }
    clear(&state)
    terminal.write(line + "\n")
  }

  private func clear(_ state: inout State) {
    guard state.liveLines > 0 else { return }
    terminal.write("\u{1B}[\(state.liveLines)A\u{1B}[J")
    state.liveLines = 0
  }
}
