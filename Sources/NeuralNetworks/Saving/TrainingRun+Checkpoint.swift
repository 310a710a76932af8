internal import Datasets
internal import NotebookDisplay
internal import Tensors

extension TrainingRun {
  /// Writes the checkpoint where one is asked for and due.
  func saveCheckpoint() throws {
    guard let checkpoint = settings.checkpoint, !isInsideOfEpoch,
      epoch.isMultiple(of: checkpoint.interval) || epoch == epochs || history.stopReason != nil
    else { return }
    var file = file
    file["random key"] = GlobalSeed.state.concreteValue
    try file.write(to: checkpoint.path)
  }

  /// Writes the checkpoint, where one is asked for, of a run that ends inside of an epoch: before
  /// anything is done that a run with more steps does not do there.
  func saveCheckpoint(inside unfinished: UnfinishedEpoch) throws {
    guard let checkpoint = settings.checkpoint else { return }
    var file = file
    file["random key"] = GlobalSeed.state.concreteValue
    file.metadata["epoch"] = "\(epoch - 1)"
    unfinished.write(to: &file)
    try file.write(to: checkpoint.path)
  }

  /// Goes on from the checkpoint, if there is one.
  func restoreCheckpoint() throws {
    guard let checkpoint = settings.checkpoint, InputFile.exists(checkpoint.path) else { return }
    let file = try TensorFile(contentsOf: checkpoint.path)
    try restore(from: file, named: checkpoint.path)
    unfinishedEpoch = UnfinishedEpoch(file, objective)
    guard unfinishedEpoch != nil || step == extent.steps(before: epoch + 1) else {
      throw ModelError.wrongRequest(
        "\(checkpoint.path) ends inside of an epoch at step \(step), and lacks what the epoch's figures are "
          + "made of, as files of earlier versions do: remove the file to begin anew, or give another "
          + "name")
    }
    guard Double(step) <= extent.totalSteps else {
      let end = extent.stepLimit ?? epochs
      throw ModelError.wrongRequest(
        "\(checkpoint.path) has \(lengthSoFar) behind it, and fit is to end after "
          + (unfinishedEpoch == nil || extent.stepLimit != nil ? "\(end)" : plural(end, "epoch"))
          + ": ask for at least as many, remove the file to begin anew, or give another name")
    }
    if let key = file["random key"] { GlobalSeed.state.value = key }
    DisplaySink.send(
      .output(CellOutput(.text("taken up from \(checkpoint.path) after \(lengthSoFar)"))))
  }

  /// What is behind the run, in what was asked for: "3 epochs", "1 epoch and 2 steps", "6 steps".
  private var lengthSoFar: String {
    guard extent.stepLimit == nil else { return plural(step, "step") }
    let rest = step - extent.steps(before: epoch + 1)
    guard rest > 0 else { return plural(epoch, "epoch") }
    return (epoch > 0 ? "\(plural(epoch, "epoch")) and " : "") + plural(rest, "step")
  }

  /// What must be the same for a run to go on.
  var identity: [(name: String, value: String)] {
    [
      ("model", model.name), ("optimizer", "\(optimizer.optimizer)"),
      ("loss", "\(objective.loss)"), ("figures", objective.names.joined(separator: ", ")),
      ("examples", "\(training.count)"), ("batch size", "\(batchSize)"),
      ("shuffling", "\(settings.shuffling)"),
      ("sample weights", training.sampleWeights == nil ? "none" : "some"),
      ("validation", evaluation == nil ? "none" : "some"),
    ]
  }

  /// A checksum of the examples it is trained on.
  private var data: String {
    var key = TrainingKey()
    key.combine("training", training)
    return key.hexadecimal
  }

