public import Tensors

/// What training minimizes: one number for a batch's outputs and targets, the mean over its
/// elements.
public struct Loss: Sendable, CustomStringConvertible {
  /// As it is written after the dot: "softmaxCrossEntropy".
  public let name: String
  private let function: @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  private let check: @Sendable (_ output: [Int], _ target: [Int]) -> String?

  /// A loss of one's own; the function returns one number.
  public init(
    _ name: String, _ function: @escaping @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  ) {
    self.init(name, check: { _, _ in nil }, function)
  }

  private init(
    _ name: String, check: @escaping @Sendable ([Int], [Int]) -> String?,
    _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) {
    self.name = name
    self.check = check
    self.function = function
  }

  /// The loss of a batch.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
    function(output, target)
  }

  /// ".softmaxCrossEntropy".
  public var description: String { ".\(name)" }

  /// Throws when a model's output cannot be compared with the targets.
  func checkShapes(output: [Int], target: [Int]) throws(ModelError) {
    if let problem = check(output, target) {
      throw .wrongRequest("loss \(self) \(problem)")
    }
  }

  /// What is reported besides the loss unless asked otherwise.
  var usualMetrics: [Metric] {
    if name.hasPrefix("softmaxCrossEntropy") { return [.accuracy] }
    return name == "binaryCrossEntropy" ? [.binaryAccuracy] : []
  }

  // MARK: Classes

  /// The cross-entropy between integer labels and the softmax of logits, in nats; Keras' sparse
  /// categorical cross-entropy with `from_logits=True`. Output `[batch, classes]`, labels
  /// `[batch]`.
  public static let softmaxCrossEntropy = softmaxCrossEntropy(labelSmoothing: 0)

  /// The same with a share of each label spread over all classes: y (1 - s) + s / classes.
  public static func softmaxCrossEntropy(labelSmoothing: Double) -> Loss {
    Loss(
      labelSmoothing == 0
        ? "softmaxCrossEntropy" : "softmaxCrossEntropy(labelSmoothing: \(labelSmoothing))",
      check: classProblem
    ) { logits, labels in
      let exact = Tensors.softmaxCrossEntropy(logits, labels: labels)
      guard labelSmoothing > 0 else { return exact }
      return exact * (1 - labelSmoothing) - logSoftmax(logits).mean() * labelSmoothing
    }
  }

  /// The cross-entropy between targets in 0...1 and the sigmoid of logits, element by element:
  /// max(x, 0) - x · y + log(1 + exp(-|x|)).
  public static let binaryCrossEntropy = Loss("binaryCrossEntropy", check: sameShape) { x, target in
    let y = target.converted(to: x.elementType)
    return (softplus(x) - x * y).mean()
  }

  // MARK: Numbers

  /// The mean of squared differences.
  public static let meanSquaredError = Loss("meanSquaredError", check: sameShape) {
    ($0 - $1).squared().mean()
  }

  /// The mean of absolute differences.
  public static let meanAbsoluteError = Loss("meanAbsoluteError", check: sameShape) {
    abs($0 - $1).mean()
  }

  /// Squared (times ½) for differences up to delta, linear beyond (Huber, 1964).
  public static func huber(delta: Double = 1) -> Loss {
    Loss(delta == 1 ? "huber()" : "huber(delta: \(delta))", check: sameShape) { output, target in
      let size = abs(output - target)
      let quadratic = size.clipped(to: 0...delta)
      return (quadratic.squared() * 0.5 + (size - quadratic) * delta).mean()
    }
  }

  private static let sameShape: @Sendable ([Int], [Int]) -> String? = { output, target in
    output == target
      ? nil
      : "expects outputs and targets of the same shape, got \(output) and \(target): "
        + "give the last layer as many units as there are targets"
  }

  private static let classProblem: @Sendable ([Int], [Int]) -> String? = { output, target in
    if output.count == 2, target == [output[0]] { return nil }
    return "expects outputs [batch, classes] and labels [batch], got \(output) and \(target): "
      + "flatten before the last Dense layer, and use one number as label"
  }
}
