public import Datasets
public import Tensors

/// The area under the receiver operating characteristic: the probability that an example of class 1
/// has a larger score than one of class 0, equal scores counting half (Mann and Whitney's
/// statistic). It is exact, as scikit-learn's; Keras' is an approximation by 200 thresholds.
///
/// - Parameters:
///   - scores: One number for each example: logits or probabilities.
///   - targets: 0 or 1, as many.
/// - Returns: NaN when a class has no example or a score is NaN.
public func areaUnderROC(
  scores: Tensor, targets: Tensor, file: StaticString = #fileID, line: UInt = #line
) -> Double {
  require(
    scores.count == targets.count,
    "areaUnderROC expects one score for each target, got \(scores.shape) and \(targets.shape)",
    file: file, line: line)
  let labels = targets.doubles
  require(
    labels.allSatisfy { $0 == 0 || $0 == 1 }, "areaUnderROC expects targets of 0 and 1",
    file: file, line: line)
  return areaUnderROC(zip(scores.doubles, labels))
}

/// The same of scores with their labels, which are 0 and 1.
func areaUnderROC(_ examples: some Sequence<(Double, Double)>) -> Double {
  let pairs = examples.sorted { $0.0 < $1.0 }
  let positives = pairs.reduce(0) { $0 + $1.1 }
  let negatives = Double(pairs.count) - positives
  guard positives > 0, negatives > 0, !pairs.contains(where: { $0.0.isNaN }) else { return .nan }
  var rankSum = 0.0
  var index = 0
  while index < pairs.count {
    var end = index
    while end < pairs.count, pairs[end].0 == pairs[index].0 { end += 1 }
    // Equal scores share the mean of their ranks, counted from 1.
    let rank = Double(index + 1 + end) / 2
    rankSum += rank * pairs[index..<end].reduce(0) { $0 + $1.1 }
    index = end
  }
  return (rankSum - positives * (positives + 1) / 2) / (positives * negatives)
}

extension Layer {
  /// The area under the receiver operating characteristic of a model with one output for each
  /// example, at inference; see `areaUnderROC(scores:targets:)`.
  public func areaUnderROC(on data: some TrainingData) throws -> Double {
    let examples = data.examples
    let outputs = try scores(on: examples)
    guard TargetRule.isOneOutput(outputs.shape) else {
      throw ModelError.wrongRequest(
        "areaUnderROC(on:) expects a model with one output for each example, got \(outputs.shape): "
          + "take one class's scores and call areaUnderROC(scores:targets:)")
    }
    return NeuralNetworks.areaUnderROC(scores: outputs, targets: examples.targets)
  }
}
