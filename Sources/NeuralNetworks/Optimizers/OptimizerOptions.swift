internal import Tensors

/// What is done to gradients and weights besides an optimizer's own rule.
public struct OptimizerOptions: Sendable, Equatable, CustomStringConvertible {
  /// The share by which weights shrink; see ``decaysDirectly``.
  public var weightDecay: Double
  /// Whether weights shrink by rate · decay on their own, as in Keras and in AdamW, or decay ·
  /// weight is added to the gradient, as in PyTorch's other optimizers.
  public var decaysDirectly: Bool
  /// Which parameters shrink.
  public var decayScope: WeightDecayScope
  /// How large gradients are cut.
  public var clipping: GradientClipping?
  /// How many batches' gradients are averaged for one step; 1 takes a step for every batch.
  public var accumulationSteps: Int
  /// The share of the past in the running average of the weights; `nil` keeps no average.
  public var averageMomentum: Double?

  /// No decay, no clipping, no accumulation and no average unless given.
  public init(
    weightDecay: Double = 0, decaysDirectly: Bool = true, decayScope: WeightDecayScope = .all,
    clipping: GradientClipping? = nil, accumulationSteps: Int = 1, averageMomentum: Double? = nil
  ) {
    self.weightDecay = weightDecay
    self.decaysDirectly = decaysDirectly
    self.decayScope = decayScope
    self.clipping = clipping
    self.accumulationSteps = accumulationSteps
    self.averageMomentum = averageMomentum
  }

  /// What differs from a bare rule: "weightDecay: 0.01, clipping: .norm(1)"; "none" if
  /// nothing does.
  public var description: String {
    var parts: [String] = []
    if weightDecay != 0 {
      parts.append("weightDecay: \(weightDecay)")
      if !decaysDirectly { parts.append("decaysDirectly: false") }
      if decayScope != .all { parts.append("decayScope: .\(decayScope)") }
    }
    if let clipping { parts.append("clipping: \(clipping)") }
    if accumulationSteps != 1 { parts.append("accumulationSteps: \(accumulationSteps)") }
    if let averageMomentum { parts.append("averageMomentum: \(averageMomentum)") }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }

  /// Arguments as they are printed after an optimizer's own.
  var arguments: String {
    (weightDecay == 0 ? "" : ", weightDecay: \(weightDecay)")
      + (clipping.map { ", clipping: \($0)" } ?? "")
  }
}

/// Which parameters weight decay shrinks.
public enum WeightDecayScope: Sendable, Equatable {
  /// Every trainable parameter, as Keras and PyTorch do unless told otherwise.
  case all
  /// Matrices and kernels only: biases, the scales and shifts of normalizations, and other
  /// parameters of fewer than two axes stay as the gradient leaves them.
  case weights

  /// Whether the parameter shrinks.
  func contains(_ parameter: Parameter) -> Bool {
    // Layers name their parameters "Dense(3).bias".
    let label = parameter.name.split(separator: ".").last.map(String.init)
    return self == .all
      || parameter.value.rank >= 2 && !["bias", "gamma", "beta"].contains(label)
  }
}
