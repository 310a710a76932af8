internal import Datasets
internal import Tensors

/// A callback whose doings follow from the training and from how it was made, and all of whose
/// traces are in its memory: a training with it can be remembered.
protocol ReproducibleCallback: Callback {
  /// Takes all that its doings depend on into the key of a run that is about to begin.
  ///
  /// - Returns: `false` where they depend on code of somebody else's, which nobody knows.
  func combine(into key: inout TrainingKey, of run: TrainingRun) throws -> Bool
}

extension EarlyStopping: ReproducibleCallback {
  func combine(into key: inout TrainingKey, of run: TrainingRun) -> Bool {
    key.combine("early stopping", identity)
    return true
  }
}

extension ReduceLearningRateOnPlateau: ReproducibleCallback {
  func combine(into key: inout TrainingKey, of run: TrainingRun) -> Bool {
    key.combine("rate on a plateau", identity)
    return true
  }
}

extension Recorder: ReproducibleCallback {
  func combine(into key: inout TrainingKey, of run: TrainingRun) throws -> Bool {
    key.combine("recorder", stepInterval ?? 0)
    // Layers and losses of somebody else's would be called at every look, and might tell of it.
    guard looksAtNothingButParameters || run.consistsOfThisModule else { return false }
    for place in ModelWalk(run.model).places { key.combine(place.path, place.layer.name) }
    for quantity in quantities {
      key.combine("as", quantity.summary)
      switch quantity.source {
      case .activations(let place, let unit):
        key.combine("activations of \(try place.name(in: run.model))", unit ?? -1)
      case .gradient(let place): key.combine("gradient", try place.name(in: run.model))
      case .parameter(let place):
        if case .layer = place { key.combine("of a layer", "") }
        key.combine("parameter", try place.name(in: run.model))
      case .gradientNorms: key.combine("gradient norms", "")
      case .evaluation(let data):
        key.combine("evaluation", data)
        try run.objective.prepare(for: data)
        for trace in try Evaluation(run.objective, data).traces() {
          key.combine("evaluation", trace)
        }
      case .custom: return false
      }
    }
    if looksAtGradients {
      let gradients = try PlannedGradients(
        run.model, loss: run.objective.loss, for: run.probeBatch)
      key.combine("gradients", try gradients.trace(for: run.probeBatch))
    }
    return true
  }

  private var looksAtGradients: Bool {
    quantities.contains {
      switch $0.source {
      case .gradient, .gradientNorms: true
      case .activations, .parameter, .evaluation, .custom: false
      }
    }
  }

  private var looksAtNothingButParameters: Bool {
    quantities.allSatisfy { if case .parameter = $0.source { true } else { false } }
  }
}

extension TrainingRun {
  /// Whether the code of layers, loss and metrics is this module's.
  fileprivate var consistsOfThisModule: Bool {
    ([objective.loss.rule] + objective.metrics.map(\.rule)).allSatisfy { rule in
      if case .any = rule { false } else { true }
    }
      && ModelWalk(model).places.allSatisfy { place in
        String(reflecting: type(of: place.layer)).hasPrefix("NeuralNetworks.")
          && !(place.layer is Lambda)
      }
  }
}
