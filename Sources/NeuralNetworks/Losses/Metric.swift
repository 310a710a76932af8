public import Tensors

/// A figure that tells how good a model is, which training reports but does not minimize.
///
/// Most are means over examples of a function of outputs and targets. Those that are none, such as
/// ``precision``, ``recall``, ``f1`` and ``auc``, are computed from what all batches of an epoch or
/// a data set have counted, and are no means of batches.
public struct Metric: Sendable, CustomStringConvertible {
  /// The key in a history: "accuracy".
  public let name: String
  private let function: @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  let rule: TargetRule
  /// The function at the end of a model that this metric undoes, since it looks at logits.
  private let squashing: Squashing?
  /// The one class that it looks at.
  private let classIndex: Int?
  /// What becomes of the batches' results.
  let summary: Summary
  /// Whether a larger figure is a better one; `nil` where nobody knows.
  let rises: Bool?

  /// How the figure of many batches follows from what the function gives for each.
  enum Summary: Sendable {
    /// It gives a figure; the mean, to which a batch counts by its size.
    case mean
    /// It gives numbers that are added up; the figure is a function of the sums.
    case sums(@Sendable ([Double]) -> Double)
    /// It gives numbers that are put one after another; the figure is a function of them all.
    case all(@Sendable ([Double]) -> Double)
  }

  /// A metric of one's own. The function takes what shapes it likes and returns one number for the
  /// batch, or one for each example, `[batch]`, of which the mean is taken. Shapes that differ by a
  /// last axis of 1 alone are made the same, as for a ``Loss``.
  public init(
    _ name: String, _ function: @escaping @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  ) {
    self.init(name, .any, rises: nil, function)
  }

  /// A metric of one's own that is no mean of batches: numbers of every batch are added up, and the
  /// figure follows from the sums over the epoch or data set.
  ///
  /// ```swift
  /// /// 1 - sum of (y - p)^2 / sum of (y - mean of y)^2, the coefficient of determination.
  /// let r2 = Metric("R²", sums: { output, target in
  ///   stack([target.sum(), target.squared().sum(), (target - output).squared().sum(),
  ///     Tensor.ones(like: target).sum()])
  /// }) { s in 1 - s[2] / (s[1] - s[0] * s[0] / s[3]) }
  /// ```
  ///
  /// - Parameters:
  ///   - name: What histories and logs call it.
  ///   - sums: The numbers of a batch, as many for each.
  ///   - figure: Of the sums, in the same order.
  public init(
    _ name: String,
    sums: @escaping @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor,
    figure: @escaping @Sendable (_ sums: [Double]) -> Double
  ) {
    self.init(name, .any, summary: .sums(figure), rises: nil, sums)
  }

  init(
    _ name: String, _ rule: TargetRule, squashing: Squashing? = nil, classIndex: Int? = nil,
    summary: Summary = .mean, rises: Bool? = true,
    _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) {
    self.name = name
    self.rule = rule
    self.squashing = squashing
    self.classIndex = classIndex
    self.summary = summary
    self.rises = rises
    self.function = function
  }

  /// The figure of a batch.
  public func callAsFunction(
    _ output: Tensor, _ target: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if let problem = problem(output: output.signature, target: target.signature) {
      stop("metric \(self) \(problem)", file: file, line: line)
    }
    let result = statistics(output, target)
    guard !summary.isMean else { return result }
    require(
      !result.isSymbolic,
      "metric \(self) follows from counts over many batches: give it to fit or evaluate, it has no "
        + "value in a planned step", file: file, line: line)
    return Tensor(summary.figure(of: result.doubles))
  }

  /// What the metric keeps of a batch: its figure, or the numbers that the figure of many batches
  /// follows from.
  func statistics(_ output: Tensor, _ target: Tensor) -> Tensor {
    let logits = squashing.flatMap { output.logits(of: $0) }
    let (outputs, targets) = rule.aligned(logits ?? output, target.matching(output))
    let result = function(outputs, targets)
    let type: ElementType = result.elementType == .float64 ? .float64 : .float32
    guard summary.isMean else { return result.flattened().converted(to: type) }
    guard case .any = rule, result.shape == [target.shape.first ?? 1] else { return result }
    return result.converted(to: type).mean()
  }

