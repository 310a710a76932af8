public import Tensors

extension TrainingData {
  /// The same examples, each of which counts in the loss as much as its weight says: as
  /// `sample_weight` of Keras. Splits, batches and shuffled copies keep every weight with its
  /// example.
  ///
  /// A loss is the mean of every example's loss times its weight, divided by the number of
  /// examples, as in Keras, not by the sum of the weights. Metrics count every example alike. In a
  /// `TrainingStep` the batch has them as `batch.sampleWeights`.
  ///
  /// ```swift
  /// try model.fit(training.weighted(by: weights))
  /// ```
  ///
  /// - Parameter weights: `[count]`, finite numbers of at least 0.
  public func weighted(
    by weights: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Self {
    require(
      weights.shape == [count],
      "weighted(by:) expects one weight for each of the \(count) examples, shape [\(count)], got "
        + "\(weights.shape)", file: file, line: line)
    if let wrong = weights.doubles.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      stop(
        "weighted(by:) expects finite weights of at least 0, got \(weights.doubles[wrong]) for "
          + "example \(wrong)", file: file, line: line)
    }
    return replacing(sampleWeights: weights.converted(to: .float32))
  }

  /// The same examples, each of which counts in the loss as much as its weight says.
  public func weighted(
    by weights: [Double], file: StaticString = #fileID, line: UInt = #line
  ) -> Self {
    weighted(by: Tensor(weights), file: file, line: line)
  }
}
