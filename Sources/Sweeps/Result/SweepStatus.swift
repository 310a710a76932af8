internal import NotebookDisplay

/// How many runs of a sweep stand how, in words.
package struct SweepStatus: Sendable, Equatable {
  package var complete = 0
  package var failed = 0
  package var running = 0
  package var pending = 0

  package init() {}

  /// "4 of 6 runs complete, 1 failed, 1 running".
  package var text: String {
    let all = complete + failed + running + pending
    var parts = ["\(complete) of \(NumberFormat.count(all, "run")) complete"]
    if failed > 0 { parts.append("\(failed) failed") }
    if running > 0 { parts.append("\(running) running") }
    if pending > 0 { parts.append("\(pending) waiting") }
    return parts.joined(separator: ", ")
  }
}
