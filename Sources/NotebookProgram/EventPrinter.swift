internal import NotebookDisplay
internal import Synchronization

/// Prints what cells show, claim and report.
final class EventPrinter: Sendable {
  private let counter = Mutex(0)

  /// How many claims were false so far.
  var falseClaims: Int { counter.withLock { $0 } }

  /// Prints one event; what only a report can show is named.
  func print(_ event: CellEvent) {
    switch event {
    case .output(let output): Swift.print(output.plainText)
    case .claim(let claim):
      if !claim.holds { counter.withLock { $0 += 1 } }
      let detail = claim.detail.map { " (\($0))" } ?? ""
      Swift.print("\(claim.holds ? "✓" : "✗") \(claim.sentence)\(detail)")
    case .progress(let progress):
      if let summary = progress.epochSummary { Swift.print(summary) }
    case .notice(.syntheticData(let dataset, let reason)):
      Swift.print("\(dataset) is replaced by a synthetic stand-in: \(reason)")
    case .uncaughtError(let error):
      Swift.print("error: \(error.description) (\(error.typeName))")
    case .notice, .inlineValue: break
    }
  }
}
