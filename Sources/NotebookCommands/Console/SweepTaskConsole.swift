internal import NotebookDisplay
internal import NotebookSession
internal import NotebookWorkflow
internal import Sweeps
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Says where a run of a sweep is, one line at a time, for the process that shows them all.
final class SweepTaskConsole: Sendable {
  private let clock = ContinuousClock()
  private let lastLine: Mutex<ContinuousClock.Instant>

  init() { lastLine = Mutex(clock.now - .seconds(1)) }

  /// Shows one event.
  func show(_ event: RunEvent) {
    guard case .session(let event) = event else { return }
    switch event {
    case .cellStarted(let cell): say(Self.title(cell))
    case .cellProgress(let cell, let progress):
      say("\(Self.title(cell))  \(TrainingBar(progress, cells: 8).text)")
    default: break
    }
  }

  /// Four lines a second are as many as a reader can follow.
  private func say(_ text: String) {
    let now = clock.now
    let isDue = lastLine.withLock { last in
      guard now - last >= .milliseconds(250) else { return false }
      last = now
      return true
    }
    guard isDue else { return }
    print(TaskStatus(text).line)
    fflush(nil)
  }

  private static func title(_ cell: CellReference) -> String {
    "[\(cell.number)/\(cell.count)]" + (cell.label.map { " \($0)" } ?? "")
  }
}
