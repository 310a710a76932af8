public import Tensors

/// A figure that tells how good a model is, which training reports but does not minimize: the mean
/// over examples of a function of outputs and targets.
///
/// What is no mean over examples, such as precision, recall, F1 and the area under a curve, comes
/// from a ``ConfusionMatrix`` or from `areaUnderROC(scores:targets:)` over all outputs.
public struct Metric: Sendable, CustomStringConvertible {
  /// The key in a history: "accuracy".
  public let name: String
  private let function: @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  let rule: TargetRule
  /// The function at the end of a model that this metric undoes, since it looks at logits.
  private let squashing: Squashing?

  /// A metric of one's own. The function takes what shapes it likes and returns one number for the
  /// batch, or one for each example, `[batch]`, of which the mean is taken. Shapes that differ by a
  /// last axis of 1 alone are made the same, as for a ``Loss``.
  public init(
    _ name: String, _ function: @escaping @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  ) {
    self.init(name, .any, function)
  }

  private init(
    _ name: String, _ rule: TargetRule, squashing: Squashing? = nil,
    _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) {
    self.name = name
    self.rule = rule
    self.squashing = squashing
    self.function = function
  }

  /// The mean over a batch.
  public func callAsFunction(
    _ output: Tensor, _ target: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if let problem = rule.problem(output: output.signature, target: target.signature) {
      stop("metric \(self) \(problem)", file: file, line: line)
    }
    let logits = squashing.flatMap { Context.active?.pass.logits(of: output, $0) }
    let (outputs, targets) = rule.aligned(logits ?? output, target)
    let figure = function(outputs, targets)
    guard case .any = rule, figure.shape == [target.shape.first ?? 1] else { return figure }
    return figure.converted(to: .float32).mean()
  }

  /// ".accuracy".
  public var description: String { ".\(name)" }

  /// Throws when a model's output cannot be compared with the targets.
  func checkTargets(
    output: TensorSignature, target: TensorSignature
  ) throws(ModelError) {
    if let problem = rule.problem(output: output, target: target) {
      throw .wrongRequest("metric \(self) \(problem)")
    }
  }

  /// The share of examples whose largest output is at their label; of equal ones the first counts.
  /// Outputs `[batch, …, classes]` with class numbers `[batch, …]`, or with targets of the outputs'
  /// shape, whose largest number is at the label.
  ///
  /// For a model with one output, `[batch]` or `[batch, 1]`, it is ``binaryAccuracy``. An output
  /// that is NaN is never right.
  public static let accuracy = Metric("accuracy", .classesOrBinary, squashing: .sigmoid) {
    output, targets in
    guard !TargetRule.isOneOutput(output.shape) else { return rightSides(output, targets) }
    let labels = targets.shape == output.shape ? targets.argmax(axis: -1) : targets
    let best = output.max(axes: -1)
    return ((output.argmax(axis: -1) .== labels) * (best .== best)).mean()
  }

  /// The share of examples whose label is among the `count` largest outputs. Outputs and targets
  /// are those of ``accuracy``; an example with an output that is NaN is never right.
  public static func topAccuracy(_ count: Int) -> Metric {
    require(count > 0, ".topAccuracy(\(count)) expects a count of at least 1, got \(count)")
    return Metric("top \(count) accuracy", .classes) { output, targets in
      let classes = output.shape[output.rank - 1]
      let rows = output.reshaped(to: [-1, classes])
      let labels =
        targets.shape == output.shape
        ? targets.reshaped(to: [-1, classes]).argmax(axis: -1) : targets.flattened()
      let own = selected(rows, labels.oneHot(depth: classes)).sum(axes: 1, keepDimensions: true)
      let larger = (rows .> own).sum(axes: 1)
      // A comparison with NaN is false, so that a NaN would count as not larger.
      let isNumber = (rows .== rows).min(axes: 1)
      return ((larger .< Double(count)) * isNumber).mean()
    }
  }

  /// The elements of `rows` where `mask` is 1, else 0: a product would turn infinity into NaN.
  private static func selected(_ rows: Tensor, _ mask: Tensor) -> Tensor {
    `where`(mask, rows, 0.0)
  }

  /// The share of logits on the right side of 0, for targets 0 and 1 of the outputs' shape. A
  /// sigmoid that ends the model is undone where training and evaluation measure it; outputs of
  /// `predict` must be logits.
  public static let binaryAccuracy = Metric(
    "binary accuracy", .sameShape, squashing: .sigmoid
  ) { output, target in rightSides(output, target) }

  /// NaN is on neither side: it is not above 0, and must not count as below.
  private static func rightSides(_ output: Tensor, _ target: Tensor) -> Tensor {
    let isRight = (output .> 0.0) .== target.converted(to: .float32)
    return (isRight * (output .== output)).mean()
  }

  /// The mean of absolute differences. Outputs and targets have the same shape.
  public static let meanAbsoluteError = Metric("mean absolute error", .sameShape) {
    abs($0 - $1).mean()
  }

  /// The mean of squared differences. Outputs and targets have the same shape.
  public static let meanSquaredError = Metric("mean squared error", .sameShape) {
    ($0 - $1).squared().mean()
  }
}
