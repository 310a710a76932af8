internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
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
    case .renderingStoredOutputs(let made):
      line = Line("rendering-stored-outputs", note: note)
      line.made = made
    case .checkingStarted:
      line = Line("checking", note: note)
    case .checkingFinished(let seconds, let diagnostics):
      line = Line("checked", note: note)
      line.seconds = seconds
      line.diagnostics = diagnostics
    case .cellStarted(let cell):
      line = Line("cell-started", note: note)
      line.describe(cell)
    case .cellProgress(let cell, let progress):
      line = Line("progress", note: note)
      line.describe(cell)
      line.progress = progress
    case .cellFinished(let cell, let report):
      line = Line("cell-finished", note: note)
      line.describe(cell)
      line.seconds = report.seconds
      line.state = report.state
      line.diagnostics = report.diagnostics
    case .interruptionRequested:
      line = Line("interruption-requested", note: note)
    case .diagnostics(let diagnostics):
      line = Line("diagnostics", note: note)
      line.diagnostics = diagnostics
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
  fileprivate mutating func describe(_ cell: RunningCell) {
    self.cell = cell.number
    label = cell.label
    line = cell.line
  }
}
