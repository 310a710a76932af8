internal import Tensors

/// What a run that ends inside of an epoch, as `fit(steps:)` may, leaves to the one that goes on:
/// the epoch's figures are those of all its steps.
struct UnfinishedEpoch {
  let figures: EpochFigures
  /// How long its steps took.
  let seconds: Double

  init(figures: EpochFigures, seconds: Double) {
    self.figures = figures
    self.seconds = seconds
  }

  /// What a checkpoint has kept; `nil` where it was written at the end of an epoch.
  init?(_ file: TensorFile, _ objective: Objective) {
    guard let examples = file.metadata[Self.examplesKey].flatMap(Int.init) else { return nil }
    let kept = objective.names.indices.map { file["epoch/\($0)"]?.doubles ?? [] }
    guard kept.allSatisfy({ !$0.isEmpty }) else { return nil }
    figures = EpochFigures(objective, after: examples, kept: kept)
    seconds = file.metadata[Self.secondsKey].flatMap(Double.init) ?? 0
  }

  /// Adds it to a checkpoint.
  func write(to file: inout TensorFile) {
    file.metadata[Self.examplesKey] = "\(figures.count)"
    file.metadata[Self.secondsKey] = "\(seconds)"
    for (index, row) in figures.kept.enumerated() {
      file["epoch/\(index)"] = Tensor(row, type: .float64)
    }
  }

  private static let examplesKey = "examples of the epoch"
  private static let secondsKey = "seconds of the epoch"
}
