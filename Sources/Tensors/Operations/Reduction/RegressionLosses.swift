// What a number that was to be predicted was missed by.

/// The mean of squared differences.
///
/// Shapes: outputs and targets are of the same shape, which is also that of the result with
/// `reduction: .none`; otherwise it is one number. A network's `[batch, 1]` is never repeated along
/// targets of `[batch]`. Integers become float32.
public func meanSquaredError(
  _ outputs: Tensor, _ targets: Tensor, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let difference = differences("meanSquaredError", outputs, targets, file, line)
  return reduction.applied(to: difference.squared(), file: file, line: line)
}

/// The mean of absolute differences.
///
/// Shapes: as those of ``meanSquaredError(_:_:reduction:file:line:)``.
public func meanAbsoluteError(
  _ outputs: Tensor, _ targets: Tensor, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let difference = differences("meanAbsoluteError", outputs, targets, file, line)
  return reduction.applied(to: abs(difference), file: file, line: line)
}

/// Half the squared difference up to delta, delta · (difference - delta / 2) beyond (Huber, 1964).
///
/// Shapes: as those of ``meanSquaredError(_:_:reduction:file:line:)``.
/// - Parameters:
///   - outputs: What a network gives.
///   - targets: What it should give.
///   - delta: Where the loss becomes linear; 1 in Keras and PyTorch.
///   - reduction: How the losses of elements become one.
public func huber(
  _ outputs: Tensor, _ targets: Tensor, delta: Double = 1, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  require(
    delta > 0 && delta.isFinite, "huber expects a finite delta above 0, got \(delta)", file: file,
    line: line)
  let size = abs(differences("huber", outputs, targets, file, line))
  let quadratic = size.clipped(to: 0...delta)
  return reduction.applied(
    to: quadratic.squared() * 0.5 + (size - quadratic) * delta, file: file, line: line)
}

private func differences(
  _ operation: String, _ outputs: Tensor, _ targets: Tensor, _ file: StaticString, _ line: UInt
) -> Tensor {
  require(
    outputs.shape == targets.shape,
    "\(operation) expects outputs and targets of the same shape, got \(outputs.shape) and "
      + "\(targets.shape): reshape one of them", file: file, line: line)
  let outputs = outputs.floating
  return outputs - targets.converted(to: outputs.elementType)
}
