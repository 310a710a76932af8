internal import NotebookDisplay

/// A training loop on one line:
/// `epoch 3/10 ━━━━━━────  1032/1719  loss 0.66  accuracy 0.78  4.2 s left`.
struct TrainingBar {
  let text: String

  init(_ progress: Progress, cells: Int = 16) {
    let done = Self.share(progress.step, of: progress.steps, cells)
    let bar = String(repeating: "━", count: done) + String(repeating: "─", count: cells - done)
    var text =
      "epoch \(progress.epoch)/\(progress.epochs) \(bar) \(progress.step)/\(progress.steps)"
    if let loss = progress.loss { text += "  loss \(NumberFormat.fixed(loss, decimals: 4))" }
    for metric in progress.metrics {
      text += "  \(metric.name) \(NumberFormat.fixed(metric.value, decimals: 4))"
    }
    if let left = progress.secondsLeft { text += "  \(NumberFormat.duration(seconds: left)) left" }
    self.text = text
  }

  /// How many of the bar's cells are filled, from none to all.
  private static func share(_ step: Int, of steps: Int, _ cells: Int) -> Int {
    guard steps > 0, step > 0 else { return 0 }
    return Int(clamping: min(Double(step) / Double(steps), 1) * Double(cells))
  }
}
