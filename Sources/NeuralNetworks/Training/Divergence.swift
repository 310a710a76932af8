internal import Datasets
internal import Tensors

/// Finds out where a loss that is not finite came from, by running the steps around it again with
/// every value in sight. That is possible because a step depends on nothing but the values kept
/// from the beginning of its epoch.
struct Divergence {
  let run: TrainingRun
  let epochStart: RunState
  let order: [Int32]

  /// The error for the step (counted from 0 within the epoch) whose loss was not finite. The model
  /// is left as it was before the first step that went wrong.
  func report(step: Int) throws -> ModelError {
    let rate = run.learningRate
    epochStart.restore()
    let first = max(0, step - 1)
    try run.repeatSteps(before: first, order: order)
    for index in first...step {
      let values = RunState(run)
      let finding = try inspect(batch(index))
      values.restore()
      if let finding {
        return .divergence(
          loss: finding.loss, epoch: run.epoch, step: step + 1, culprit: finding.sentence,
          remedy: "try a smaller learning rate (\(rate) now), gradient clipping, "
            + "or BatchNorm before \(finding.layer)")
      }
      if index < step {
        try run.repeatStep(index, order: order)
      }
    }
    let before = RunState(run)
    try run.repeatStep(step, order: order)
    let moved = run.model.parameterEntries.first { !$0.parameter.value.hasOnlyFinite }
    before.restore()
    if let moved {
      return .divergence(
        loss: "infinite", epoch: run.epoch, step: step + 1,
        culprit: "the step itself went beyond float32: first parameter that is not finite: "
          + moved.reference,
        remedy: "try a smaller learning rate (\(rate) now) or gradient clipping")
    }
    return .divergence(
      loss: "NaN", epoch: run.epoch, step: step + 1,
      culprit: "every value was finite when the step was run again",
      remedy: "try a smaller learning rate (\(rate) now)")
  }

  private struct Finding {
    let loss: String
    let sentence: String
    /// The path of the layer it belongs to: "dense_2".
    let layer: String
  }

  /// The first parameter of the layer that spoils the gradients, if one does.
  private func inspect(_ batch: Examples) throws(ModelError) -> Finding? {
    let entries = run.model.parameterEntries
    var spoiledLayer = entries.first { !$0.parameter.value.hasOnlyFinite }?.layerIndex
    let labels = (run.model as? Sequential)?.labeledLayers.map(\.label) ?? []
    let context = Context(isTraining: true, updatesState: false) { path, _, output in
      if spoiledLayer == nil, let path, let index = labels.firstIndex(of: path),
        !output.hasOnlyFinite
      {
        spoiledLayer = index
      }
    }
    let trainable = entries.filter(\.parameter.isTrainable)
    let (figures, gradients) = try run.objective.gradients(
      batch.inputs, batch.targets, at: trainable.map(\.parameter), context)
    let spoiled = zip(trainable, gradients).filter { !$1.hasOnlyFinite }.map(\.0)
    let loss = figures[0].scalar
    let name = loss.isNaN || loss.isFinite ? "NaN" : "infinite"
    let culprit = spoiled.first { $0.layerIndex >= spoiledLayer ?? 0 } ?? spoiled.first
    if let culprit {
      return Finding(
        loss: name, sentence: "first gradient that is not finite: \(culprit.reference)",
        layer: culprit.layerPath)
    }
    guard !loss.isFinite else { return nil }
    return Finding(
      loss: name, sentence: "all gradients are finite, the loss itself is not",
      layer: labels.last ?? "the last layer")
  }

  private func batch(_ index: Int) -> Examples {
    let start = index * run.batchSize
    let end = min(start + run.batchSize, order.count)
    return run.training.gathering(Array(order[start..<end]))
  }
}

extension Tensor {
  /// Whether no element is NaN or infinite.
  var hasOnlyFinite: Bool { withElements(of: Float.self) { $0.allSatisfy(\.isFinite) } }
}
