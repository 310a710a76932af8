internal import Datasets
internal import Tensors

/// Writes down what goes on inside a model while it trains. Recording changes nothing of the run.
///
/// ```swift
/// let recorder = Recorder(
///   .activations(of: 5), .activations(of: "dense_2", unit: 0, as: .values), .gradientNorms,
///   .evaluation(of: test), every: 10)
/// try model.fit(training, epochs: 3, callbacks: [recorder])
/// recorder["layer 5"].values(atPercentile: 50)
/// recorder["dense_2 unit 0"].frames
/// recorder[dense]              // of Recorder(.activations(of: dense))
/// recorder["accuracy"].values
/// ```
public final class Recorder: Callback, CustomStringConvertible {
  /// The names in the order they were first recorded.
  public private(set) var names: [String] = []
  public let stepInterval: Int?
  let quantities: [Quantity]
  private var records: [String: Record] = [:]
  /// Planned at the first step that needs them.
  private var gradients: PlannedGradients?
  private var evaluations: [Int: Evaluation] = [:]
  /// The layers that were asked for themselves, and where their activations are.
  private var layerNames: [(layer: LayerReference, name: String)] = []

  /// Records these quantities after every so many steps.
  public init(_ quantities: Quantity..., every interval: Int = 1) {
    require(
      interval > 0, "Recorder(every: \(interval)) expects at least one step, got \(interval)")
    self.quantities = quantities
    stepInterval = interval
  }

  /// A line for each name with what was recorded under it.
  public var description: String {
    names.isEmpty
      ? "nothing was recorded yet"
      : names.compactMap { records[$0]?.description }.joined(separator: "\n")
  }

  /// What was recorded under a name. A name under which nothing was recorded ends the program with
  /// those that there are.
  public subscript(
    name: String, file file: StaticString = #fileID, line line: UInt = #line
  ) -> Record {
    guard let record = records[name] else {
      Tensors.stop(
        names.isEmpty
          ? "nothing was recorded yet: no training with this Recorder has come to a step or epoch "
            + "that it records; lower its every: where there was one"
          : "nothing was recorded under \"\(name)\"; there are "
            + names.map { "\"\($0)\"" }.joined(separator: ", "), file: file, line: line)
    }
    return record
  }

  /// The activations recorded of a layer that was given itself:
  /// `Recorder(.activations(of: dense))`.
  public subscript(
    layer: any Layer, file file: StaticString = #fileID, line line: UInt = #line
  ) -> Record {
    guard let found = layerNames.first(where: { $0.layer.layer.isSame(as: layer) }) else {
      Tensors.stop(
        "no activations of \(layer.name) were recorded: give Recorder .activations(of:) with it; "
          + "there are " + names.map { "\"\($0)\"" }.joined(separator: ", "), file: file, line: line
      )
    }
    return self[found.name, file: file, line: line]
  }

  /// Forgets what an earlier run left.
  public func trainingBegan(_ run: TrainingRun) throws {
    (names, records, gradients, evaluations, layerNames) = ([], [:], nil, [:], [])
    for quantity in quantities {
      guard case .activations(let place, let unit) = quantity.source,
        case .layer(let reference) = place
      else { continue }
      layerNames.append((reference, try place.name(in: run.model, unit: unit)))
    }
    try requireOwnNames(in: run)
  }

  /// Throws when numbers of two quantities would come to stand under one name. Two summaries of the
  /// same may: a record has a place for each kind.
  private func requireOwnNames(in run: TrainingRun) throws {
    var known: [String: (source: String, kinds: Set<String>)] = [:]
    for quantity in quantities {
      for name in try names(of: quantity, in: run) {
        let (source, kind) = (quantity.source.kind, quantity.kind)
        let before = known[name]
        guard before == nil || before?.source == source && before?.kinds.contains(kind) == false
        else {
          throw ModelError.wrongRequest(
            "two quantities of a Recorder would be recorded under \"\(name)\": give one of them a "
              + "Recorder of its own")
        }
        known[name] = (source, (before?.kinds ?? []).union([kind]))
      }
    }
  }

  /// Under which names a quantity is recorded.
  private func names(of quantity: Quantity, in run: TrainingRun) throws -> [String] {
    switch quantity.source {
    case .activations(let place, let unit): [try place.name(in: run.model, unit: unit)]
    case .gradient(let place): ["\(try place.name(in: run.model)) gradient"]
    case .gradientNorms: run.model.parameters.trainable.entries.map(\.path)
    case .parameter(let place): [try place.recordName(in: run.model)]
    case .evaluation: run.objective.names
    case .custom(let name, _): [name]
    }
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
        let name = try place.name(in: run.model, unit: unit)
        record(name, run.step) { $0.append(outputs.scalars, as: quantity.summary) }
      case .gradient(let place):
        let path = try place.name(in: run.model)
        let all = try gradients ?? self.gradients(run)
        gradients = all
        guard let gradient = all.vectorIfAny(at: path) else {
          throw Self.missing(path, all.map(\.path))
        }
        record("\(path) gradient", run.step) { $0.append(gradient.scalars, as: quantity.summary) }
      case .gradientNorms:
        let all = try gradients ?? self.gradients(run)
        gradients = all
        for (path, gradient) in all {
          record(path, run.step) { $0.append(Double(gradient.norm())) }
        }
      case .parameter(let place):
        let path = try place.name(in: run.model)
        let entries = run.model.parameterEntries
        let own = entries.filter { $0.path == path || $0.path.hasPrefix("\(path).") }
        guard !own.isEmpty else { throw Self.missing(path, entries.map(\.path)) }
        record(try place.recordName(in: run.model), run.step) {
          $0.append(own.flatMap(\.parameter.value.scalars), as: quantity.summary)
        }
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
