public import Tensors

/// Writes down what goes on inside a model while it trains.
///
/// ```swift
/// let recorder = Recorder(
///   .activations(of: 5, percentiles: [15, 50, 85]), .gradientNorms, every: 10)
/// try model.fit(training, epochs: 3, callbacks: [recorder])
/// recorder["layer 5"].values(atPercentile: 50)
/// ```
public final class Recorder: Callback {
  /// Something to be recorded.
  public struct Quantity: Sendable {
    fileprivate enum Kind {
      case activations(layer: Int, percentiles: [Double])
      case gradientNorms
      case custom(name: String, @Sendable (any Layer) -> Double)
    }
    fileprivate let kind: Kind

    /// Percentiles of a layer's outputs on a fixed batch of training examples, in training mode;
    /// recorded under "layer 5". Layers are counted from 0.
    public static func activations(
      of layer: Int, percentiles: [Double] = [15, 50, 85]
    ) -> Quantity {
      Quantity(kind: .activations(layer: layer, percentiles: percentiles.sorted()))
    }

    /// The norm of every parameter's gradient on a fixed batch; recorded under its path.
    public static let gradientNorms = Quantity(kind: .gradientNorms)

    /// A number computed from the model, recorded under `name`.
    public static func value(
      _ name: String, _ compute: @escaping @Sendable (any Layer) -> Double
    ) -> Quantity {
      Quantity(kind: .custom(name: name, compute))
    }
  }

  /// What was recorded under one name.
  public struct Record: Sendable {
    /// The steps at which it was recorded, counted from 1.
    public fileprivate(set) var steps: [Int] = []
    /// The percentiles recorded; empty for a single number.
    public fileprivate(set) var percentiles: [Double] = []
    fileprivate var rows: [[Double]] = []

    /// The numbers, where there is one for each step.
    public var values: [Double] { rows.compactMap(\.first) }

    /// The numbers of one percentile.
    public func values(atPercentile percentile: Double) -> [Double] {
      guard let index = percentiles.firstIndex(of: percentile) else {
        fatalError("percentile \(percentile) was not recorded; there are \(percentiles)")
      }
      return rows.map { $0[index] }
    }
  }

  /// The names in the order they were first recorded.
  public private(set) var names: [String] = []
  public let stepInterval: Int?
  private let quantities: [Quantity]
  private var records: [String: Record] = [:]

  /// Records these quantities after every so many steps.
  public init(_ quantities: Quantity..., every interval: Int = 1) {
    require(
      interval > 0, "Recorder(every: \(interval)) expects at least one step, got \(interval)")
    self.quantities = quantities
    stepInterval = interval
  }

  /// What was recorded under a name.
  public subscript(name: String) -> Record {
    guard let record = records[name] else {
      fatalError("nothing was recorded under \"\(name)\"; there are \(names)")
    }
    return record
  }

  public func stepEnded(_ run: TrainingRun) throws {
    for quantity in quantities {
      switch quantity.kind {
      case .activations(let layer, let percentiles):
        let outputs = try run.model.activations(of: layer, on: run.probeInputs)
        let values = sortedFinite(outputs)
        record(
          "layer \(layer)", run.step, percentiles.map { percentile($0, of: values) }, percentiles)
      case .gradientNorms:
        let gradients = run.model.gradients(on: run.probeBatch, loss: run.objective.loss)
        for (path, gradient) in gradients { record(path, run.step, [Double(gradient.norm())]) }
      case .custom(let name, let compute):
        record(name, run.step, [compute(run.model)])
      }
    }
  }

  private func record(_ name: String, _ step: Int, _ row: [Double], _ percentiles: [Double] = []) {
    if records[name] == nil {
      names.append(name)
      records[name] = Record()
    }
    records[name]?.steps.append(step)
    records[name]?.percentiles = percentiles
    records[name]?.rows.append(row)
  }

  private func sortedFinite(_ tensor: Tensor) -> [Float] {
    tensor.scalars.filter(\.isFinite).sorted()
  }

  /// Linear interpolation between the nearest ranks, as NumPy does it.
  private func percentile(_ percentile: Double, of values: [Float]) -> Double {
    guard !values.isEmpty else { return .nan }
    let place = percentile / 100 * Double(values.count - 1)
    let lower = Int(place.rounded(.down))
    let upper = min(lower + 1, values.count - 1)
    let share = place - Double(lower)
    return Double(values[lower]) * (1 - share) + Double(values[upper]) * share
  }
}

extension Layer {
  /// The output of one of the model's layers, counted from 0, for a batch, in training mode;
  /// running statistics stay as they are.
  public func activations(of layer: Int, on inputs: Tensor) throws -> Tensor {
    guard let sequence = self as? Sequential, sequence.layers.indices.contains(layer) else {
      throw ModelError.wrongRequest(
        "there is no layer \(layer) to look at: the model has "
          + plural((self as? Sequential)?.layers.count ?? 1, "layer"))
    }
    let label = sequence.labeledLayers[layer].label
    var result: Tensor?
    let context = Context(isTraining: true, updatesState: false) { path, _, output in
      if path == label { result = output }
    }
    _ = context.send(inputs, through: sequence)
    return result ?? inputs
  }
}
