public import Datasets
internal import Tensors

extension Layer {
  /// Computes the running statistics of all batch normalizations anew: each becomes the mean over
  /// the batches of what it sees, with the weights as they are now. Nothing else changes.
  ///
  /// Running statistics lag behind weights that move fast, and mean nothing after weights were
  /// averaged or set; the same is PyTorch's `update_bn`.
  ///
  /// - Parameters:
  ///   - data: What to go through once, in its order and in training mode.
  ///   - batchSize: Examples in a batch; a last partial batch counts like a whole one.
  public func recalibrate(
    on data: some TrainingData, batchSize: Int = 200,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    require(
      batchSize > 0,
      "recalibrate(batchSize: \(batchSize)) expects at least one example in a batch, got "
        + "\(batchSize)", file: file, line: line)
    require(
      data.count > 0, "recalibrate(on:) has nothing to go through: the data set is empty",
      file: file, line: line)
    let examples = data.examples
    let location = SourceLocation(file: file, line: line)
    var number = 0
    for start in stride(from: 0, to: examples.count, by: min(batchSize, max(1, examples.count))) {
      number += 1
      let context = Context(isTraining: true, updatesState: false, location: location)
      context.pass.averagedBatches = number
      let end = min(start + batchSize, examples.count)
      _ = context.send(matched(examples[start..<end].inputs), through: self)
    }
  }
}