  /// Why outputs cannot be taken for logits, where the metric counts those above 0.
  func problem(ofLogits output: Tensor) -> String? {
    let counts =
      switch rule {
      case .sameShape: true
      case .classesOrBinary: TargetRule.isOneOutput(output.shape)
      case .any, .classes, .oneOutput: false
      }
    guard squashing == .sigmoid, counts, output.logits(of: .sigmoid) == nil, output.isProbability
    else { return nil }
    return "metric \(self) counts logits above 0, and what it is given always lies in 0...1: let a "
      + "sigmoid be the very last that is done, which is undone, or measure probabilities by "
      + "Metric(\"own\") { p, y in ((p .> 0.5) .== y).mean() }"
  }

  /// Whether all that it computes is part of the planned steps, or code of this module.
  var isPlanned: Bool { if case .any = rule { summary.isMean } else { true } }

  /// ".accuracy".
  public var description: String { ".\(name)" }

  private func problem(output: TensorSignature, target: TensorSignature) -> String? {
    if let problem = rule.problem(output: output, target: target) { return problem }
    let classes = output.shape.last ?? 1
    guard let classIndex, !(0..<classes).contains(classIndex) else { return nil }
    return "expects a class in 0..<\(classes), got \(classIndex)"
  }

  /// Throws when a model's output cannot be compared with the targets.
  func checkTargets(
    output: TensorSignature, target: TensorSignature
  ) throws(ModelError) {
    if let problem = problem(output: output, target: target) {
      throw .wrongRequest("metric \(self) \(problem)")
    }
  }

  /// Throws when the numbers of the targets are none that the metric can count.
  func checkTargetValues(_ targets: Tensor, output: [Int]) throws(ModelError) {
    if let problem = rule.valueProblem(targets, output: output, isCounting: !summary.isMean) {
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
    return ((output.argmax(axis: -1) .== labels) * isNumber(best)).mean()
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
      let isAmong = (larger .< Double(count)).converted(to: .float32)
      return (isAmong * isNumber(rows).min(axes: 1)).mean()
    }
  }

  /// 1 where an element is a number, 0 where it is NaN, float32.
  static func isNumber(_ x: Tensor) -> Tensor { (x .== x).converted(to: .float32) }

  /// The elements of `rows` where `mask` is 1, else 0: a product would turn infinity into NaN.
  private static func selected(_ rows: Tensor, _ mask: Tensor) -> Tensor {
    `where`(mask, rows, 0.0)
  }

  /// The share of logits on the right side of 0, for targets 0 and 1 of the outputs' shape.
  /// Probabilities are known where a sigmoid was the last thing done to the outputs; it is undone.
  public static let binaryAccuracy = Metric(
    "binary accuracy", .sameShape, squashing: .sigmoid
  ) { output, target in rightSides(output, target) }

  /// NaN is on neither side: it is not above 0, and must not count as below.
  private static func rightSides(_ output: Tensor, _ target: Tensor) -> Tensor {
    let side = (output .> 0.0).converted(to: .float32)
    return ((side .== target.converted(to: .float32)) * isNumber(output)).mean()
  }

  /// The mean of absolute differences. Outputs and targets have the same shape.
  public static let meanAbsoluteError = Metric(
    "mean absolute error", .sameShape, rises: false
  ) {
    abs($0 - $1).mean()
  }

  /// The mean of squared differences. Outputs and targets have the same shape.
  public static let meanSquaredError = Metric(
    "mean squared error", .sameShape, rises: false
  ) {
    ($0 - $1).squared().mean()
  }
}

extension Metric.Summary {
  /// Whether batches have figures of their own, of which the mean is taken.
  var isMean: Bool { if case .mean = self { true } else { false } }

  /// The figure that follows from the numbers of one batch, or from those of many put together.
  func figure(of numbers: some Collection<Double>) -> Double {
    switch self {
    case .mean: numbers.first ?? .nan
    case .sums(let figure), .all(let figure): figure(Array(numbers))
    }
  }
}
