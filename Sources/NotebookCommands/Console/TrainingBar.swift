internal import NotebookDisplay

/// A training loop on one line: `epoch 3/10 ━━━━━━────  1032/1719  loss 0.66  accuracy 0.78  4.2 s left`.
struct TrainingBar {
  let text: String

  init(_ progress: Progress, cells: Int = 16) {
    let done = progress.steps > 0 ? min(progress.step * cells / progress.steps, cells) : 0
    let bar = String(repeating: "━", count: done) + String(repeating: "─", count: cells - done)
    var text =
      "epoch \(progress.epoch)/\(progress.epochs) \(bar) \(progress.step)/\(progress.steps)"
    if let loss = progress.loss { text += "  loss \(loss.fourDecimals)" }
    for metric in progress.metrics { text += "  \(metric.name) \(metric.value.fourDecimals)" }
    if let left = progress.secondsLeft { text += "  \(left.shortSeconds) left" }
    self.text = text
  }
}
