import Foundation
import KernelSupervision
import NotebookDisplay
import Testing

/// What one cell did, as a test wants to see it.
struct RecordedRun {
  var events: [KernelEvent]
  var outcome: CellOutcome

  var standardOutput: String {
    events.map { if case .standardOutput(let text) = $0 { text } else { "" } }.joined()
  }

  var standardError: String {
    events.map { if case .standardError(let text) = $0 { text } else { "" } }.joined()
  }

  var remarks: [String] {
    events.compactMap { if case .remark(let text) = $0 { text } else { nil } }
  }

  /// Texts shown and printed in their order, neighbouring prints joined; shown ones in brackets.
  var transcript: String {
    events.map { event in
      switch event {
      case .standardOutput(let text), .standardError(let text): text
      case .event(.output(let output)):
        if case .text(let text) = output.content { "[\(text)]" } else { "[?]" }
      case .event(.claim(let claim)): "[\(claim.sentence): \(claim.holds)]"
      case .event, .remark, .inputRequested: ""
      }
    }.joined()
  }

  var failure: CellFailure? {
    if case .failed(let failure) = outcome { failure } else { nil }
  }
}

/// A list that grows from another thread.
final class EventList: @unchecked Sendable {
  private let lock = NSLock()
  private var list: [KernelEvent] = []

  func append(_ event: KernelEvent) { lock.withLock { list.append(event) } }
  var all: [KernelEvent] { lock.withLock { list } }
}

extension KernelSession {
  /// Runs a cell and keeps everything it does; `react` sees each event as it comes.
  func record(
    _ cell: LoadableCell, timeout: Double? = 20, isHeardAfterItsEnd: Bool = false,
    react: @escaping @Sendable (KernelEvent) -> Void = { _ in }
  ) async -> RecordedRun {
    let events = EventList()
    let outcome = await run(
      cell, timeout: timeout, isHeardAfterItsEnd: isHeardAfterItsEnd
    ) { event in
      // What the kernel says of itself comes with the first cell and is none of its doing.
      if case .event(.notice) = event { return }
      events.append(event)
      react(event)
    }
    return RecordedRun(events: events.all, outcome: outcome)
  }
}

/// Compiles one cell, runs it in a fresh kernel, and stops the kernel.
func runAlone(
  _ code: String, timeout: Double? = 20, memoryLimit: Int? = nil,
  outputLimit: Int = 1_000_000, react: @escaping @Sendable (KernelEvent) -> Void = { _ in }
) async throws -> RecordedRun {
  let workshop = try CellWorkshop()
  let cell = try workshop.compile(1, code)
  let session = try await workshop.start(memoryLimit: memoryLimit, outputLimit: outputLimit)
  let record = await session.record(cell, timeout: timeout, react: react)
  await session.stop()
  return record
}