  /// Everything that the next epoch, or the rest of this one, depends on, and the history.
  var file: TensorFile {
    var file = TensorFile(
      metadata: [
        "epoch": "\(epoch)", "step": "\(step)", "seed": "\(settings.seed)",
        "batches seen": "\(optimizer.batchesSeen)", "seconds": "\(history.seconds)",
        "stop reason": history.stopReason ?? "",
      ])
    for (name, value) in identity { file.metadata[name] = value }
    if settings.checkpoint != nil { file.metadata["data"] = data }
    for entry in model.allEntries { file["model/\(entry.path)"] = entry.parameter.value }
    for (index, parameter) in optimizer.allState.enumerated() {
      file["optimizer/\(index) \(parameter.name)"] = parameter.value
    }
    for (name, series) in allSeries {
      file["history/\(name)/step"] = Tensor(series.steps)
      for figure in series.names {
        file["history/\(name)/\(figure)"] = Tensor(series[figure], type: .float64)
      }
    }
    file["history/seconds"] = Tensor(history.epochSeconds, type: .float64)
    for (index, callback) in settings.callbacks.enumerated() {
      for (name, tensor) in callback.memory { file["callback/\(index)/\(name)"] = tensor }
    }
    return file
  }

  private var allSeries: [(name: String, series: History.Series)] {
    [
      ("training", history.training), ("validation", history.validation),
      ("steps", history.steps), ("evaluations", history.evaluations),
    ]
  }

  /// Goes on from where ``file`` was made; `path` is for messages.
  func restore(from file: TensorFile, named path: String) throws {
    func other(_ reason: String) -> ModelError {
      .wrongRequest(
        "\(path) is the checkpoint of another training: \(reason); remove the file to begin anew, "
          + "or give another name")
    }
    if let data = file.metadata["data"], data != self.data {
      throw other("its training data held other numbers")
    }
    for (name, value) in identity where file.metadata[name] != value {
      throw other(
        file.metadata[name].map { "its \(name) is \($0), not \(value)" } ?? "it names no \(name)")
    }
    func number<Number: LosslessStringConvertible>(_ name: String) throws -> Number {
      guard let text = file.metadata[name], let number = Number(text) else {
        throw other("it names no \(name)")
      }
      return number
    }
    let seed: Int = try number("seed")
    if settings.hasGivenSeed, seed != settings.seed {
      throw other("its seed is \(seed), not \(settings.seed)")
    }
    settings.seed = seed
    epoch = try number("epoch")
    step = try number("step")
    try model.load(file, named: path, prefix: "model/")
    for (index, parameter) in optimizer.allState.enumerated() {
      guard let value = file["optimizer/\(index) \(parameter.name)"],
        value.shape == parameter.value.shape
      else { throw other("it lacks the optimizer's \(parameter.name)") }
      parameter.value = value
    }
    optimizer.batchesSeen = try number("batches seen")
    history.training = try Self.series(history.training, "training", in: file)
    history.validation = try Self.series(history.validation, "validation", in: file)
    history.steps = try Self.series(history.steps, "steps", in: file)
    history.evaluations = try Self.series(history.evaluations, "evaluations", in: file)
    history.epochSeconds = file["history/seconds"]?.doubles ?? []
    history.seconds = try number("seconds")
    if let reason = file.metadata["stop reason"], !reason.isEmpty { history.stopReason = reason }
    for (index, callback) in settings.callbacks.enumerated() {
      let prefix = "callback/\(index)/"
      var memory: [String: Tensor] = [:]
      for name in file.names where name.hasPrefix(prefix) {
        memory[String(name.dropFirst(prefix.count))] = file[name]
      }
      if !memory.isEmpty { callback.restore(memory) }
    }
  }

  private static func series(
    _ empty: History.Series, _ name: String, in file: TensorFile
  ) throws -> History.Series {
    var series = empty
    let steps = file["history/\(name)/step"]?.integers ?? []
    let columns = empty.names.map { file["history/\(name)/\($0)"]?.doubles ?? [] }
    for (index, step) in steps.enumerated() {
      series.append(columns.map { index < $0.count ? $0[index] : .nan }, atStep: step)
    }
    return series
  }
}
