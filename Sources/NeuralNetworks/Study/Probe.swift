public import Datasets
public import NotebookDisplay
public import Tensors

/// What the loss does along a direction from the model's parameters (Santurkar et al., 2018).
public struct ProbeBand: Sendable {
  /// A number for each step along the direction, with its extremes.
  public struct Values: RandomAccessCollection, Sendable, CustomStringConvertible {
    private let values: [Double]
    init(_ values: [Double]) { self.values = values }

    public var startIndex: Int { values.startIndex }
    public var endIndex: Int { values.endIndex }
    public subscript(position: Int) -> Double { values[position] }
    /// The numbers as an array is printed.
    public var description: String { values.description }

    /// The smallest; NaN when any is NaN.
    public var min: Double { values.contains(where: \.isNaN) ? .nan : values.min() ?? .nan }
    /// The largest; NaN when any is NaN.
    public var max: Double { values.contains(where: \.isNaN) ? .nan : values.max() ?? .nan }
  }

  /// How far each step went.
  public let steps: [Double]
  /// L(w - s · d).
  public let losses: Values
  /// ‖∇L(w) - ∇L(w - s · d)‖: how much the gradient changes on the way.
  public let gradientChange: Values
  /// The same divided by ‖s · d‖: an estimate of the effective β-smoothness.
  public let smoothness: Values
}

extension ProbeBand: Displayable, CustomStringConvertible {
  /// ``table``.
  public var cellOutput: CellOutput { CellOutput(.table(table)) }

  /// A row for each step.
  public var table: Table {
    Table(
      columns: ["Step", "Loss", "Gradient change", "Smoothness"].map {
        Table.Column($0, alignment: .trailing)
      }, rows: rows)
  }

  /// A line for each step: "step 0.05: loss 0.6211, gradient change 0.1034, smoothness 2.431".
  public var description: String {
    rows.map { "step \($0[0]): loss \($0[1]), gradient change \($0[2]), smoothness \($0[3])" }
      .joined(separator: "\n")
  }

  private var rows: [[String]] {
    steps.indices.map { index in
      [steps[index], losses[index], gradientChange[index], smoothness[index]].map(significant)
    }
  }
}

/// Looks at the loss and its gradients around a model's parameters, again and again while it
/// trains: what it computes is planned once for each size of batch.
///
/// ```swift
/// let probe = try Probe(of: model, on: batch)
/// for step in 1...300 {
///   try train(training[step])
///   if step.isMultiple(of: 10) {
///     let (_, g) = try probe.lossAndGradients()
///     bands.append(try probe(along: g, steps: [0.05, 0.1, 0.2]))
///   }
/// }
/// ```
///
/// All is in training mode, and looking changes nothing: parameters are exactly as before, running
/// statistics and random keys stay as they are, so that every look sees the same noise.
public final class Probe: CustomStringConvertible {
  private let batch: Examples
  private let gradients: PlannedGradients

  /// "a probe on 128 examples: inputs [128, 3] float32, targets [128] int32".
  public var description: String { "a probe on \(batch)" }

  /// Prepares looking at a model on one batch.
  ///
  /// - Parameters:
  ///   - model: Whose parameters are moved and put back.
  ///   - batch: The same for all measurements.
  ///   - loss: What is measured.
  /// - Throws: ``ModelError`` when model, batch and loss do not fit together.
  public init(
    of model: some Layer, on batch: some TrainingData, loss: Loss = .softmaxCrossEntropy
  ) throws {
    self.batch = batch.examples
    gradients = try PlannedGradients(model, loss: loss, for: self.batch)
  }

  /// The loss of the batch and its gradients at the present parameters.
  public func lossAndGradients() throws -> (loss: Double, gradients: Gradients) {
    try gradients(batch)
  }

  /// Measures loss and gradient at several distances against a direction, usually the gradient's.
  ///
  /// - Parameters:
  ///   - direction: Subtracted from the parameters, times the step.
  ///   - steps: The multiples of the direction.
  ///   - path: Of which layer the change of the gradient and the smoothness are measured: "dense_1"
  ///     for the last layer of many networks. The parameters of all layers move. Of all layers
  ///     unless given.
  public func callAsFunction(
    along direction: Gradients, steps: some Sequence<Double>, measuring path: String? = nil
  ) throws -> ProbeBand {
    try probe(along: direction, steps) { gradients in
      path.map { gradients.vector(at: $0) } ?? gradients.vector
    }
  }

  /// Measures the same, with the change of the gradient and the smoothness those of one layer.
  public func callAsFunction(
    along direction: Gradients, steps: some Sequence<Double>, measuring layer: any Layer
  ) throws -> ProbeBand {
    try probe(along: direction, steps) { $0[layer] }
  }

  private func probe(
    along direction: Gradients, _ steps: some Sequence<Double>,
    measuring part: (Gradients) -> Tensor
  ) throws -> ProbeBand {
    let moved = direction.byParameter
    let start = moved.map(\.parameter.value)
    defer { for (entry, value) in zip(moved, start) { entry.parameter.value = value } }
    let base = try part(gradients(batch).gradients)
    let length = Double(part(direction).norm())
    let distances = Array(steps)
    var (losses, changes, smoothness): ([Double], [Double], [Double]) = ([], [], [])
    for distance in distances {
      for (entry, value) in zip(moved, start) {
        entry.parameter.value = value - entry.gradient * distance
      }
      let (loss, found) = try gradients(batch)
      let change = Double((part(found) - base).norm())
      losses.append(loss)
      changes.append(change)
      smoothness.append(change / (distance.magnitude * length))
    }
    return ProbeBand(
      steps: distances, losses: .init(losses), gradientChange: .init(changes),
      smoothness: .init(smoothness))
  }
}

extension Layer {
  /// Measures loss and gradient at several distances against a direction, usually the gradient's,
  /// on one batch in training mode. Running statistics and random keys stay as they are, and all
  /// parameters are exactly as before when it returns. Who looks often keeps a ``Probe``.
  ///
  /// - Parameters:
  ///   - batch: The same for all measurements.
  ///   - direction: Subtracted from the parameters, times the step.
  ///   - steps: The multiples of the direction.
  ///   - path: Of which layer the change of the gradient is measured; of all unless given.
  ///   - loss: What is measured.
  public func probe(
    _ batch: some TrainingData, along direction: Gradients, steps: some Sequence<Double>,
    measuring path: String? = nil, loss: Loss = .softmaxCrossEntropy,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ProbeBand {
    do {
      return try Probe(of: self, on: batch, loss: loss)(
        along: direction, steps: steps, measuring: path)
    } catch {
      Tensors.stop("\(error)", file: file, line: line)
    }
  }
}

extension Layer {
  /// Measures the same, with the change of the gradient and the smoothness those of one layer.
  public func probe(
    _ batch: some TrainingData, along direction: Gradients, steps: some Sequence<Double>,
    measuring layer: any Layer, loss: Loss = .softmaxCrossEntropy,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ProbeBand {
    do {
      return try Probe(of: self, on: batch, loss: loss)(
        along: direction, steps: steps, measuring: layer)
    } catch {
      Tensors.stop("\(error)", file: file, line: line)
    }
  }
}

/// The cosine of the angle between two tensors of the same shape, taken as vectors.
public func cosineSimilarity(_ a: Tensor, _ b: Tensor) -> Double {
  require(
    a.shape == b.shape, "cosineSimilarity expects equal shapes, got \(a.shape) and \(b.shape)")
  return Double((a * b).sum()) / (Double(a.norm()) * Double(b.norm()))
}
