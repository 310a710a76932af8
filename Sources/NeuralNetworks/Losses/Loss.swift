public import Tensors

/// What training minimizes: one number for a batch's outputs and targets, the mean over its
/// elements. Where the data have sample weights, it is the mean of every example's loss times its
/// weight.
///
/// A loss function is only called to write down what is computed: a number that it captures stays
/// as it was at the first step. For what changes use a `Parameter` or a schedule.
public struct Loss: Sendable, CustomStringConvertible {
  /// As it is written after the dot: "softmaxCrossEntropy".
  public let name: String
  private let function: Function
  let rule: TargetRule
  /// The function at the end of a model that this loss undoes, since it computes from logits.
  let squashing: Squashing?

  /// From outputs, targets and sample weights.
  private typealias Function = @Sendable (Tensor, Tensor, Tensor?) -> Tensor

  /// A loss of one's own. The function takes what shapes it likes and returns one number for the
  /// batch, or one for each example, `[batch]`, of which the mean is taken; only the latter can be
  /// used with sample weights. Of outputs and targets that differ by a last axis of 1 alone,
  /// `[batch, 1]` and `[batch]`, the second gets this axis, as in Keras: one would be repeated
  /// along the other.
  public init(
    _ name: String, _ function: @escaping @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  ) {
    self.init(name, .any) { output, target, _ in function(output, target) }
  }

  private init(
    _ name: String, _ rule: TargetRule, squashing: Squashing? = nil,
    _ function: @escaping Function
  ) {
    self.name = name
    self.rule = rule
    self.squashing = squashing
    self.function = function
  }

  /// The loss of a batch. Where the output of a model ends in the softmax or sigmoid that belongs
  /// to the loss, it is computed from what that was applied to.
  ///
  /// - Parameters:
  ///   - output: What the model gives, `[batch, ...]`.
  ///   - target: What it should give, in the form that the loss takes.
  ///   - sampleWeights: What each example counts, `[batch]`.
  public func callAsFunction(
    _ output: Tensor, _ target: Tensor, sampleWeights: Tensor? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    do throws(ModelError) {
      return try value(output, target, sampleWeights)
    } catch {
      stop(error.description, file: file, line: line)
    }
  }

  /// The loss of a batch, or what is wrong with the shapes.
  func value(
    _ output: Tensor, _ target: Tensor, _ sampleWeights: Tensor?
  ) throws(ModelError) -> Tensor {
    try checkTargets(output: output.signature, target: target.signature)
    let batch = target.shape.first ?? 1
    if let shape = sampleWeights?.shape, shape != [batch] {
      throw .wrongRequest(
        "loss \(self) expects one sample weight for each of the \(batch) examples, got \(shape)")
    }
    let logits = squashing.flatMap { output.logits(of: $0) }
    if let squashing, logits == nil, output.isProbability {
      throw .wrongRequest(
        "loss \(self) expects logits, and what it is given always lies in 0...1: leave out the last "
          + "sigmoid or softmax, or let a \(squashing) be the very last that is done, which is undone; "
          + "a loss of probabilities is "
          + "Loss(\"own\") { p, y in -(y * log(p) + (1 - y) * log(1 - p)).mean() }")
    }
    let (outputs, targets) = rule.aligned(logits ?? output, target.matching(output))
    let result = function(outputs, targets, sampleWeights)
    guard case .any = rule, result.shape == [batch] else {
      if case .any = rule, sampleWeights != nil {
        throw .wrongRequest(
          "loss \(self) becomes \(result.shape.isEmpty ? "one number" : "shape \(result.shape)") for "
            + "a batch, which sample weights cannot weigh: let its function return one number for "
            + "each example, [batch], by mean(axes:) over the other axes")
      }
      return result
    }
    return Self.mean(of: result, sampleWeights)
  }

  /// The mean over all elements, of which the first axis counts examples, each times its weight.
  private static func mean(of losses: Tensor, _ sampleWeights: Tensor?) -> Tensor {
    guard let sampleWeights else { return losses.mean() }
    let each = losses.rank == 1 ? losses : losses.flattened(from: 1).mean(axes: 1)
    return (each * sampleWeights.converted(to: each.elementType)).mean()
  }

  /// ".softmaxCrossEntropy".
  public var description: String { ".\(name)" }

  /// Throws when a model's output cannot be compared with the targets.
  func checkTargets(
    output: TensorSignature, target: TensorSignature
  ) throws(ModelError) {
    if let problem = rule.problem(output: output, target: target) {
      throw .wrongRequest("loss \(self) \(problem)")
    }
  }

  /// Where every target must lie, if the loss has bounds for targets of this shape.
  func targetRange(output: TensorSignature, target: TensorSignature) -> ClosedRange<Double>? {
    switch rule {
    case .any: nil
    case .sameShape: squashing == .sigmoid ? 0...1 : nil
    case .classes, .classesOrBinary, .oneOutput: output.shape == target.shape ? 0...1 : nil
    }
  }

  /// What is reported besides the loss unless asked otherwise.
  var usualMetrics: [Metric] {
    switch squashing {
    case .softmax: [.accuracy]
    case .sigmoid: [.binaryAccuracy]
    case nil: []
    }
  }

  // MARK: Classes

