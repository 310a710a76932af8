extension Tensor {
  /// exp(x) / sum(exp(x)) along an axis, without overflow.
  public func softmax(
    axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    alongLast(axis, .softmax, file, line)
  }

  /// log(softmax(x)) along an axis, without overflow.
  public func logSoftmax(
    axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    alongLast(axis, .logSoftmax, file, line)
  }

  private func alongLast(
    _ axis: Int, _ primitive: Primitive, _ file: StaticString, _ line: UInt
  ) -> Tensor {
    let name = primitive == .softmax ? "softmax" : "logSoftmax"
    let axis = orStop(file, line) { () throws(TensorError) in try shape.axis(axis, in: name) }
    if axis == rank - 1 {
      let logits = floating
      let result = applied(primitive, logits, file: file, line: line)
      return primitive == .softmax ? result.remembering(.softmax, of: logits) : result
    }
    var order = Array(shape.indices)
    order.swapAt(axis, rank - 1)
    return applied(primitive, floating.transposed(order), file: file, line: line)
      .transposed(order)
  }
}

/// exp(x) / sum(exp(x)) along an axis.
public func softmax(
  _ x: Tensor, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  x.softmax(axis: axis, file: file, line: line)
}

/// log(softmax(x)) along an axis.
public func logSoftmax(
  _ x: Tensor, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  x.logSoftmax(axis: axis, file: file, line: line)
}

/// The cross-entropy between numbers in 0...1 and sigmoid(logits), element by element, computed
/// from the logits at once: max(x, 0) - x · y + log(1 + exp(-|x|)). Where `logits` is what a
/// sigmoid gave, it is computed from what that was applied to.
///
/// Shapes: logits and labels are of the same shape, which is also that of the result with
/// `reduction: .none`; otherwise it is one number. A network's `[batch, 1]` is never repeated along
/// labels of `[batch]`.
public func sigmoidCrossEntropy(
  _ logits: Tensor, labels: Tensor, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  require(
    logits.shape == labels.shape,
    "sigmoidCrossEntropy expects logits and labels of the same shape, got \(logits.shape) and "
      + "\(labels.shape): reshape one of them", file: file, line: line)
  let undone = logits.logits(of: .sigmoid)
  requireLogits(undone ?? logits, "sigmoidCrossEntropy", file, line)
  let x = (undone ?? logits).floating
  return reduction.applied(
    to: softplus(x) - x * labels.converted(to: x.elementType), file: file, line: line)
}

/// Stops where what is given is made so that it always lies in 0...1.
private func requireLogits(
  _ logits: Tensor, _ name: String, _ file: StaticString, _ line: UInt
) {
  require(
    !logits.isProbability,
    "\(name) expects logits, and what it is given always lies in 0...1: leave out the last sigmoid "
      + "or softmax, or write the loss of probabilities out, as in "
      + "-(y * log(p) + (1 - y) * log(1 - p)).mean()", file: file, line: line)
}

/// How losses of examples become the loss of a batch.
public enum LossReduction: Sendable, Hashable {
  /// The mean over the batch.
  case mean
  /// The sum over the batch.
  case sum
  /// A loss per example.
  case none

  package func applied(
    to losses: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    switch self {
    case .mean: losses.mean(file: file, line: line)
    case .sum: losses.sum()
    case .none: losses
    }
  }
}

/// The cross-entropy of softmax(logits) with class numbers, computed from the logits at once: exact
/// for large logits, where a probability would be rounded to 0. Where `logits` is what a softmax
/// over the last axis gave, in the last layer of a model or elsewhere, it is computed from what
/// that was applied to, as Keras does: there is no softmax of a softmax.
///
/// Shapes: logits [batch, classes], labels [batch] of int32; the result is one number, or [batch]
/// with `reduction: .none`.
public func softmaxCrossEntropy(
  _ logits: Tensor, labels: Tensor, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let logits = logits.logits(of: .softmax) ?? logits
  requireLogits(logits, "softmaxCrossEntropy", file, line)
  return reduction.applied(
    to: applied(.softmaxCrossEntropy, logits.floating, labels, file: file, line: line),
    file: file, line: line)
}
