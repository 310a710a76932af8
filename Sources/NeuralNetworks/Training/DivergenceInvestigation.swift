internal import Datasets
internal import Tensors

/// Finds out where a loss that is not finite came from, by running the steps around it again with
/// every value in sight. That is possible because a step depends on nothing but the values kept
/// from the beginning of its epoch, or from where a checkpoint had it.
struct DivergenceInvestigation {
  let run: TrainingRun
  let start: RunState
  /// The steps of the epoch before the start.
  let stepsBefore: Int
  /// The examples of the epoch from the start on.
  let order: [Int32]

  /// What happened at the step (counted from 0 at the start) whose loss was not finite. The
  /// model is left as it was before the first step that went wrong.
  func report(step: Int) throws -> Divergence {
    start.restore()
    if let spoiled = run.model.firstUnusableWeight {
      return divergence(
        "NaN", 0, DivergenceRemedy.spoiledBefore(spoiled), DivergenceRemedy.ofSpoiledWeights)
    }
    let first = max(0, step - 1)
    try run.runSteps(Array(order.prefix(first * run.batchSize)))
    for index in first...step {
      let values = RunState(run)
      let batch = batch(index)
      let finding = try inspect(batch)
      values.restore()
      if let finding {
        if let sentence = run.training.unusableRow(among: rows(index)) {
          return divergence(
            finding.loss, step, sentence,
            "repair that example or leave it out: no other learning rate helps")
        }
        return divergence(
          finding.loss, step, finding.sentence,
          finding.isSteep ? DivergenceRemedy.ofSteepness : remedy(layer: finding.layer))
      }
      if index < step { try run.runSteps(rows(index)) }
    }
    let before = RunState(run)
    try run.runSteps(rows(step))
    let moved = run.model.parameterEntries.first { !$0.parameter.value.hasOnlyFinite }
    before.restore()
    if let moved {
      return divergence(
        "infinite", step,
        "the step itself went beyond float32: first parameter that is not finite: "
          + moved.reference, remedy(layer: nil))
    }
    return divergence(
      "NaN", step, "every value was finite when the step was run again", remedy(layer: nil))
  }

  private func divergence(
    _ loss: String, _ step: Int, _ culprit: String, _ remedy: String
  ) -> Divergence {
    Divergence(
      loss: loss, epoch: run.epoch, step: stepsBefore + step + 1, culprit: culprit, remedy: remedy)
  }

  private func remedy(layer: String?) -> String {
    DivergenceRemedy(
      learningRate: run.learningRate, options: run.optimizer.optimizer.options, layer: layer,
      model: run.model
    ).description
  }

  private struct Finding {
    let loss: String
    let sentence: String
    /// The path of the layer it belongs to: "dense_2".
    let layer: String
    /// Whether weights, outputs and the loss are ordinary numbers, and only the gradient is none.
    var isSteep = false
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
      of: batch, at: trainable.map(\.parameter), context)
    let spoiled = zip(trainable, gradients).filter { !$1.hasOnlyFinite }.map(\.0)
    let loss = figures[0].scalar
    let name = loss.isNaN || loss.isFinite ? "NaN" : "infinite"
    let culprit = spoiled.first { $0.layerIndex >= spoiledLayer ?? 0 } ?? spoiled.first
    if let culprit {
      let isSteep = loss.magnitude < 1e6 && spoiledLayer == nil
      return Finding(
        loss: isSteep ? fixed(loss, 4) : name,
        sentence: "first gradient that is not finite: \(culprit.reference)",
        layer: culprit.layerPath, isSteep: isSteep)
    }
    guard !loss.isFinite else { return nil }
    return Finding(
      loss: name, sentence: "all gradients are finite, the loss itself is not",
      layer: labels.last ?? "the last layer")
  }

  private func batch(_ index: Int) -> Examples { run.training.gathering(rows(index)) }

  private func rows(_ index: Int) -> [Int32] {
    Array(order.dropFirst(index * run.batchSize).prefix(run.batchSize))
  }
}

/// What may help against a divergence, without what is there already.
struct DivergenceRemedy: CustomStringConvertible {
  let learningRate: Double
  let options: OptimizerOptions
  /// The path of the layer where it began, if that is known.
  var layer: String?
  var model: (any Layer)?

  /// Where a gradient is no number though nothing has grown.
  static let ofSteepness =
    "look for a function whose derivative is infinite or NaN where it stands, such as sqrt at 0, log of "
    + "what vanishes or a division by 0, and add a small number inside it; another learning rate does "
    + "not help"

  /// Of a weight that no step has made what it is.
  static func spoiledBefore(_ entry: ParameterEntry) -> String {
    "\(entry.reference) was not finite before the first step"
  }

  /// Where a training begins with such weights.
  static let ofSpoiledWeights =
    "make the model anew, or set its state to one that is finite: no other learning rate helps"

  var description: String {
    var remedies: [String] = []
    if learningRate > 0 { remedies.append("a smaller learning rate (\(learningRate) now)") }
    if options.clipping == nil { remedies.append("gradient clipping") }
    let isNormalized =
      model.map { ModelWalk($0).places.contains { $0.layer is any Normalization } } ?? false
    if let layer, !isNormalized { remedies.append("BatchNorm before \(layer)") }
    guard let last = remedies.last else {
      return "look at the loss and at the layers for what divides by 0 or grows without bound"
    }
    let others = remedies.dropLast()
    guard !others.isEmpty else { return "try \(last)" }
    return "try \(others.joined(separator: ", "))\(others.count > 1 ? "," : "") or \(last)"
  }
}

extension Tensor {
  /// Whether no element is NaN or infinite.
  var hasOnlyFinite: Bool {
    switch elementType {
    case .int32: true
    case .float32: withElements(of: Float.self) { $0.allSatisfy(\.isFinite) }
    case .float64: withElements(of: Double.self) { $0.allSatisfy(\.isFinite) }
    }
  }
}

extension Examples {
  /// The first of the examples that has a number which is none, in a sentence.
  func unusableRow(among positions: [Int32]) -> String? {
    for position in positions {
      let example = gathering([position])
      for (name, tensor) in [("inputs", example.inputs), ("targets", example.targets)]
      where !tensor.hasOnlyFinite {
        let wrong = tensor.doubles.first { !$0.isFinite } ?? .nan
        return "the \(name) of example \(position) (counted from 0) hold \(brief(wrong))"
      }
    }
    return nil
  }
}
