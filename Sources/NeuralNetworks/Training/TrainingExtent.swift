/// How long a training run lasts: so many times through the examples, so many steps, or whichever
/// comes first.
struct TrainingExtent {
  /// Examples in a step, at most as many as there are.
  let batchSize: Int
  /// The epochs asked for, the last of them perhaps in part.
  let epochs: Int
  /// The steps of a whole epoch; a last partial batch is one.
  let stepsPerEpoch: Int
  /// After how many steps the run ends, if that was asked for.
  private let steps: Int?

  /// - Parameters:
  ///   - count: Examples to train on, at least one.
  ///   - epochs: One unless epochs or steps are given.
  init(count: Int, batchSize: Int, epochs: Int?, steps: Int?) {
    self.batchSize = min(batchSize, count)
    let stepsPerEpoch = (count - 1) / self.batchSize + 1
    self.stepsPerEpoch = stepsPerEpoch
    self.steps = steps
    let needed = steps.map { $0 == 0 ? 0 : ($0 - 1) / stepsPerEpoch + 1 }
    self.epochs = min(epochs ?? needed ?? 1, needed ?? .max)
  }

  /// The steps of an epoch, counted from 1, of which `taken` steps of the run lie before.
  func steps(after taken: Int) -> Int {
    min(stepsPerEpoch, steps.map { $0 - taken } ?? stepsPerEpoch)
  }

  /// The steps before an epoch, counted from 1.
  func steps(before epoch: Int) -> Int { (epoch - 1) * stepsPerEpoch }

  /// After how many steps the run ends, where it is not its epochs that end it first.
  var stepLimit: Int? {
    steps.flatMap { Double($0) <= Double(epochs) * Double(stepsPerEpoch) ? $0 : nil }
  }

  /// All steps; a number that no counter has to hold.
  var totalSteps: Double {
    min(Double(epochs) * Double(stepsPerEpoch), steps.map(Double.init) ?? .infinity)
  }
}
