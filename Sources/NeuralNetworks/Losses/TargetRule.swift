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
  /// One output for each example, and targets of its shape.
  case oneOutput

  /// What is wrong, as the end of a sentence that begins with the name of the loss or metric.
  func problem(output: TensorSignature, target: TensorSignature) -> String? {
    switch self {
    case .any: nil
    case .sameShape: Self.sameShapeProblem(output, target)
    case .classes: Self.classProblem(output, target)
    case .classesOrBinary:
      Self.isOneOutput(output.shape)
        ? Self.sameShapeProblem(output, target) : Self.classProblem(output, target)
    case .oneOutput:
      Self.isOneOutput(output.shape)
        ? Self.sameShapeProblem(output, target)
        : "expects a model with one output for each example, [batch] or [batch, 1], got "
          + "\(output.shape): for several classes choose one that averages over them, such as .f1"
    }
  }

  /// What is wrong with the numbers of targets whose shape is right, as the end of a sentence.
  ///
  /// - Parameter isCounting: Whether examples are counted by what they belong to: targets of one
  ///   output must then be 0 or 1, and every row of shares must add up to 1.
  func valueProblem(_ targets: Tensor, output: [Int], isCounting: Bool) -> String? {
    let isOne = Self.isOneOutput(output)
    switch self {
    case .any: return nil
    case .sameShape, .oneOutput: return isCounting ? Self.sideProblem(targets) : nil
    case .classesOrBinary where isOne: return isCounting ? Self.sideProblem(targets) : nil
    case .classes, .classesOrBinary:
      return targets.shape == output ? Self.shareProblem(targets, isCounting) : nil
    }
  }

  private static func sideProblem(_ targets: Tensor) -> String? {
    targets.doubles.firstIndex { $0 != 0 && $0 != 1 }.map {
      "expects targets of 0 and 1, got \(targets.elementText($0))"
    }
  }

  /// Rows that add up to more than 1 belong to several classes at once, of which the largest share
  /// would count alone. Rows of zeros have no class; a loss leaves them out, counts cannot.
  private static func shareProblem(_ targets: Tensor, _ isCounting: Bool) -> String? {
    let sums = targets.sum(axes: -1).doubles
    let isWrong = { (sum: Double) in sum > 1.001 || isCounting && !(sum > 0.999) }
    guard let row = sums.firstIndex(where: isWrong) else { return nil }
    return "expects shares of classes that add up to 1, got \(fixed(sums[row], 3)) in row \(row): "
      + "where examples may belong to several classes, choose .binaryAccuracy, or "
      + ".f1(multilabel: .macro) and its like"
  }

  /// For functions of one's own, outputs and targets of which one has a last axis of 1 and is else
  /// like the other, both with this axis: a difference would be one of every example with every
  /// other.
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
    let remedy =
      if target.shape.count == 1, output.shape == target.shape + [1] {
        "give the targets an axis with reshaped(to: [-1, 1])"
      } else if target.shape == output.shape + [1] {
        "leave out the targets' last axis with \(withoutLastAxis(target))"
      } else {
        "give the last layer as many units as there are targets"
      }
    return "expects outputs and targets of the same shape, got \(output.shape) and "
      + "\(target.shape): \(remedy)"
  }

  /// The call that leaves out a last axis of 1.
  private static func withoutLastAxis(_ tensor: TensorSignature) -> String {
    tensor.shape.count == 2 ? "reshaped(to: [-1])" : "squeezed(axis: -1)"
  }

  /// Class numbers in rows of one, as Keras' own data sets have them.
  private static func columnProblem(_ target: TensorSignature, _ shapes: String) -> String {
    let problem =
      "expects outputs [batch, classes] and labels [batch] of int32, \(shapes) of \(target.elementType): "
    guard target.elementType != .int32 else {
      return problem + "leave out the labels' last axis with \(withoutLastAxis(target))"
    }
    return problem + "where they are class numbers, give them as "
      + "\(withoutLastAxis(target)).converted(to: .int32), or choose a loss for numbers such as "
      + ".meanSquaredError"
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
      // One-hot rows may be integers; with more axes these could be class numbers without a class
      // axis.
      guard target.elementType == .int32, output.shape.count > 2 else { return nil }
      return "expects class numbers [batch, …] of int32, or shares of float32, \(shapes) of int32: "
        + "convert one-hot rows with converted(to: .float32)"
    }
    if output.shape.count > 2, target.elementType == .int32,
      target.shape == [output.shape[0]] + output.shape.dropFirst(2)
    {
      let order = [0] + Array(2..<output.shape.count) + [1]
      return
        "expects outputs [batch, …, classes] and labels [batch, …], \(shapes): the classes come "
        + "second here; put them last with Lambda { $0.transposed(\(order)) } at the end of the model"
    }
    if output.shape.count >= 2, target.shape == Array(output.shape.dropLast()) + [1] {
      return columnProblem(target, shapes)
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
