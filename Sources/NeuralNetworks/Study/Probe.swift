public import Datasets
public import Tensors

/// What the loss does along a direction from the model's parameters (Santurkar et al., 2018).
public struct ProbeBand: Sendable {
  /// A number for each step along the direction, with its extremes.
  public struct Values: RandomAccessCollection, Sendable {
    private let values: [Double]
    init(_ values: [Double]) { self.values = values }

    public var startIndex: Int { values.startIndex }
    public var endIndex: Int { values.endIndex }
    public subscript(position: Int) -> Double { values[position] }

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

extension Layer {
  /// Measures loss and gradient at several distances against a direction, usually the gradient's,
  /// on one batch in training mode. Running statistics stay as they are, and all parameters are
  /// exactly as before when it returns.
  ///
  /// - Parameters:
  ///   - batch: The same for all measurements.
  ///   - direction: Subtracted from the parameters, times the step.
  ///   - steps: The multiples of the direction.
  ///   - loss: What is measured.
  public func probe(
    _ batch: some TrainingData, along direction: Gradients, steps: some Sequence<Double>,
    loss: Loss = .softmaxCrossEntropy
  ) -> ProbeBand {
    let saved = state
    defer { state = saved }
    let base = gradients(on: batch, loss: loss).vector
    let length = direction.norm()
    let distances = Array(steps)
    var (losses, changes, smoothness): ([Double], [Double], [Double]) = ([], [], [])
    for distance in distances {
      state = saved
      parameters.update { $0.value = $0.value - direction[$0] * distance }
      let (value, gradients) = lossAndGradients(on: batch, loss: loss)
      let change = Double((gradients.vector - base).norm())
      losses.append(value)
      changes.append(change)
      smoothness.append(change / (distance.magnitude * length))
    }
    return ProbeBand(
      steps: distances, losses: .init(losses), gradientChange: .init(changes),
      smoothness: .init(smoothness))
  }
}

/// The cosine of the angle between two tensors of the same shape, taken as vectors.
public func cosineSimilarity(_ a: Tensor, _ b: Tensor) -> Double {
  require(
    a.shape == b.shape, "cosineSimilarity expects equal shapes, got \(a.shape) and \(b.shape)")
  return Double((a * b).sum()) / (Double(a.norm()) * Double(b.norm()))
}
