internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import NotebookWorkflow
internal import RunResults
internal import Synchronization

/// The events of a run on standard output, one JSON object a line, for editors and scripts.
final class EventStream: Sendable {
  fileprivate struct Line: Encodable {
    var event: String
    var note: String
    var cell: Int?
    var label: String?
    var line: Int?
    /// The file with the line, where the note includes it.
    var file: String?
    var seconds: Double?
    var diagnostics: [Diagnostic]?
    var progress: Progress?
    var state: CellResult.State?
    var status: Int32?
    var report: String?
    var claims: Int?
    var falseClaims: Int?
    var made: String?

    init(_ event: String, note: String) {
      self.event = event
      self.note = note
    }
  }

  private let order = Mutex(())

  /// Writes one event.
  func write(_ event: RunEvent, note: String) {
    var line: Line
    switch event {
    case .upToDate(let report, let made):
      line = Line("up-to-date", note: note)
      line.report = report
      line.made = made
    case .renderingStoredOutputs(let made), .renderingOnly(let made):
      line = Line("rendering-stored-outputs", note: note)
      line.made = made
    case .session(let event):
      guard let described = Line(event, note: note) else { return }
      line = described
    case .finished(let outcome):
      line = Line("finished", note: note)
      line.status = outcome.status.rawValue
      line.report = outcome.report
      line.claims = outcome.claims
      line.falseClaims = outcome.falseClaims
      line.seconds = outcome.seconds
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(line) else { return }
    order.withLock { _ in print(String(decoding: data, as: UTF8.self)) }
  }
}

extension EventStream.Line {
  fileprivate mutating func describe(_ cell: CellReference) {
    self.cell = cell.number
    label = cell.label
    line = cell.line
    file = cell.note == note ? nil : cell.note
  }
}

extension EventStream.Line {
  /// What a session tells; `nil` for what no line is written for.
  fileprivate init?(_ event: SessionEvent, note: String) {
    switch event {
    case .checkingStarted:
      self.init("checking", note: note)
    case .checkingFinished(let seconds, let diagnostics):
      self.init("checked", note: note)
      self.seconds = seconds
      self.diagnostics = diagnostics
    case .cellStarted(let cell):
      self.init("cell-started", note: note)
      describe(cell)
    case .cellProgress(let cell, let progress):
      self.init("progress", note: note)
      describe(cell)
      self.progress = progress
    case .cellFinished(let cell, let report):
      self.init("cell-finished", note: note)
      describe(cell)
      self.seconds = report.seconds
      self.state = report.state
      self.diagnostics = report.diagnostics
    case .interruptionRequested:
      self.init("interruption-requested", note: note)
    case .diagnostics(let diagnostics):
      self.init("diagnostics", note: note)
      self.diagnostics = diagnostics
    case .checkingContinues(let seconds):
      self.init("checking", note: note)
      self.seconds = seconds
    case .cellCompiling(let cell, let seconds):
      self.init("cell-compiling", note: note)
      describe(cell)
      self.seconds = seconds
    case .cellOutput: return nil
    }
  }
}
