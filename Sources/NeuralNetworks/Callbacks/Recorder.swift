internal import Datasets
public import Tensors

/// Writes down what goes on inside a model while it trains. Recording changes nothing of the run.
///
/// ```swift
/// let recorder = Recorder(
///   .activations(of: 5), .activations(of: "dense_2", unit: 0, as: .values), .gradientNorms,
///   .evaluation(of: test), every: 10)
/// try model.fit(training, epochs: 3, callbacks: [recorder])
/// recorder["layer 5"].values(atPercentile: 50)
/// recorder["dense_2 unit 0"].frames
/// recorder["accuracy"].values
/// ```
public final class Recorder: Callback {
  /// The names in the order they were first recorded.
  public private(set) var names: [String] = []
  public let stepInterval: Int?
  let quantities: [Quantity]
  private var records: [String: Record] = [:]
  /// Planned at the first step that needs them.
  private var gradients: PlannedGradients?
  private var evaluations: [Int: Evaluation] = [:]

  /// Records these quantities after every so many steps.
  public init(_ quantities: Quantity..., every interval: Int = 1) {
    require(
      interval > 0, "Recorder(every: \(interval)) expects at least one step, got \(interval)")
    self.quantities = quantities
    stepInterval = interval
  }

  /// What was recorded under a name. A name under which nothing was recorded ends the program with
  /// those that there are.
  public subscript(
    name: String, file file: StaticString = #fileID, line line: UInt = #line
  ) -> Record {
    guard let record = records[name] else {
      Tensors.stop(
        "nothing was recorded under \"\(name)\"; there are "
          + names.map { "\"\($0)\"" }.joined(separator: ", "), file: file, line: line)
    }
    return record
  }

  /// Forgets what an earlier run left.
  public func trainingBegan(_ run: TrainingRun) {
    (names, records, gradients, evaluations) = ([], [:], nil, [:])
  }

  /// Puts records in the place of its own.
  func take(_ kept: [(name: String, record: Record)]) {
    names = kept.map(\.name)
    records = Dictionary(kept.map { ($0.name, $0.record) }, uniquingKeysWith: { $1 })
  }

  public func stepEnded(_ run: TrainingRun) throws {
    // Seen once for all quantities of a step.
    var gradients: Gradients?
    for (number, quantity) in quantities.enumerated() {
      switch quantity.source {
      case .activations(let place, let unit):
        let outputs = try run.model.activations(at: place, unit: unit, on: run.probeInputs)
        let name = unit.map { "\(place) unit \($0)" } ?? "\(place)"
        record(name, run.step) { $0.append(outputs.scalars, as: quantity.summary) }
      case .gradient(let path):
        let all = try gradients ?? self.gradients(run)
        gradients = all
        guard let gradient = all[path] else { throw Self.missing(path, all.map(\.path)) }
        record("\(path) gradient", run.step) { $0.append(gradient.scalars, as: quantity.summary) }
      case .gradientNorms:
        let all = try gradients ?? self.gradients(run)
        gradients = all
        for (path, gradient) in all {
          record(path, run.step) { $0.append(Double(gradient.norm())) }
        }
      case .parameter(let path):
        guard let parameter = run.model.parameters[path] else {
          throw Self.missing(path, run.model.parameterEntries.map(\.path))
        }
        record(path, run.step) { $0.append(parameter.value.scalars, as: quantity.summary) }
      case .evaluation(let data):
        for (name, value) in try evaluate(number, data, run) {
          record(name, run.step) { $0.append(value) }
        }
      case .custom(let name, let compute):
        let value = try compute(run.model)
        record(name, run.step) { $0.append(value) }
      }
    }
  }

  private func gradients(_ run: TrainingRun) throws -> Gradients {
    let planned =
      try gradients
      ?? PlannedGradients(run.model, loss: run.objective.loss, for: run.probeBatch)
    gradients = planned
    return try planned(run.probeBatch).gradients
  }

  private func evaluate(
    _ number: Int, _ data: Examples, _ run: TrainingRun
  ) throws -> [(name: String, value: Double)] {
    let evaluation: Evaluation
    if let known = evaluations[number] {
      evaluation = known
    } else {
      try run.objective.prepare(for: data)
      evaluation = Evaluation(run.objective, data)
      evaluations[number] = evaluation
    }
    return try evaluation.run(isInterrupted: { false }) ?? []
  }

  private func record(_ name: String, _ step: Int, _ add: (inout Record) -> Void) {
    if records[name] == nil { names.append(name) }
    records[name, default: Record(name)].append(step: step)
    add(&records[name, default: Record(name)])
  }

  private static func missing(_ path: String, _ known: [String]) -> ModelError {
    .wrongRequest(
      "there is no parameter at \"\(path)\" to record; there are \(known.joined(separator: ", "))")
  }
}

extension Layer {
  /// The output of one of the model's layers, counted from 0, for a batch, in training mode;
  /// running statistics and random keys stay as they are.
  public func activations(of layer: Int, on inputs: Tensor) throws -> Tensor {
    try activations(at: .number(layer), unit: nil, on: inputs)
  }

  /// The output of the layer at a path such as "dense_2" or "residual_1.body.relu_1".
  public func activations(of path: String, on inputs: Tensor) throws -> Tensor {
    try activations(at: .path(path), unit: nil, on: inputs)
  }

  /// The output of a layer, or of one of its units.
  func activations(at place: LayerPlace, unit: Int?, on inputs: Tensor) throws -> Tensor {
    let wanted: String
    switch place {
    case .path(let path): wanted = path
    case .number(let number):
      let labels = (self as? Sequential)?.labeledLayers.map(\.label) ?? []
      guard labels.indices.contains(number) else {
        throw ModelError.wrongRequest(
          "there is no layer \(number) to look at: the model has "
            + plural(max(1, labels.count), "layer") + ", counted from 0")
      }
      wanted = labels[number]
    }
    var result: Tensor?
    var paths: [String] = []
    let context = Context(isTraining: true, updatesState: false) { path, _, output in
      guard let path else { return }
      paths.append(path)
      if path == wanted { result = output }
    }
    _ = context.send(inputs, through: self)
    guard let result else {
      throw ModelError.wrongRequest(
        "there is no layer at \"\(wanted)\" to look at; there are \(paths.joined(separator: ", "))")
    }
    guard let unit else { return result }
    guard result.rank >= 2, (0..<result.shape[1]).contains(unit) else {
      throw ModelError.wrongRequest(
        "there is no unit \(unit) of \(place): its outputs have shape \(result.shape), units are "
          + "places of the second axis, counted from 0")
    }
    return result[0..., unit]
  }
}
