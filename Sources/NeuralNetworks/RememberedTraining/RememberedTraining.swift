internal import NotebookDisplay
internal import Tensors

/// A training that an earlier run may have done already: with the same computation, the same
/// values, data and settings, the same engine on the same processor, its result is the same to the
/// bit.
struct RememberedTraining {
  private let run: TrainingRun
  private let store: any TrainingStore
  private let key: String
  /// States that are neither the model's nor the optimizer's, such as a random key of the note's.
  private let otherStates: [Parameter]

  /// Finds out whether the run's result follows from what is known before its first step; `nil`
  /// where it does not: callbacks and schedules of somebody else's may do anything, and a
  /// checkpoint is to be written.
  ///
  /// The steps are written down here whether or not anything is kept, so that code of layers and
  /// losses is called equally often in either case.
  init?(_ run: TrainingRun) throws {
    guard run.settings.checkpoint == nil, run.epochs > 0,
      run.optimizer.optimizer.learningRate.isPlanned,
      run.objective.metrics.allSatisfy(\.isPlanned)
    else { return nil }
    var key = TrainingKey()
    for trace in try run.traces() { key.combine("step", trace) }
    for trace in try run.evaluation?.traces() ?? [] { key.combine("validation", trace) }
    for callback in run.settings.callbacks {
      guard let callback = callback as? any ReproducibleCallback,
        try callback.combine(into: &key, of: run)
      else { return nil }
    }
    guard let store = TrainingMemory.store else { return nil }
    self.run = run
    self.store = store
    let traced = key.states
    for entry in run.model.allEntries { key.combine(entry.parameter) }
    for state in run.optimizer.allState { key.combine(state) }
    let own = Set(
      (run.model.allEntries.map(\.parameter) + run.optimizer.allState).map(ObjectIdentifier.init))
    otherStates = traced.filter { !own.contains(ObjectIdentifier($0)) }
    key.combine("format", 1)
    // The result is put back by the names of things.
    for (name, value) in run.identity { key.combine(name, value) }
    key.combine("paths", run.model.allEntries.map(\.path))
    key.combine("engine", store.environment)
    key.combine("backend", "\(Backends.current.name) \(Backends.current.version ?? "")")
    key.combine("training", run.training)
    if let validation = run.evaluation?.data { key.combine("validation", validation) }
    key.combine("extent", run.extent)
    key.combine("figures", run.objective.names)
    key.combine("batches seen", run.optimizer.batchesSeen)
    key.combine("options", run.optimizer.optimizer.options)
    key.combine("shuffling", "\(run.settings.shuffling) \(run.settings.seed)")
    key.combine("interval", run.settings.validationInterval ?? 0)
    key.combine("divergence", run.settings.onDivergence)
    self.key = key.hexadecimal
  }

  /// Brings the run to its end if its result is known; the reader is told when it was computed.
  ///
  /// - Returns: Whether it is at its end.
  func recall() throws -> Bool {
    guard let content = store.content(of: key),
      let file = try? TensorFile(bytes: content, path: "a remembered training"),
      let seconds = file.metadata["seconds"].flatMap(Double.init),
      let made = file.metadata["made"],
      otherStates.indices.allSatisfy({ file["other/\($0)"] != nil })
    else { return false }
    try run.restore(from: file, named: "a remembered training")
    for (index, state) in otherStates.enumerated() {
      if let value = file["other/\(index)"] { state.value = value }
    }
    for epoch in 0..<run.history.epochs {
      DisplaySink.send(.progress(progress(epoch)))
    }
    DisplaySink.send(.notice(.rememberedTraining(seconds: seconds, made: made)))
    return true
  }

  /// Keeps the result of a run that has come to its end by itself; before the last things are done
  /// to the model, which are done again after ``recall()``.
  func keep() {
    guard run.history.interruptedAtEpoch == nil, run.history.divergedAt == nil else { return }
    var file = run.file
    file.metadata["made"] = store.now
    for (index, state) in otherStates.enumerated() {
      file["other/\(index)"] = state.concreteValue
    }
    store.keep(file.bytes, as: key)
  }

  /// A finished epoch as it was told of then.
  private func progress(_ epoch: Int) -> Progress {
    let history = run.history
    let figures = zip(history.training.names, history.training.row(epoch))
    return Progress(
      epoch: epoch + 1, epochs: run.epochs, step: run.extent.stepsPerEpoch,
      steps: run.extent.stepsPerEpoch, loss: history.training.row(epoch).first,
      metrics: figures.dropFirst().map { .init($0, $1) }, epochSummary: history.line(epoch))
  }
}
