public import Tensors

/// What training minimizes: one number for a batch's outputs and targets, the mean over its
/// elements.
public struct Loss: Sendable, CustomStringConvertible {
  /// As it is written after the dot: "softmaxCrossEntropy".
  public let name: String
  private let function: @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  private let check: Check
  /// Where every target must lie, if the loss has bounds.
  let targetRange: ClosedRange<Double>?

  /// What is wrong with the targets for a model's output, if anything.
  private typealias Check =
    @Sendable (_ output: TensorSignature, _ target: TensorSignature) -> String?

  /// A loss of one's own; the function returns one number.
  public init(
    _ name: String, _ function: @escaping @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  ) {
    self.init(name, check: { _, _ in nil }, function)
  }

  private init(
    _ name: String, check: @escaping Check, targetRange: ClosedRange<Double>? = nil,
    _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) {
    self.name = name
    self.targetRange = targetRange
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
  func checkTargets(
    output: TensorSignature, target: TensorSignature
  ) throws(ModelError) {
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
    require(
      (0...1).contains(labelSmoothing),
      ".softmaxCrossEntropy(labelSmoothing: \(labelSmoothing)) expects a share in 0...1, got "
        + "\(labelSmoothing)")
    return Loss(
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
  public static let binaryCrossEntropy = Loss(
    "binaryCrossEntropy", check: sameShape, targetRange: 0...1
  ) { x, target in
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
    require(delta > 0, ".huber(delta: \(delta)) expects a delta above 0, got \(delta)")
    return Loss(delta == 1 ? "huber()" : "huber(delta: \(delta))", check: sameShape) {
      output, target in
      let size = abs(output - target)
      let quadratic = size.clipped(to: 0...delta)
      return (quadratic.squared() * 0.5 + (size - quadratic) * delta).mean()
    }
  }

  private static let sameShape: Check = { output, target in
    output.shape == target.shape
      ? nil
      : "expects outputs and targets of the same shape, got \(output.shape) and \(target.shape): "
        + "give the last layer as many units as there are targets"
  }

  private static let classProblem: Check = { output, target in
    let shapes = "got \(output.shape) and \(target.shape)"
    if output.shape.count == 2, output.shape == target.shape {
      return "expects outputs [batch, classes] and labels [batch], \(shapes): pass class numbers "
        + "instead of one-hot rows, for example targets.argmax(axis: 1)"
    }
    guard output.shape.count == 2, target.shape == [output.shape[0]] else {
      return "expects outputs [batch, classes] and labels [batch], \(shapes): "
        + "flatten before the last Dense layer, and use one number as label"
    }
    guard target.elementType == .int32 else {
      return "expects labels of int32 class numbers, got \(target.elementType): convert them with "
        + "converted(to: .int32), or choose a loss for numbers such as .meanSquaredError"
    }
    return nil
  }
}
