internal import Tensors

/// Which shapes of outputs and targets a loss or metric takes.
enum TargetRule: Sendable {
  /// Whatever its function takes.
  case any
  /// Outputs and targets of the same shape.
  case sameShape
  /// Outputs [batch, …, classes] with class numbers [batch, …] of int32, or with a share of each
  /// class in targets of the outputs' shape.
  case classes
  /// The same; with one output for each example, also targets 0 and 1 of the outputs' shape.
  case classesOrBinary

  /// What is wrong, as the end of a sentence that begins with the name of the loss or metric.
  func problem(output: TensorSignature, target: TensorSignature) -> String? {
    switch self {
    case .any: nil
    case .sameShape: Self.sameShapeProblem(output, target)
    case .classes: Self.classProblem(output, target)
    case .classesOrBinary:
      Self.isOneOutput(output.shape)
        ? Self.sameShapeProblem(output, target) : Self.classProblem(output, target)
    }
  }

  /// For functions of one's own, outputs and targets of which one has a last axis of 1 and is else like
  /// the other, both with this axis: a difference would be one of every example with every other.
  func aligned(_ output: Tensor, _ target: Tensor) -> (output: Tensor, target: Tensor) {
    guard case .any = self else { return (output, target) }
    if output.shape == target.shape + [1] { return (output, target.expandingShape(at: -1)) }
    if target.shape == output.shape + [1] { return (output.expandingShape(at: -1), target) }
    return (output, target)
  }

  /// Whether there is one number for each example: [batch] or [batch, 1].
  static func isOneOutput(_ shape: [Int]) -> Bool {
    shape.count == 1 || shape.count == 2 && shape[1] == 1
  }

  private static func sameShapeProblem(
    _ output: TensorSignature, _ target: TensorSignature
  ) -> String? {
    guard output.shape != target.shape else { return nil }
    let isColumn =
      target.shape.count == 1 && output.shape == target.shape + [1]
    return "expects outputs and targets of the same shape, got \(output.shape) and "
      + "\(target.shape): "
      + (isColumn
        ? "give the targets an axis with reshaped(to: [-1, 1])"
        : "give the last layer as many units as there are targets")
  }

  private static func classProblem(
    _ output: TensorSignature, _ target: TensorSignature
  ) -> String? {
    let shapes = "got \(output.shape) and \(target.shape)"
    if output.shape.count >= 2, output.shape == target.shape {
      guard output.shape.last != 1 else {
        return "expects a share of each of at least two classes, \(shapes): with one output for "
          + "each example choose .binaryCrossEntropy and .binaryAccuracy, or .meanSquaredError for "
          + "numbers"
      }
      // One-hot rows may be integers; with more axes these could be class numbers without a class axis.
      guard target.elementType == .int32, output.shape.count > 2 else { return nil }
      return "expects class numbers [batch, …] of int32, or shares of float32, \(shapes) of int32: "
        + "convert one-hot rows with converted(to: .float32)"
    }
    guard output.shape.count >= 2, target.shape == Array(output.shape.dropLast()) else {
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