  /// The cross-entropy between labels and the softmax of logits, in nats. Outputs
  /// `[batch, …, classes]` with class numbers `[batch, …]` of int32, as Keras' sparse categorical
  /// cross-entropy, or with a share of each class in targets of the outputs' shape, one-hot rows
  /// for example. Both with `from_logits=True`; a softmax that ends the model is undone.
  public static let softmaxCrossEntropy = softmaxCrossEntropy()

  /// The same with smoothed labels, with weights of the classes, or both.
  ///
  /// - Parameters:
  ///   - labelSmoothing: The share of each label that is spread over all classes:
  ///     y (1 - s) + s / classes.
  ///   - classWeights: One for each class. An example's loss is multiplied by the weight of its
  ///     class, the one with the largest share, before the mean over the batch, as Keras'
  ///     `class_weight`; PyTorch's `weight` also divides by the mean weight of the batch, and
  ///     weighs every share of a class by itself.
  public static func softmaxCrossEntropy(
    labelSmoothing: Double = 0, classWeights: [Double]? = nil
  ) -> Loss {
    let arguments =
      (labelSmoothing == 0 ? [] : ["labelSmoothing: \(labelSmoothing)"])
      + (classWeights.map { ["classWeights: \($0)"] } ?? [])
    let name =
      "softmaxCrossEntropy"
      + (arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))")
    require(
      (0...1).contains(labelSmoothing),
      ".\(name) expects a share in 0...1, got \(labelSmoothing)")
    require(
      classWeights?.contains { !($0 >= 0 && $0.isFinite) } != true,
      ".\(name) expects finite weights of at least 0")
    return Loss(name, .classes, squashing: .softmax) { output, target, sampleWeights in
      let classes = output.shape[output.rank - 1]
      let logits = output.rank == 2 ? output : output.reshaped(to: [-1, classes])
      if let classWeights {
        require(
          classWeights.count == classes,
          "loss .\(name) has \(classWeights.count) weights, and the model \(classes) classes: give "
            + "one for each class")
      }
      guard target.shape != output.shape else {
        let rows = target.rank == 2 ? target : target.reshaped(to: [-1, classes])
        let shares = rows.converted(to: logits.elementType) * (1 - labelSmoothing)
        let each = weighted(
          (logSoftmax(logits) * (shares + labelSmoothing / Double(classes))).sum(axes: 1),
          rows.argmax(axis: 1), classWeights)
        return -mean(of: each.reshaped(to: Array(output.shape.dropLast())), sampleWeights)
      }
      let labels = target.flattened()
      guard classWeights != nil || sampleWeights != nil else {
        let exact = Tensors.softmaxCrossEntropy(logits, labels: labels)
        guard labelSmoothing > 0 else { return exact }
        return exact * (1 - labelSmoothing) - logSoftmax(logits).mean() * labelSmoothing
      }
      let exact = Tensors.softmaxCrossEntropy(logits, labels: labels, reduction: .none)
      let smoothed =
        labelSmoothing == 0
        ? exact
        : exact * (1 - labelSmoothing) - logSoftmax(logits).mean(axes: 1) * labelSmoothing
      let each = weighted(smoothed, labels, classWeights)
      return mean(of: each.reshaped(to: target.shape), sampleWeights)
    }
  }

  /// Losses of examples times the weights of their classes.
  private static func weighted(
    _ losses: Tensor, _ labels: Tensor, _ classWeights: [Double]?
  ) -> Tensor {
    guard let classWeights else { return losses }
    let weights = Tensor(classWeights, shape: [classWeights.count], type: losses.elementType)
    return losses * weights.gather(labels)
  }

  /// The cross-entropy between targets in 0...1 and the sigmoid of logits, element by element:
  /// max(x, 0) - x · y + log(1 + exp(-|x|)). Outputs and targets have the same shape; a sigmoid
  /// that ends the model is undone.
  public static let binaryCrossEntropy = Loss(
    "binaryCrossEntropy", .sameShape, squashing: .sigmoid
  ) { logits, target, sampleWeights in
    mean(
      of: Tensors.sigmoidCrossEntropy(logits, labels: target, reduction: .none), sampleWeights)
  }

  // MARK: Numbers

  /// The mean of squared differences. Outputs and targets have the same shape.
  public static let meanSquaredError = Loss("meanSquaredError", .sameShape) {
    mean(of: Tensors.meanSquaredError($0, $1, reduction: .none), $2)
  }

  /// The mean of absolute differences. Outputs and targets have the same shape.
  public static let meanAbsoluteError = Loss("meanAbsoluteError", .sameShape) {
    mean(of: Tensors.meanAbsoluteError($0, $1, reduction: .none), $2)
  }

  /// Squared (times ½) for differences up to delta, linear beyond (Huber, 1964). Outputs and
  /// targets have the same shape.
  public static func huber(delta: Double = 1) -> Loss {
    require(
      delta > 0 && delta.isFinite,
      ".huber(delta: \(delta)) expects a finite delta above 0, got \(delta)")
    return Loss(delta == 1 ? "huber()" : "huber(delta: \(delta))", .sameShape) {
      output, target, sampleWeights in
      mean(of: Tensors.huber(output, target, delta: delta, reduction: .none), sampleWeights)
    }
  }
}
